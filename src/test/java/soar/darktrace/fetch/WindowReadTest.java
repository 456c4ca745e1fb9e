package soar.darktrace.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.TestInstances;
import soar.darktrace.fetch.breach.BreachSources;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is kept of a window is bounded by number and by length; what is left over is the newest. */
class WindowReadTest {

    private static final long START = 1_767_000_000_000L;

    private final Source source = BreachSources.of(Map.of());
    private final DarktraceInstance darktrace =
            TestInstances.create(TestInstances.settings("http://localhost"), Clock.systemUTC());

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void manyLongItemsAreTakenInSeveralSteps(boolean oldestFirst) {
        WindowRead read = read(500_000);
        List<Integer> order = IntStream.rangeClosed(1, 40).boxed().collect(Collectors.toList());
        if (!oldestFirst) {
            Collections.reverse(order);
        }
        order.forEach(pbid -> read.add(breach(pbid, 45_000)));

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
        read.add(breach(2, 45_000));
        read.add(breach(1, 45_000));

        assertThat(read.taken()).extracting(Listed::id).containsExactly("1");
        assertThat(read.isTruncated()).isTrue();
    }

    @Test
    void shortItemsAreTakenByTheirNumber() {
        WindowRead read = read(500_000);
        IntStream.rangeClosed(1, 120).forEach(pbid -> read.add(breach(pbid, 10)));

        assertThat(read.taken()).hasSize(100);
        assertThat(read.isTruncated()).isTrue();
    }

    private WindowRead read(long mostCharacters) {
        Window window = new Window(START - 1, START + 1_000_000, true);
        return new WindowRead(
                window, FetchCursor.startingAt(START), source, darktrace, 100, mostCharacters, START + 1_000_000);
    }

    private static JsonNode breach(int pbid, int length) {
        return JsonMapper.shared()
                .readTree("{\"pbid\":" + pbid + ",\"creationTime\":" + (START + pbid) + ",\"triggeredComponents\":[\""
                        + "x".repeat(length) + "\"]}");
    }
}
