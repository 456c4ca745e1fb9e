package soar.darktrace.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Counts wrong keys and tokens by address and minute. A right one is never counted, so that callers behind one proxy do
 * not lock each other out: 256 random bits are not guessed, the limit spares the log and the audit.
 */
final class FailedAttempts {

    private static final int MOST_ADDRESSES = 10_000;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final int most;
    private final Clock clock;
    private final Cache<String, Window> windows;

    private record Window(long since, int count) {}

    /** The count of an address, and after how many seconds it begins again. */
    record Count(int attempts, boolean isOver, int retryAfter) {

        boolean isFirst() {
            return attempts == 1;
        }
    }

    FailedAttempts(int most, Clock clock) {
        this.most = most;
        this.clock = clock;
        this.windows = Caffeine.newBuilder()
                .maximumSize(MOST_ADDRESSES)
                .expireAfterWrite(WINDOW)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build();
    }

    Count add(String address) {
        long now = clock.millis();
        Window window = windows.asMap()
                .merge(
                        address,
                        new Window(now, 1),
                        (old, one) ->
                                isPast(old, now) ? one : new Window(old.since(), Math.min(old.count(), most) + 1));
        long left = window.since() + WINDOW.toMillis() - now;
        return new Count(window.count(), window.count() > most, (int) Math.max(1, (left + 999) / 1000));
    }

    private static boolean isPast(Window window, long now) {
        return now - window.since() >= WINDOW.toMillis() || now < window.since();
    }
}
