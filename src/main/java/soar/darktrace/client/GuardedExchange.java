package soar.darktrace.client;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.ResponseEntity;
import org.springframework.web.service.invoker.HttpRequestValues;
import org.springframework.web.service.invoker.ReactorHttpExchangeAdapter;
import org.springframework.web.service.invoker.ReactorHttpExchangeAdapterDecorator;
import org.springframework.web.util.UriBuilderFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Puts the guards around what an endpoint interface may return: a body, a body with its headers, or a stream of items.
 * Around the adapter, not as a filter, because a filter ends at the headers and leaves the body unguarded.
 */
final class GuardedExchange extends ReactorHttpExchangeAdapterDecorator {

    private final Guards guards;
    private final UriBuilderFactory uris;
    private final @Nullable Consumer<PlannedCall> plan;

    GuardedExchange(ReactorHttpExchangeAdapter adapter, Guards guards, UriBuilderFactory uris) {
        this(adapter, guards, uris, null);
    }

    private GuardedExchange(
            ReactorHttpExchangeAdapter adapter,
            Guards guards,
            UriBuilderFactory uris,
            @Nullable Consumer<PlannedCall> plan) {
        super(adapter);
        this.guards = guards;
        this.uris = uris;
        this.plan = plan;
    }

    /** The same exchange, but each change is written down and answers nothing. */
    GuardedExchange rehearsing(Consumer<PlannedCall> calls) {
        return new GuardedExchange(getHttpExchangeAdapter(), guards, uris, calls);
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

    private <T> Mono<T> one(HttpRequestValues values, Mono<T> exchange) {
        boolean change = isChange(values);
        if (change && plan != null) {
            Consumer<PlannedCall> calls = plan;
            return Mono.fromRunnable(() -> calls.accept(PlannedCall.of(values, uris, InstanceFactory.ASCII_JSON)));
        }
        Mono<T> notEmpty = exchange.switchIfEmpty(Mono.error(EmptyAnswerException::new));
        return guards.around(notEmpty, change).singleOrEmpty();
    }

    private static boolean isChange(HttpRequestValues values) {
        return ExchangeFailures.isChange(values.getHttpMethod());
    }
}
