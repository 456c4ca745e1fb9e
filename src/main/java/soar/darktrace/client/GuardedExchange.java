package soar.darktrace.client;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.service.invoker.HttpRequestValues;
import org.springframework.web.service.invoker.ReactorHttpExchangeAdapter;
import org.springframework.web.service.invoker.ReactorHttpExchangeAdapterDecorator;
import org.springframework.web.util.UriBuilderFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.network.AsciiJson;
import tools.jackson.databind.JsonNode;

/**
 * Puts the guards around what an endpoint interface may return: a body, a body with its headers, or a stream of items.
 * Around the adapter, not as a filter, because a filter ends at the headers and leaves the body unguarded.
 */
final class GuardedExchange extends ReactorHttpExchangeAdapterDecorator {

    private final Guards guards;
    private final UriBuilderFactory uris;
    private final @Nullable Consumer<PlannedCall> plan;
    private final boolean sendsNothing;

    GuardedExchange(ReactorHttpExchangeAdapter adapter, Guards guards, UriBuilderFactory uris) {
        this(adapter, guards, uris, null, false);
    }

    private GuardedExchange(
            ReactorHttpExchangeAdapter adapter,
            Guards guards,
            UriBuilderFactory uris,
            @Nullable Consumer<PlannedCall> plan,
            boolean sendsNothing) {
        super(adapter);
        this.guards = guards;
        this.uris = uris;
        this.plan = plan;
        this.sendsNothing = sendsNothing;
    }

    /** The same exchange, but each change is written down and answers nothing. */
    GuardedExchange rehearsing(Consumer<PlannedCall> calls) {
        return new GuardedExchange(getHttpExchangeAdapter(), guards, uris, calls, sendsNothing);
    }

    /** The same exchange, but whatever it would send ends in {@link UnsentException}. */
    GuardedExchange unsent() {
        return new GuardedExchange(getHttpExchangeAdapter(), guards, uris, plan, true);
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
        if (isChange(values)) {
            throw unguarded();
        }
        if (sendsNothing) {
            return Flux.error(UnsentException::new);
        }
        Exchange about = Exchange.of(values);
        Flux<T> answer = super.exchangeForBodyFlux(values, type);
        Duration timeout = about.timeout(guards.answerTimeout());
        boolean isList = JsonNode.class.equals(type.getType());
        return isList
                ? guards.around(ListAnswer.checked(answer, timeout, namesBreaches(values)), about)
                : guards.around(FileAnswer.checked(answer, timeout), about.ofFile());
    }

    @Override
    public Mono<Void> exchangeForMono(HttpRequestValues values) {
        throw unguarded();
    }

    @Override
    public Mono<HttpHeaders> exchangeForHeadersMono(HttpRequestValues values) {
        throw unguarded();
    }

    @Override
    public Mono<ResponseEntity<Void>> exchangeForBodilessEntityMono(HttpRequestValues values) {
        throw unguarded();
    }

    @Override
    public <T> Mono<ResponseEntity<Flux<T>>> exchangeForEntityFlux(
            HttpRequestValues values, ParameterizedTypeReference<T> type) {
        throw unguarded();
    }

    private static UnsupportedOperationException unguarded() {
        return new UnsupportedOperationException(
                "An endpoint returns a Mono of the body or of its entity, or a Flux of what it reads");
    }

    private <T> Mono<T> one(HttpRequestValues values, Mono<T> exchange) {
        Exchange about = Exchange.of(values);
        if (about.isChange() && plan != null) {
            Consumer<PlannedCall> calls = plan;
            return Mono.fromRunnable(() -> calls.accept(PlannedCall.of(values, uris, AsciiJson.MAPPER)));
        }
        if (sendsNothing) {
            return Mono.error(UnsentException::new);
        }
        Mono<T> notEmpty = exchange.switchIfEmpty(Mono.error(EmptyAnswerException::new));
        Mono<T> answer = about.isChange() ? notEmpty : notEmpty.doOnNext(GuardedExchange::requireData);
        return guards.around(answer, about).singleOrEmpty();
    }

    private static void requireData(Object answer) {
        if ((answer instanceof ResponseEntity<?> entity ? entity.getBody() : answer) instanceof JsonNode body) {
            DarktraceAnswer.requireData(body);
        }
    }

    private boolean namesBreaches(HttpRequestValues values) {
        String query = uris.expand(String.valueOf(values.getUriTemplate()), values.getUriVariables())
                .getRawQuery();
        return query != null && ("&" + query).contains("&pbid=");
    }

    private static boolean isChange(HttpRequestValues values) {
        return Exchange.isChange(values.getHttpMethod(), values.getAttributes());
    }
}
