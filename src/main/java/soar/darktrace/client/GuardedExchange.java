package soar.darktrace.client;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.ResponseEntity;
import org.springframework.web.service.invoker.HttpRequestValues;
import org.springframework.web.service.invoker.ReactorHttpExchangeAdapter;
import org.springframework.web.service.invoker.ReactorHttpExchangeAdapterDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Puts the guards around what an endpoint interface may return: a body, a body with its headers, or a stream of items.
 * Around the adapter, not as a filter, because a filter ends at the headers and leaves the body unguarded.
 */
final class GuardedExchange extends ReactorHttpExchangeAdapterDecorator {

    private final Guards guards;

    GuardedExchange(ReactorHttpExchangeAdapter adapter, Guards guards) {
        super(adapter);
        this.guards = guards;
    }

    @Override
    public <T> Mono<T> exchangeForBodyMono(HttpRequestValues values, ParameterizedTypeReference<T> type) {
        return one(values, super.exchangeForBodyMono(values, type));
    }

    @Override
    public <T> Mono<ResponseEntity<T>> exchangeForEntityMono(
            HttpRequestValues values, ParameterizedTypeReference<T> type) {
        return one(values, super.exchangeForEntityMono(values, type));
    }

    @Override
    public <T> Flux<T> exchangeForBodyFlux(HttpRequestValues values, ParameterizedTypeReference<T> type) {
        return guards.around(super.exchangeForBodyFlux(values, type), isChange(values));
    }

    private static boolean isChange(HttpRequestValues values) {
        return ExchangeFailures.isChange(values.getHttpMethod());
    }

    private <T> Mono<T> one(HttpRequestValues values, Mono<T> exchange) {
        Mono<T> notEmpty = exchange.switchIfEmpty(Mono.error(() -> new EmptyAnswerException()));
        return guards.around(notEmpty, isChange(values)).singleOrEmpty();
    }
}
