package soar.darktrace.web;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import soar.darktrace.access.Caller;

/** Gives every request its {@link Caller}: whom Spring Security knows, or whoever uses this machine where nobody has a key. */
@Component
@ConditionalOnWebApplication
@Order(Ordered.LOWEST_PRECEDENCE - 2)
class CallerFilter implements WebFilter {

    private final NoKeyMode noKeyMode;

    CallerFilter(NoKeyMode noKeyMode) {
        this.noKeyMode = noKeyMode;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String address = address(exchange);
        Caller unknown = noKeyMode.isOn() ? Caller.ofThisMachine(address) : Caller.ofNobody(address);
        return ReactiveSecurityContextHolder.getContext()
                .flatMap(security -> Mono.justOrEmpty(caller(security.getAuthentication())))
                .map(known -> known.at(address))
                .defaultIfEmpty(unknown)
                .flatMap(caller -> chain.filter(exchange).contextWrite(caller::putInto));
    }

    /** Whom Spring Security knows; empty for one who may do nothing here. */
    static Optional<Caller> caller(@Nullable Authentication authentication) {
        return authentication instanceof CallerAuthentication known ? Optional.of(known.caller()) : Optional.empty();
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
