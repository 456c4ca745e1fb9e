package soar.darktrace.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait after failures in a row: 1 to 2 seconds at first, twice as long each time, 5 minutes at most. The half
 * of it is chance, so that sinks that failed together do not come back together.
 */
record Backoff(RandomGenerator random) {

    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** A receiver that asks for more is asked again after this. */
    static final Duration LONGEST_ASKED_FOR = Duration.ofHours(1);

    private static final int DOUBLINGS = 10;

    /**
     * Says how long to wait now.
     *
     * @param failures how many there were in a row, 1 or more
     * @param retryAfter what the receiver asked for; it counts where it is longer
     */
    Duration after(int failures, @Nullable Duration retryAfter) {
        Duration full = shorter(LONGEST, FIRST.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS)));
        Duration own = full.dividedBy(2).plusMillis(random.nextLong(full.toMillis() / 2 + 1));
        if (retryAfter == null || retryAfter.compareTo(own) < 0) {
            return own;
        }
        return shorter(retryAfter, LONGEST_ASKED_FOR);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
