package soar.darktrace.client;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import java.time.Duration;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.pool.InstrumentedPool;
import reactor.pool.PoolBuilder;
import reactor.pool.PooledRef;

/**
 * Which exchange with an appliance goes next. As many have a place at once as {@code limits.max-concurrent} says; the
 * others wait in the order in which they came, and free what they hold when their caller leaves. Whoever has a place
 * keeps to the rate: a permission that were taken before would age in the queue, and all that aged would be sent at once.
 */
final class Admission {

    /** The pool takes zero for "as long as it takes". */
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final InstrumentedPool<Object> places;
    private final RateLimiter rate;

    Admission(InstanceSettings.Limits limits, RateLimiter rate) {
        this.places = PoolBuilder.from(Mono.fromSupplier(Object::new))
                .sizeBetween(0, limits.maxConcurrent())
                .maxPendingAcquire(limits.maxWaiting())
                .buildPool();
        this.rate = rate;
    }

    /**
     * Runs an exchange once it is its turn; a failure of the pool or of the limiter where that is not in time.
     *
     * @param longestWait how long it may wait; empty for as long as it takes
     */
    <T> Flux<T> admit(Flux<T> exchange, Optional<Duration> longestWait) {
        return Flux.usingWhen(
                longestWait.isPresent() ? places.acquire(positive(longestWait.get())) : places.acquire(),
                place -> paced(exchange, longestWait),
                PooledRef::release);
    }

    private <T> Flux<T> paced(Flux<T> exchange, Optional<Duration> longestWait) {
        long nanos = rate.reservePermission();
        if (nanos == 0) {
            return exchange;
        }
        Duration wait = Duration.ofNanos(nanos);
        return nanos < 0
                        || longestWait
                                .filter(longest -> longest.compareTo(wait) < 0)
                                .isPresent()
                ? Flux.error(() -> RequestNotPermitted.createRequestNotPermitted(rate))
                : Mono.delay(wait).thenMany(exchange);
    }

    private static Duration positive(Duration wait) {
        return wait.compareTo(AT_ONCE) < 0 ? AT_ONCE : wait;
    }

    /** How long those will take at least that wait now, by the rate alone; a second or more. */
    Duration backlog() {
        int perSecond = rate.getRateLimiterConfig().getLimitForPeriod();
        return Duration.ofSeconds(1 + waiting() / perSecond);
    }

    /** How many exchanges have a place. */
    int underWay() {
        return places.metrics().acquiredSize();
    }

    /** How many exchanges wait for one. */
    int waiting() {
        return places.metrics().pendingAcquireSize();
    }
}
