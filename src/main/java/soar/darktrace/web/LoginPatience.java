package soar.darktrace.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import soar.darktrace.access.AccessException;

/**
 * How many logins an address may begin, each of which is a session in the memory, and how long the identity provider may take
 * to end one.
 */
final class LoginPatience implements WebFilter {

    static final String BEGIN = "/oauth2/authorization/";
    static final String END = "/login/oauth2/code/";

    private static final Logger log = LoggerFactory.getLogger(LoginPatience.class);
    private static final int MOST_ADDRESSES = 10_000;
    private static final int RETRY_SECONDS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final RateLimiterConfig LOGINS = RateLimiterConfig.custom()
            .limitForPeriod(30)
            .limitRefreshPeriod(MINUTE)
            .timeoutDuration(Duration.ZERO)
            .build();

    private final Cache<String, RateLimiter> begun = Caffeine.newBuilder()
            .maximumSize(MOST_ADDRESSES)
            .expireAfterAccess(MINUTE.multipliedBy(2))
            .build();

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String path = exchange.getRequest().getPath().value();
        if (path.startsWith(BEGIN)) {
            return begun.get(AddressBlock.of(exchange), any -> RateLimiter.of("logins", LOGINS))
                            .acquirePermission()
                    ? chain.filter(exchange)
                    : Mono.error(AccessException.rateLimited(
                            "Too many logins were begun from this address: wait a minute.", MINUTE.toSeconds()));
        }
        return path.startsWith(END)
                ? chain.filter(exchange).timeout(PATIENCE).onErrorMap(failure -> unavailable(failure, exchange))
                : chain.filter(exchange);
    }

    private static Throwable unavailable(Throwable failure, ServerWebExchange exchange) {
        CorrelationFilter.of(exchange).whileLogging(() -> log.error("A login could not be ended", failure));
        return AccessException.signOnUnavailable(
                "The login could not be ended, since the identity provider does not answer: open / to try again. The log of this"
                        + " service has the cause.",
                RETRY_SECONDS);
    }
}
