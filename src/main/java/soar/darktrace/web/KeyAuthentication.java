package soar.darktrace.web;

import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authentication.AuthenticationWebFilter;
import org.springframework.security.web.server.authentication.ServerAuthenticationEntryPointFailureHandler;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;
import soar.darktrace.access.ApiKey;
import soar.darktrace.access.ApiKeys;

/** Knows callers by {@code Authorization: Bearer dtc_…}. Other bearer tokens are left to whoever knows them. */
final class KeyAuthentication {

    private static final String BEARER = "bearer ";

    private KeyAuthentication() {}

    static WebFilter filter(ApiKeys keys, ServerAuthenticationEntryPoint refusals) {
        ReactiveAuthenticationManager manager =
                presented -> Mono.justOrEmpty(keys.find(new ApiKey(String.valueOf(presented.getCredentials()))))
                        .<Authentication>map(CallerAuthentication::new)
                        .switchIfEmpty(Mono.error(() -> new BadCredentialsException("No caller has this key")));
        AuthenticationWebFilter filter = new AuthenticationWebFilter(manager);
        filter.setServerAuthenticationConverter(KeyAuthentication::presented);
        filter.setAuthenticationFailureHandler(new ServerAuthenticationEntryPointFailureHandler(refusals));
        return filter;
    }

    private static Mono<Authentication> presented(ServerWebExchange exchange) {
        List<String> headers = exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION);
        if (headers.size() != 1 || !headers.get(0).toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return Mono.empty();
        }
        String token = headers.get(0).substring(BEARER.length()).strip();
        return token.startsWith(ApiKey.PREFIX)
                ? Mono.just(new PreAuthenticatedAuthenticationToken("API key", token))
                : Mono.empty();
    }
}
