package soar.darktrace.web;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import soar.darktrace.access.Caller;

/** Gives every request its {@link Caller}: whom one of the {@link Doors} let in. */
@Component
@ConditionalOnWebApplication
@Order(Ordered.LOWEST_PRECEDENCE - 2)
class CallerFilter implements WebFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return Mono.deferContextual(context -> {
            if (Caller.isIn(context)) {
                return chain.filter(exchange);
            }
            String address = address(exchange);
            return ReactiveSecurityContextHolder.getContext()
                    .flatMap(security -> Mono.justOrEmpty(CallerAuthentication.caller(security.getAuthentication())))
                    .map(known -> known.at(address))
                    .defaultIfEmpty(Caller.ofNobody(address))
                    .flatMap(caller -> chain.filter(exchange).contextWrite(caller::putInto));
        });
    }

    /** That of the connection, or what a proxy says of it where {@code server.forward-headers-strategy} trusts one. */
    static @Nullable String address(ServerWebExchange exchange) {
        InetSocketAddress remote = exchange.getRequest().getRemoteAddress();
        if (remote == null) {
            return null;
        }
        return remote.getAddress() == null
                ? remote.getHostString()
                : remote.getAddress().getHostAddress();
    }
}
