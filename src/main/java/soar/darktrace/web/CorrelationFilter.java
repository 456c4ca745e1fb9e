package soar.darktrace.web;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import soar.darktrace.command.CorrelationId;

/** Gives every request its {@link CorrelationId}, the caller's where it sent a usable one, and returns it. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class CorrelationFilter implements WebFilter {

    /** The header of the request and of the answer. */
    static final String HEADER = "X-Correlation-Id";

    /** The ID of a request that has come through this filter. */
    static CorrelationId of(ServerWebExchange exchange) {
        return exchange.getRequiredAttribute(CorrelationId.NAME);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        CorrelationId id = CorrelationId.of(exchange.getRequest().getHeaders().getFirst(HEADER));
        exchange.getAttributes().put(CorrelationId.NAME, id);
        exchange.getResponse().getHeaders().set(HEADER, id.value());
        return chain.filter(exchange).contextWrite(id::putInto);
    }
}
