package soar.darktrace.web;

import java.time.Duration;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.web.server.context.WebSessionServerSecurityContextRepository;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import org.springframework.web.server.session.CookieWebSessionIdResolver;
import org.springframework.web.server.session.DefaultWebSessionManager;
import org.springframework.web.server.session.WebSessionIdResolver;
import org.springframework.web.server.session.WebSessionManager;
import reactor.core.publisher.Mono;
import soar.darktrace.access.ClaimedCallers;

/**
 * Knows people by the session of their login, unless a header says who calls. A session holds the claims of the login; it ends
 * {@code server.reactive.session.timeout} after its last request, and in any case a working day after it began, so that
 * a role which somebody lost does not live on.
 */
class LoginSessions extends WebSessionServerSecurityContextRepository {

    static final Duration LONGEST = Duration.ofHours(12);

    private final WebSessionIdResolver ids;
    private final ClaimedCallers callers;

    LoginSessions(WebSessionManager sessions, ClaimedCallers callers) {
        this.ids = sessions instanceof DefaultWebSessionManager known
                ? known.getSessionIdResolver()
                : new CookieWebSessionIdResolver();
        this.callers = callers;
    }

    /** Whether a session may say who calls. */
    boolean isUsedBy(ServerWebExchange exchange) {
        return !exchange.getRequest().getHeaders().containsHeader(HttpHeaders.AUTHORIZATION)
                && !ids.resolveSessionIds(exchange).isEmpty();
    }

    @Override
    public Mono<SecurityContext> load(ServerWebExchange exchange) {
        return isUsedBy(exchange)
                ? exchange.getSession()
                        .flatMap(session -> isOver(session)
                                ? session.invalidate().then(Mono.<SecurityContext>empty())
                                : super.load(exchange))
                        .map(this::known)
                : Mono.empty();
    }

    private static boolean isOver(WebSession session) {
        return session.getLastAccessTime().isAfter(session.getCreationTime().plus(LONGEST));
    }

    private SecurityContext known(SecurityContext stored) {
        Authentication login = stored.getAuthentication();
        if (login instanceof OAuth2AuthenticationToken token && token.getPrincipal() != null) {
            Map<String, Object> claims = token.getPrincipal().getAttributes();
            return new SecurityContextImpl(new CallerAuthentication(callers.of(claims, null)));
        }
        return new SecurityContextImpl();
    }
}
