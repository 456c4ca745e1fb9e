package soar.darktrace.client;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Repeats a read that failed in a way that may pass: after the time that Darktrace asked for, else with a backoff that
 * doubles and is jittered by half. Reactor's own contract serves, since Resilience4j's retry cannot let the failure say
 * how often repeating it makes sense.
 */
final class ReadRetry extends Retry {

    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    /** A longer Retry-After is passed on to the caller instead of being waited for. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final int attempts;
    private final Counter repeated;

    ReadRetry(String instance, int attempts, MeterRegistry meters) {
        this.attempts = attempts;
        this.repeated = Counter.builder("darktrace.client.retries")
                .description("Reads that were sent again after a failure")
                .tag("instance", instance)
                .register(meters);
    }

    @Override
    public Publisher<?> generateCompanion(Flux<RetrySignal> failures) {
        return failures.concatMap(failed -> {
            int repeats = (int) failed.totalRetries();
            if (failed.failure() instanceof DarktraceException failure
                    && repeats < Math.min(attempts - 1, failure.repeats())) {
                Duration wait = failure.retryAfter() == null ? backoff(repeats) : failure.retryAfter();
                if (wait.compareTo(LONGEST_WAIT) <= 0) {
                    repeated.increment();
                    return Mono.delay(wait);
                }
            }
            return Mono.error(failed.failure());
        });
    }

    private static Duration backoff(int repeats) {
        return FIRST_WAIT
                .multipliedBy(1L << repeats)
                .multipliedBy(50 + ThreadLocalRandom.current().nextInt(101))
                .dividedBy(100);
    }
}
