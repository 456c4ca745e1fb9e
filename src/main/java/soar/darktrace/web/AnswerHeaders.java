package soar.darktrace.web;

import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * What every answer says to browsers and caches, refusals of the server itself included: that nothing of it is kept, run,
 * framed, guessed at or sent on. A page of this service overrides what it must.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class AnswerHeaders implements WebFilter {

    /** One host's, not that of its neighbours below the same domain. */
    private static final String HSTS = "max-age=31536000";

    static final Map<String, String> ALL = Map.of(
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Content-Security-Policy",
            "default-src 'none'; frame-ancestors 'none'",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            HttpHeaders.CACHE_CONTROL,
            "no-store");

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        HttpHeaders headers = exchange.getResponse().getHeaders();
        ALL.forEach(headers::set);
        if (isEncrypted(exchange.getRequest())) {
            headers.set("Strict-Transport-Security", HSTS);
        }
        return chain.filter(exchange);
    }

    /** Whether the caller, or a proxy that this service was told to believe, speaks TLS. */
    static boolean isEncrypted(ServerHttpRequest request) {
        return request.getSslInfo() != null || "https".equals(request.getURI().getScheme());
    }
}
