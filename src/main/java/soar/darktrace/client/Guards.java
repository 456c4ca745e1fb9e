package soar.darktrace.client;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.github.resilience4j.retry.Retry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What stands around every exchange with one appliance, from the first byte sent to the last byte decoded. */
record Guards(Admission admission, Retry retry, CircuitBreaker breaker, Duration answerTimeout, InstanceState state) {

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
            .ignoreException(Guards::isOwn)
            .build();

    /**
     * The order of the guards, outside in: retry ⟶ place ⟶ rate ⟶ breaker ⟶ timeout ⟶ (sign ⟶ send). Only an attempt that
     * was started is a success or a failure of the appliance; a repetition waits without a place.
     */
    <T> Flux<T> around(Publisher<T> answer, Exchange exchange) {
        Duration timeout = exchange.timeout(answerTimeout);
        Flux<T> admitted = Flux.deferContextual(context -> {
            Shield shield = Shield.in(context);
            return exchange.isChange() && shield.refuses()
                    ? Flux.error(ExchangeFailures::withdrawn)
                    : admission.admit(guarded(answer, exchange, shield), shield.longestWait(timeout));
        });
        return (exchange.isChange() ? admitted : repeated(admitted))
                .onErrorMap(failure ->
                        ExchangeFailures.notStarted(failure, state.snapshot().failure(), admission.backlog()));
    }

    private <T> Flux<T> repeated(Flux<T> read) {
        return Flux.defer(() -> repeated(read, retry.asyncContext(), null));
    }

    /**
     * As Resilience4j's operator, but what repeating takes is made once something failed, not for each read. A repetition
     * that is not in time says what failed before.
     */
    private static <T> Flux<T> repeated(Flux<T> read, Retry.AsyncContext<T> attempts, @Nullable Throwable before) {
        return read.doOnComplete(attempts::onComplete).onErrorResume(failure -> {
            if (before != null && ExchangeFailures.isTooLate(failure)) {
                return Flux.error(before);
            }
            long wait = attempts.onError(failure);
            return wait < 0
                    ? Flux.error(failure)
                    : Mono.delay(Duration.ofMillis(wait)).thenMany(Flux.defer(() -> repeated(read, attempts, failure)));
        });
    }

    /** A change begins once the breaker lets it through. */
    private <T> Flux<T> guarded(Publisher<T> answer, Exchange exchange, Shield shield) {
        Flux<T> attempt = attempt(answer, exchange);
        Flux<T> begun = exchange.isChange()
                ? Flux.defer(() -> shield.begin() ? attempt : Flux.error(ExchangeFailures::withdrawn))
                : attempt;
        return begun.transformDeferred(CircuitBreakerOperator.of(breaker));
    }

    private <T> Flux<T> attempt(Publisher<T> answer, Exchange exchange) {
        return Flux.defer(() -> {
            Attempt attempt = new Attempt();
            return (exchange.isFile() ? Flux.from(answer) : timed(answer, exchange.timeout(answerTimeout)))
                    .doOnNext(item -> attempt.markHandedOn())
                    .onErrorMap(failure -> ExchangeFailures.of(failure, exchange, attempt))
                    .doOnError(state::fail)
                    .doOnComplete(state::succeed)
                    .contextWrite(context -> context.put(Attempt.class, attempt));
        });
    }

    /**
     * An answer in time: the whole of a single one, each item of a list. The operator looks for a name through all that is
     * above it, each time; a deferred publisher has nothing above.
     */
    private static <T> Flux<T> timed(Publisher<T> answer, Duration timeout) {
        return answer instanceof Mono<T> single
                ? Mono.defer(() -> single).timeout(timeout).flux()
                : Flux.defer(() -> answer).timeout(timeout);
    }

    /** What this service did not let through says nothing of the appliance. */
    private static boolean isOwn(Throwable failure) {
        return failure instanceof DarktraceException own && own.kind() == DarktraceException.Kind.RATE_LIMITED;
    }

    private static boolean isTrouble(Throwable failure) {
        return failure instanceof DarktraceException darktrace
                && switch (darktrace.kind()) {
                    case UNAVAILABLE, TIMEOUT, OUTCOME_UNKNOWN -> true;
                    default -> false;
                };
    }
}
