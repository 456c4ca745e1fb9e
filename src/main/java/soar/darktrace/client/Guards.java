package soar.darktrace.client;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.reactor.bulkhead.operator.BulkheadOperator;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.github.resilience4j.reactor.ratelimiter.operator.RateLimiterOperator;
import io.github.resilience4j.reactor.retry.RetryOperator;
import io.github.resilience4j.retry.Retry;
import java.time.Duration;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** What stands around every exchange with one appliance, from the first byte sent to the last byte decoded. */
record Guards(
        Bulkhead bulkhead,
        RateLimiter rateLimiter,
        Retry retry,
        CircuitBreaker breaker,
        Duration answerTimeout,
        InstanceState state) {

    /** How long nothing is sent after the breaker opened. */
    static final Duration BREAKER_PAUSE = Duration.ofSeconds(15);

    /** Opens when half of the last 20 exchanges (at least 10) failed by reachability; refusals do not count. */
    static final CircuitBreakerConfig BREAKER = CircuitBreakerConfig.custom()
            .slidingWindowSize(20)
            .minimumNumberOfCalls(10)
            .failureRateThreshold(50)
            .waitDurationInOpenState(BREAKER_PAUSE)
            .permittedNumberOfCallsInHalfOpenState(3)
            .recordException(Guards::isTrouble)
            .build();

    /** The order of the guards, inside out: limit ⟶ retry ⟶ breaker ⟶ timeout ⟶ (sign ⟶ send). */
    <T> Flux<T> around(Publisher<T> answer, Exchange exchange) {
        return attempt(answer, exchange)
                .transformDeferred(CircuitBreakerOperator.of(breaker))
                .transformDeferred(exchange.isChange() ? once -> once : RetryOperator.of(retry))
                .transformDeferred(RateLimiterOperator.of(rateLimiter))
                .transformDeferred(BulkheadOperator.of(bulkhead))
                .onErrorMap(failure ->
                        ExchangeFailures.notStarted(failure, state.snapshot().failure()))
                .doOnError(state::fail)
                .doOnComplete(state::succeed);
    }

    private <T> Flux<T> attempt(Publisher<T> answer, Exchange exchange) {
        return Flux.defer(() -> {
            Attempt attempt = new Attempt();
            return Flux.from(answer)
                    .timeout(exchange.timeout(answerTimeout))
                    .doOnNext(item -> attempt.markHandedOn())
                    .onErrorMap(failure -> ExchangeFailures.of(failure, exchange, attempt))
                    .contextWrite(context -> context.put(Attempt.class, attempt));
        });
    }

    private static boolean isTrouble(Throwable failure) {
        return failure instanceof DarktraceException darktrace
                && switch (darktrace.kind()) {
                    case UNAVAILABLE, TIMEOUT, OUTCOME_UNKNOWN -> true;
                    default -> false;
                };
    }
}
