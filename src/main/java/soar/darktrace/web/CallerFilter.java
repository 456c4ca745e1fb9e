package soar.darktrace.web;

import java.net.InetSocketAddress;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import soar.darktrace.access.Caller;

/** Gives every request its {@link Caller}: whom Spring Security knows, or whoever uses this machine where nobody has a key. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 2)
class CallerFilter implements WebFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        InetSocketAddress remote = exchange.getRequest().getRemoteAddress();
        Caller caller = Caller.ofThisMachine(
                remote == null || remote.getAddress() == null
                        ? null
                        : remote.getAddress().getHostAddress());
        return chain.filter(exchange).contextWrite(caller::putInto);
    }
}
