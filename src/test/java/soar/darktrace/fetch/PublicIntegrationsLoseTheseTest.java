package soar.darktrace.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.util.UriComponentsBuilder;
import soar.darktrace.appliance.SettableClock;
import soar.darktrace.appliance.SimulatedAppliance;
import soar.darktrace.fetch.HistoryEvent.Crash;

/**
 * Five things that happen to an appliance, in each of which public integrations for Darktrace were seen to lose breaches
 * for good, or to take what nobody asked for.
 */
class PublicIntegrationsLoseTheseTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final SettableClock CLOCK = new SettableClock(NOW);
    private static final SimulatedAppliance APPLIANCE = SimulatedAppliance.start(CLOCK);
    private static final FetchSite SITE = FetchSite.of(APPLIANCE, CLOCK, 0, 50, "15m", "1 day");

    private final FetchDrive xsoar = new XsoarDrive(SITE);

    @BeforeEach
    void reset() {
        APPLIANCE.reset();
        CLOCK.set(NOW);
        fetch();
    }

    @AfterAll
    static void stop() {
        APPLIANCE.close();
    }

    @Test
    void oneHundredAndTwentyAtOnceWithACapOfFifty() {
        IntStream.rangeClosed(1, 120).forEach(pbid -> arrive(pbid, NOW.plusMillis(pbid % 7)));

        fetchLater();
        fetchLater();
        fetchLater();

        assertThat(xsoar.incidents()).hasSize(120).doesNotHaveDuplicates();
    }

    @Test
    void twoInTheSameMillisecond() {
        arrive(1, NOW);
        fetchLater();
        arrive(2, NOW);
        fetchLater();

        assertThat(xsoar.incidents()).containsExactly("1", "2");
    }

    @Test
    void oneThatIsCreatedLate() {
        arrive(1, NOW);
        fetchLater();
        arrive(2, NOW.minus(Duration.ofMinutes(13)));
        fetchLater();

        assertThat(xsoar.incidents()).containsExactly("1", "2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"pbid\": 1, \"score\": 0.9}",
                "{\"pbid\": 1, \"score\": \"high\", \"time\": \"yesterday\", \"device\": null, \"model\": {\"then\": null}}",
                "{\"score\": 0.9, \"model\": {\"then\": {\"name\": \"Device::X\"}}}",
                "null"
            })
    void oneOddBreach(String odd) {
        APPLIANCE.addBreach(odd, NOW, NOW);
        arrive(2, NOW);
        fetchLater();
        arrive(3, CLOCK.instant());
        fetchLater();

        assertThat(xsoar.incidents()).contains("2", "3").hasSize(odd.contains("pbid") ? 3 : 2);
    }

    @Test
    void oneDayOfFirstFetchIsOneDayAndNotAllHistory() {
        arrive(1, NOW.minus(Duration.ofDays(2)));
        arrive(2, NOW.minus(Duration.ofHours(23)));
        APPLIANCE.clearRequests();
        xsoar.startAnew();

        fetch();

        long dayAgo = NOW.minus(Duration.ofDays(1)).toEpochMilli();
        assertThat(APPLIANCE.requests()).isNotEmpty().allSatisfy(request -> {
            var query =
                    UriComponentsBuilder.fromUriString(request.url()).build().getQueryParams();
            assertThat(query.getFirst("creationtime")).isEqualTo("true");
            // Some appliances may leave out the start itself.
            assertThat(Long.parseLong(query.getFirst("starttime"))).isGreaterThanOrEqualTo(dayAgo - 1);
            assertThat(query).containsKey("endtime");
        });
        assertThat(xsoar.incidents()).containsExactly("2");
    }

    private static void arrive(int pbid, Instant created) {
        long at = created.toEpochMilli();
        APPLIANCE.addBreach(
                "{\"pbid\":%d,\"time\":%d,\"creationTime\":%d,\"score\":0.9}".formatted(pbid, at - 60_000, at));
    }

    private void fetchLater() {
        CLOCK.advance(Duration.ofMinutes(1));
        fetch();
    }

    private void fetch() {
        xsoar.fetch(CLOCK.instant(), Crash.NONE);
    }
}
