package soar.darktrace.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.retry.Retry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import soar.darktrace.client.DarktraceException.Kind;

/** When a read is sent again, and after how long: milliseconds, -1 for not at all. */
class ReadRetryTest {

    private static final long LONGEST = Duration.ofSeconds(30).toMillis();
    private final DarktraceException often =
            new DarktraceException(Kind.UNAVAILABLE, "Down.").worthRepeating(Integer.MAX_VALUE);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void allAttemptsAreMadeHoweverManyAreSet() {
        List<Long> waits = waits(often, 10, "limits.read-attempts", "10", "limits.read-backoff", "500ms");

        assertThat(waits.subList(0, 9)).allSatisfy(wait -> assertThat(wait).isBetween(250L, LONGEST));
        assertThat(waits.get(9)).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"60s", "1h", "10000d"})
    void aBackoffIsCappedAndNotGivenUp(String backoff) {
        assertThat(waits(often, 2, "limits.read-backoff", backoff)).containsExactly(LONGEST, LONGEST);
    }

    @Test
    void theFailureSaysHowOftenRepeatingMakesSense() {
        assertThat(waits(often.worthRepeating(1), 2, "limits.read-backoff", "10ms"))
                .satisfiesExactly(
                        wait -> assertThat(wait).isBetween(5L, 15L),
                        wait -> assertThat(wait).isEqualTo(-1));
        assertThat(waits(often.worthRepeating(0), 1)).containsExactly(-1L);
    }

    @Test
    void anythingElseIsNotRepeated() {
        assertThat(waits(new IllegalStateException("A fault of ours"), 1)).containsExactly(-1L);
    }

    @ParameterizedTest
    @CsvSource({"PT1S, 1000", "PT30S, 30000", "PT31S, -1"})
    void theTimeThatDarktraceAsksForIsWaitedUnlessItIsTooLong(Duration asked, long wait) {
        assertThat(waits(often.retryAfter(asked), 1)).containsExactly(wait);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-5S"})
    void aTimeThatIsOverIsNoReasonToComeAtOnce(Duration asked) {
        assertThat(waits(often.retryAfter(asked), 1, "limits.read-backoff", "1s"))
                .allSatisfy(wait -> assertThat(wait).isBetween(500L, 1500L));
    }

    @Test
    void whatIsSentAgainIsCounted() {
        waits(often, 3);

        assertThat(meters.get("darktrace.client.retries")
                        .tag("instance", "main")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    private List<Long> waits(RuntimeException failure, int failures, String... properties) {
        Retry.AsyncContext<Object> retry = ReadRetry.of(
                        "main",
                        TestInstances.settings("https://a.example", properties).limits(),
                        meters)
                .asyncContext();
        return Stream.generate(() -> retry.onError(failure)).limit(failures).toList();
    }
}
