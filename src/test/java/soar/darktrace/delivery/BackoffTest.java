package soar.darktrace.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    private final Backoff backoff = new Backoff(new Random(1));

    @ParameterizedTest
    @CsvSource({
        "1,    PT1S,    PT2S",
        "2,    PT2S,    PT4S",
        "5,    PT16S,   PT32S",
        "8,    PT128S,  PT256S",
        "9,    PT150S,  PT5M",
        "100,  PT150S,  PT5M",
        "2147483647, PT150S, PT5M"
    })
    void theWaitDoublesUpToFiveMinutesAndHalfOfItIsChance(int failures, Duration shortest, Duration longest) {
        assertThat(IntStream.range(0, 1000).mapToObj(i -> backoff.after(failures, null)))
                .allSatisfy(wait -> assertThat(wait).isBetween(shortest, longest))
                .anySatisfy(wait -> assertThat(wait).isLessThan(shortest.plus(shortest.dividedBy(10))))
                .anySatisfy(wait -> assertThat(wait).isGreaterThan(longest.minus(shortest.dividedBy(10))));
    }

    @Test
    void aLongerTimeThatTheReceiverAsksForCountsUpToAnHour() {
        assertThat(after(1, Duration.ofMinutes(20))).isEqualTo(Duration.ofMinutes(20));
        assertThat(after(1, Duration.ofDays(20))).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aShorterTimeThatTheReceiverAsksForDoesNotCount() {
        assertThat(after(9, Duration.ofSeconds(3))).isGreaterThan(Duration.ofMinutes(2));
        assertThat(after(9, Duration.ofSeconds(-3))).isGreaterThan(Duration.ofMinutes(2));
    }

    private Duration after(int failures, @Nullable Duration retryAfter) {
        return backoff.after(failures, retryAfter);
    }
}
