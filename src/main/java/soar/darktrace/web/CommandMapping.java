package soar.darktrace.web;

import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.handler.AbstractHandlerMapping;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ServerWebExchange;
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

    private static final PathPattern COMMAND =
            PathPatternParser.defaultInstance.parse("/api/v1/commands/{" + NAME + "}");
    private static final PathPattern WAR_ROOM = PathPatternParser.defaultInstance.parse("/api/v1/war-room");

    private final CommandEndpoint endpoint;

    CommandMapping(CommandEndpoint endpoint) {
        this.endpoint = endpoint;
        setOrder(Ordered.HIGHEST_PRECEDENCE);
    }

    /** Whether a request is to run a command, whatever it may be. */
    static boolean isRun(ServerHttpRequest request) {
        PathContainer path = request.getPath().pathWithinApplication();
        return request.getMethod().equals(HttpMethod.POST) && (COMMAND.matches(path) || WAR_ROOM.matches(path));
    }

    /** The context of {@code management.server.port} finds this mapping in its parent; no command is run there. */
    private boolean isOfManagement(ServerWebExchange exchange) {
        return exchange.getApplicationContext() != getApplicationContext();
    }

    @Override
    protected Mono<?> getHandlerInternal(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        PathContainer path = request.getPath().pathWithinApplication();
        PathMatchInfo command = COMMAND.matchAndExtract(path);
        if ((command == null && !WAR_ROOM.matches(path)) || isOfManagement(exchange)) {
            return Mono.empty();
        }
        if (!request.getMethod().equals(HttpMethod.POST)) {
            return Mono.error(new MethodNotAllowedException(request.getMethod(), List.of(HttpMethod.POST)));
        }
        // The metric of requests has the pattern as uri, not each address.
        ServerRequestObservationContext.findCurrent(exchange.getAttributes())
                .ifPresent(metric -> metric.setPathPattern((command == null ? WAR_ROOM : COMMAND).getPatternString()));
        return Mono.just(
                command == null
                        ? endpoint.ofWarRoom()
                        : endpoint.of(String.valueOf(command.getUriVariables().get(NAME))));
    }
}
