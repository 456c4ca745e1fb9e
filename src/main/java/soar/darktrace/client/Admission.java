package soar.darktrace.client;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import java.time.Duration;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.pool.InstrumentedPool;
import reactor.pool.PoolBuilder;
import reactor.pool.PoolConfig;
import reactor.pool.PooledRef;

/**
 * Which exchange with an appliance goes next. As many have a place at once as {@code limits.max-concurrent} says; the
 * others wait in the order in which they came, and free what they hold when their caller leaves. Whoever has a place
 * keeps to the rate, one after the other. A permission is taken when it is used and not before: what is reserved would age
 * in the queue, to be sent all at once, or would be lost to others when its caller leaves.
 */
final class Admission {

    /** The pool takes zero for "as long as it takes". */
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    /** How often whoever is next asks for a permission; the rate is renewed each second. */
    private static final Duration PACE = Duration.ofMillis(20);

    private final InstrumentedPool<Object> places;
    private final InstrumentedPool<Object> next;
    private final RateLimiter rate;

    /** The limiter must not reserve: its timeout is zero. */
    Admission(InstanceSettings.Limits limits, RateLimiter rate) {
        this.places = pool(limits.maxConcurrent())
                .maxPendingAcquire(limits.maxWaiting())
                .buildPool();
        this.next = pool(1).buildPool();
        this.rate = rate;
    }

    private static PoolBuilder<Object, PoolConfig<Object>> pool(int size) {
        return PoolBuilder.from(Mono.fromSupplier(Object::new)).sizeBetween(0, size);
    }

    /**
     * Runs an exchange once it is its turn; a failure of the pool or of the limiter where that is not in time.
     *
     * @param longestWait how long it may wait; empty for as long as it takes
     */
    <T> Flux<T> admit(Flux<T> exchange, Optional<Duration> longestWait) {
        long from = System.nanoTime();
        return Flux.usingWhen(
                longestWait.isPresent() ? places.acquire(positive(longestWait.get())) : places.acquire(),
                place -> paced(exchange, longestWait.map(all -> all.minusNanos(System.nanoTime() - from))),
                PooledRef::release);
    }

    private <T> Flux<T> paced(Flux<T> exchange, Optional<Duration> longestWait) {
        if (next.metrics().acquiredSize() == 0 && rate.acquirePermission()) {
            return exchange;
        }
        Mono<Boolean> turn = Mono.usingWhen(next.acquire(), first -> permission(), PooledRef::release);
        Mono<Boolean> inTime = longestWait.isPresent()
                ? turn.timeout(
                        positive(longestWait.get()),
                        Mono.error(() -> RequestNotPermitted.createRequestNotPermitted(rate)))
                : turn;
        return inTime.thenMany(exchange);
    }

    private Mono<Boolean> permission() {
        return Mono.fromCallable(rate::acquirePermission)
                .filter(isPermitted -> isPermitted)
                .repeatWhenEmpty(again -> again.delayElements(PACE));
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
