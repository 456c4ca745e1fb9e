package soar.darktrace.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import soar.darktrace.client.TestInstances;
import soar.darktrace.fetch.breach.BreachSources;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is kept of a window is bounded by number and by length; what is left over is the newest. */
class WindowReadTest {

    private static final long START = 1_767_000_000_000L;

    private final Feed feed = new Feed(
            BreachSources.of(Map.of()),
            TestInstances.create(TestInstances.settings("http://localhost"), Clock.systemUTC()),
            FetchSettings.DEFAULT);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void manyLongItemsAreTakenInSeveralSteps(boolean oldestFirst) {
        WindowRead read = read(500_000);
        List<Integer> order = IntStream.rangeClosed(1, 40).boxed().collect(Collectors.toList());
        if (!oldestFirst) {
            Collections.reverse(order);
        }
        read(read, order.stream().map(pbid -> breach(pbid, 45_000)));

        assertThat(read.isTruncated()).isTrue();
        assertThat(read.taken().stream().mapToInt(Listed::characters).sum()).isBetween(300_000, 500_000);
        assertThat(read.taken())
                .extracting(Listed::id)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, read.taken().size())
                        .mapToObj(Integer::toString)
                        .toList());
    }

    @Test
    void oneIsTakenHoweverLongItIs() {
        WindowRead read = read(1_000);
        read(read, Stream.of(breach(2, 45_000), breach(1, 45_000)));

        assertThat(read.taken()).extracting(Listed::id).containsExactly("1");
        assertThat(read.isTruncated()).isTrue();
    }

    @Test
    void shortItemsAreTakenByTheirNumber() {
        WindowRead read = read(500_000);
        read(read, IntStream.rangeClosed(1, 120).mapToObj(pbid -> breach(pbid, 10)));

        assertThat(read.taken()).hasSize(100);
        assertThat(read.isTruncated()).isTrue();
    }

    private WindowRead read(long mostCharacters) {
        Window window = new Window(START - 1, START + 1_000_000, true);
        return new WindowRead(window, FetchCursor.startingAt(START), feed, 100, mostCharacters, START + 1_000_000);
    }

    private static void read(WindowRead read, Stream<JsonNode> items) {
        read.read(Flux.fromStream(items), Memory.NONE, Integer.MAX_VALUE).blockLast();
    }

    private static JsonNode breach(int pbid, int length) {
        return JsonMapper.shared()
                .readTree("{\"pbid\":" + pbid + ",\"creationTime\":" + (START + pbid) + ",\"triggeredComponents\":[\""
                        + "x".repeat(length) + "\"]}");
    }
}
