package soar.darktrace.web;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import soar.darktrace.access.ApiKey;
import soar.darktrace.access.ApiKeys;
import soar.darktrace.access.Caller;

/**
 * Lets callers in by {@code Authorization: Bearer dtc_…}. Nearly every request comes this way, which is why it is a way of
 * its own: one filter, where Spring Security's chain for all other callers has a dozen, each with several matchers.
 */
final class KeyDoor implements WebFilter {

    private final ApiKeys keys;
    private final AddressRules rules;
    private final Refusals refusals;

    KeyDoor(ApiKeys keys, AddressRules rules, Refusals refusals) {
        this.keys = keys;
        this.rules = rules;
        this.refusals = refusals;
    }

    /** Whether the caller shows a key, of whomever. */
    static Mono<MatchResult> isShownKey(ServerWebExchange exchange) {
        return key(exchange.getRequest()) == null ? MatchResult.notMatch() : MatchResult.match();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Optional<Caller> caller =
                Optional.ofNullable(key(exchange.getRequest())).flatMap(keys::find);
        if (caller.isEmpty()) {
            return refusals.commence(exchange, new BadCredentialsException("No caller has this key"));
        }
        Caller known = caller.get().at(CallerFilter.address(exchange));
        return rules.isForEveryCaller(exchange)
                ? chain.filter(exchange).contextWrite(known::putInto)
                : checked(exchange, chain, new CallerAuthentication(known)).contextWrite(known::putInto);
    }

    /** The actuator asks Spring Security who calls; commands do not. */
    private Mono<Void> checked(ServerWebExchange exchange, WebFilterChain chain, CallerAuthentication known) {
        return rules.verify(Mono.just(known), exchange)
                .thenReturn(true)
                .onErrorResume(
                        AccessDeniedException.class,
                        denied -> refusals.handle(exchange, denied).thenReturn(false))
                .flatMap(isLetIn -> isLetIn ? chain.filter(exchange) : Mono.<Void>empty())
                .contextWrite(ReactiveSecurityContextHolder.withAuthentication(known));
    }

    /** Other tokens are left to whoever knows them. */
    private static @Nullable ApiKey key(ServerHttpRequest request) {
        String token = BearerToken.in(request);
        return token != null && token.startsWith(ApiKey.PREFIX) ? new ApiKey(token) : null;
    }
}
