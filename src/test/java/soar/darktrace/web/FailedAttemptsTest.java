package soar.darktrace.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import soar.darktrace.TestClock;

class FailedAttemptsTest {

    private final TestClock clock = new TestClock();
    private final FailedAttempts failed = new FailedAttempts(2, clock);

    @Test
    void eachAddressHasItsOwnCountWhichBeginsAgainAfterAMinute() {
        assertThat(failed.add("10.0.0.1").isFirst()).isTrue();
        clock.advance(Duration.ofSeconds(20));
        assertThat(failed.add("10.0.0.1").isOver()).isFalse();
        FailedAttempts.Count third = failed.add("10.0.0.1");
        assertThat(third.isOver()).isTrue();
        assertThat(third.retryAfter()).isEqualTo(40);
        assertThat(failed.add("10.0.0.2").isFirst()).isTrue();

        clock.advance(Duration.ofSeconds(40));
        assertThat(failed.add("10.0.0.1").isFirst()).isTrue();
    }

    @Test
    void whoeverGoesOnIsNotLockedOutForLonger() {
        for (int i = 0; i < 59; i++) {
            failed.add("10.0.0.1");
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(failed.add("10.0.0.1").retryAfter()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(failed.add("10.0.0.1").isOver()).isFalse();
    }
}
