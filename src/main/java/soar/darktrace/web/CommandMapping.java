package soar.darktrace.web;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.handler.AbstractHandlerMapping;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPattern.PathMatchInfo;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Leads what runs a command to its endpoint. Nearly every request does, so that this mapping is asked first: those of
 * Spring Boot's actuator and of the controllers cost more than the rest of the way together.
 */
@Component
@ConditionalOnWebApplication
final class CommandMapping extends AbstractHandlerMapping {

    /** The name of a command in its address. */
    private static final String NAME = "name";

    /** An address at which commands are run, and what runs them. */
    private record Place(PathPattern address, Function<PathMatchInfo, WebHandler> handler) {

        static Place at(String address, Function<PathMatchInfo, WebHandler> handler) {
            return new Place(PathPatternParser.defaultInstance.parse(address), handler);
        }
    }

    private final List<Place> places;

    CommandMapping(CommandEndpoint endpoint) {
        this.places = List.of(
                Place.at(
                        "/api/v1/commands/{" + NAME + "}",
                        found -> endpoint.of(
                                String.valueOf(found.getUriVariables().get(NAME)))),
                Place.at("/api/v1/war-room", found -> endpoint.ofWarRoom()));
        setOrder(Ordered.HIGHEST_PRECEDENCE);
    }

    /** Whether a request is to run a command, whatever it may be. */
    boolean isRun(ServerWebExchange exchange) {
        return exchange.getRequest().getMethod().equals(HttpMethod.POST)
                && place(exchange).isPresent();
    }

    /** Nowhere in the context of {@code management.server.port}, which finds this mapping in its parent. */
    private Optional<Place> place(ServerWebExchange exchange) {
        if (exchange.getApplicationContext() != getApplicationContext()) {
            return Optional.empty();
        }
        PathContainer path = path(exchange);
        for (Place place : places) {
            if (place.address().matches(path)) {
                return Optional.of(place);
            }
        }
        return Optional.empty();
    }

    private static PathContainer path(ServerWebExchange exchange) {
        return exchange.getRequest().getPath().pathWithinApplication();
    }

    @Override
    protected Mono<?> getHandlerInternal(ServerWebExchange exchange) {
        return Mono.justOrEmpty(place(exchange)).map(place -> handler(place, exchange));
    }

    private static WebHandler handler(Place place, ServerWebExchange exchange) {
        HttpMethod method = exchange.getRequest().getMethod();
        if (method.equals(HttpMethod.OPTIONS)) {
            return CommandMapping::allowed;
        }
        PathMatchInfo found = place.address().matchAndExtract(path(exchange));
        if (!method.equals(HttpMethod.POST) || found == null) {
            throw new MethodNotAllowedException(method, List.of(HttpMethod.POST));
        }
        // The metric of requests has the pattern as uri, not each address.
        ServerRequestObservationContext.findCurrent(exchange.getAttributes())
                .ifPresent(metric -> metric.setPathPattern(place.address().getPatternString()));
        return place.handler().apply(found);
    }

    /** What the addresses of controllers answer to this method. */
    private static Mono<Void> allowed(ServerWebExchange exchange) {
        exchange.getResponse().getHeaders().setAllow(Set.of(HttpMethod.POST, HttpMethod.OPTIONS));
        return Mono.empty();
    }
}
