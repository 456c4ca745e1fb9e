package soar.darktrace.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of breaches as it grows, odd items included. */
class GrowingBreachListTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final SettableClock CLOCK = new SettableClock(NOW);
    private static final SimulatedAppliance APPLIANCE = SimulatedAppliance.start(CLOCK);
    private static final String TODAY = "/modelbreaches?creationtime=true&starttime=" + NOW.toEpochMilli() + "&endtime="
            + NOW.plusSeconds(3600).toEpochMilli();

    private final SignedClient client = new SignedClient(APPLIANCE, NOW);

    @BeforeEach
    void reset() {
        CLOCK.set(NOW);
        APPLIANCE.reset();
    }

    @AfterAll
    static void close() {
        APPLIANCE.close();
    }

    @Test
    void aBreachIsListedFromItsMomentOnWheneverItWasCreated() throws IOException {
        APPLIANCE.addBreach(breach(1), NOW, NOW.plusSeconds(60));

        assertThat(list(TODAY)).isEmpty();
        CLOCK.advance(Duration.ofSeconds(59));
        assertThat(list(TODAY)).isEmpty();
        CLOCK.advance(Duration.ofSeconds(1));
        assertThat(list(TODAY)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "5",
                "\"text\"",
                "[1]",
                "{}",
                "{\"pbid\":7}",
                "{\"pbid\":\"x-7\",\"score\":\"high\",\"time\":\"yesterday\",\"creationTime\":\"soon\"}",
                "{\"pbid\":-7,\"device\":null,\"model\":\"Device::X\",\"acknowledged\":7}",
                "{\"pbid\":9223372036854775807,\"model\":{\"name\":\"bare\"},\"triggeredComponents\":[1,null]}",
                "{\"pbid\":18446744073709551615,\"score\":null,\"time\":1.5,\"creationTime\":-1}",
                "{\"pbid\":{\"id\":7},\"device\":{\"did\":\"seven\"},\"suppressed\":\"no\"}"
            })
    void anOddItemIsListedByTheTimeItWasCreatedAndSuitsEveryFilterThatItSaysNothingAbout(String item)
            throws IOException {
        APPLIANCE.addBreach(item, NOW, NOW);

        assertThat(list(TODAY + "&minscore=1&deviceattop=false&minimal=true&expandenums=true&historicmodelonly=true"))
                .hasSize(1);
        assertThat(list(TODAY.replace("starttime=" + NOW.toEpochMilli(), "starttime=" + (NOW.toEpochMilli() + 1))))
                .isEmpty();
    }

    @Test
    void anItemKeepsItsShapeApartFromTheNumberOfComments() throws IOException {
        APPLIANCE.addBreach("[null, {\"a\": 1}]", NOW, NOW);
        APPLIANCE.addBreach("{\"pbid\":7,\"unknown\":[{}],\"score\":0.90}", NOW.plusMillis(1), NOW);

        assertThat(client.get(TODAY).body())
                .isEqualTo("[[null,{\"a\":1}],{\"pbid\":7,\"unknown\":[{}],\"score\":0.90,\"commentCount\":0}]");
    }

    @Test
    void itemsWithoutAnIdStandBesideOneAnother() throws IOException {
        APPLIANCE.addBreach("{}", NOW, NOW);
        APPLIANCE.addBreach("{}", NOW, NOW);
        APPLIANCE.addBreach("null", NOW, NOW);

        assertThat(list(TODAY)).hasSize(3);
    }

    @Test
    void aBreachWhoseScoreRisesIsThereForThoseWhoAskForMore() throws IOException {
        APPLIANCE.addBreach("{\"pbid\":7,\"score\":0.3}", NOW, NOW);
        assertThat(list(TODAY + "&minscore=0.5")).isEmpty();

        APPLIANCE.addBreach("{\"pbid\":7,\"score\":0.5}", NOW, NOW);

        assertThat(list(TODAY + "&minscore=0.5")).hasSize(1);
        assertThat(list(TODAY)).hasSize(1);
    }

    @Test
    void theListComesInTheOrderThatIsSet() throws IOException {
        List<String> oldestFirst = List.of("1", "2", "3", "4", "5", "6", "7", "8");
        oldestFirst.forEach(pbid ->
                APPLIANCE.addBreach(breach(Integer.parseInt(pbid)), NOW.plusSeconds(Integer.parseInt(pbid)), NOW));
        assertThat(list(TODAY)).isEqualTo(oldestFirst);

        APPLIANCE.answerInOrder(Order.NEWEST_FIRST);
        assertThat(list(TODAY)).containsExactly("8", "7", "6", "5", "4", "3", "2", "1");

        APPLIANCE.answerInOrder(Order.SHUFFLED);
        assertThat(list(TODAY)).containsExactlyInAnyOrderElementsOf(oldestFirst);
        List<String> first = list(TODAY);
        // 8! to the power of 5 to 1.
        assertThat(List.of(list(TODAY), list(TODAY), list(TODAY), list(TODAY), list(TODAY)))
                .anySatisfy(other -> assertThat(other).isNotEqualTo(first));

        APPLIANCE.reset();
        assertThat(list("/modelbreaches?count=2")).containsExactly("46", "111");
    }

    private static String breach(int pbid) {
        return "{\"pbid\":" + pbid + ",\"score\":0.5}";
    }

    private List<String> list(String request) throws IOException {
        return Json.read(client.get(request).body())
                .valueStream()
                .map(item -> item.path("pbid").asString(""))
                .toList();
    }
}
