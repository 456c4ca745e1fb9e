package soar.darktrace.client;

import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When a read that failed is sent again: after the time that Darktrace asked for, else after a backoff that doubles and
 * is jittered by half. The failure itself says how often repeating it makes sense.
 */
record ReadRetry(int attempts, Duration firstWait) {

    /** A longer Retry-After is passed on to the caller instead of being waited for; no backoff is longer. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** Resilience4j's word for "not again". */
    private static final long STOP = -1;

    /**
     * The retry of one instance.
     *
     * @param label what metrics call the instance
     */
    static Retry of(String label, InstanceSettings.Limits limits, MeterRegistry meters) {
        ReadRetry rules = new ReadRetry(limits.readAttempts(), limits.readBackoff());
        Retry retry = Retry.of(
                label,
                RetryConfig.custom()
                        .maxAttempts(rules.attempts())
                        .retryOnException(ReadRetry::isWorthRepeating)
                        .intervalBiFunction(rules::interval)
                        .build());
        Counter repeated = Counter.builder("darktrace.client.retries")
                .description("Reads that were sent again after a failure")
                .tag("instance", label)
                .register(meters);
        retry.getEventPublisher().onRetry(event -> repeated.increment());
        return retry;
    }

    private static boolean isWorthRepeating(Throwable failure) {
        return failure instanceof DarktraceException known && known.repeats() > 0;
    }

    /**
     * How long to wait before the next attempt, in milliseconds.
     *
     * @param attempt how many attempts have failed, from 1
     */
    private long interval(int attempt, Either<Throwable, Object> result) {
        if (!(result.swap().getOrNull() instanceof DarktraceException failure) || attempt > failure.repeats()) {
            return STOP;
        }
        Duration asked = failure.retryAfter();
        if (asked == null || asked.isNegative() || asked.isZero()) {
            return backoff(attempt).toMillis();
        }
        return asked.compareTo(LONGEST_WAIT) <= 0 ? asked.toMillis() : STOP;
    }

    private Duration backoff(int attempt) {
        Duration jittered = firstWait
                .multipliedBy(1L << (attempt - 1))
                .multipliedBy(50 + ThreadLocalRandom.current().nextInt(101))
                .dividedBy(100);
        return jittered.compareTo(LONGEST_WAIT) < 0 ? jittered : LONGEST_WAIT;
    }
}
