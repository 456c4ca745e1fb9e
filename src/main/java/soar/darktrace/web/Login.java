package soar.darktrace.web;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;
import org.springframework.security.web.server.DefaultServerRedirectStrategy;
import org.springframework.security.web.server.WebFilterExchange;
import org.springframework.security.web.server.authentication.logout.HttpStatusReturningServerLogoutSuccessHandler;
import org.springframework.security.web.server.authentication.logout.WebSessionServerLogoutHandler;
import org.springframework.security.web.server.csrf.CookieServerCsrfTokenRepository;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.security.web.server.csrf.ServerCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.server.session.DefaultWebSessionManager;
import org.springframework.web.server.session.WebSessionManager;
import reactor.core.publisher.Mono;
import soar.darktrace.access.AccessException;
import soar.darktrace.access.ClaimedCallers;

/**
 * Lets people in by a login at the identity provider, where {@code spring.security.oauth2.client.registration} has one: a
 * session with a cookie, and what it changes with the header of the page besides.
 */
@Component
@ConditionalOnWebApplication
class Login {

    private static final Logger log = LoggerFactory.getLogger(Login.class);
    private static final URI PAGE = URI.create(PageController.PAGE);
    private static final Set<HttpMethod> HARMLESS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final @Nullable URI begin;
    private final LoginSessions sessions;

    Login(
            ObjectProvider<ReactiveClientRegistrationRepository> registrations,
            ObjectProvider<WebSessionManager> sessions,
            ClaimedCallers callers) {
        this.begin = begin(registrations.getIfAvailable());
        this.sessions = new LoginSessions(sessions.getIfAvailable(DefaultWebSessionManager::new), callers);
    }

    /** The first one is that of {@code /}; each has an address. */
    private static @Nullable URI begin(@Nullable ReactiveClientRegistrationRepository registrations) {
        if (registrations instanceof Iterable<?> all) {
            for (Object one : all) {
                if (one instanceof ClientRegistration registration) {
                    return URI.create(LoginPatience.BEGIN + registration.getRegistrationId());
                }
            }
        }
        return null;
    }

    boolean isConfigured() {
        return begin != null;
    }

    /** Lets people in; whoever opens the page without a session is sent to the login. */
    void addTo(ServerHttpSecurity http, Refusals refusals) {
        URI configured = begin;
        if (configured == null) {
            return;
        }
        http.securityContextRepository(sessions)
                .oauth2Login(login -> login.securityContextRepository(sessions)
                        .authorizedClientRepository(new ForgottenTokens())
                        .authenticationSuccessHandler(Login::succeed)
                        .authenticationFailureHandler((back, failure) -> fail(back, failure, refusals)))
                .logout(logout -> logout.logoutHandler(new WebSessionServerLogoutHandler())
                        .logoutSuccessHandler(new HttpStatusReturningServerLogoutSuccessHandler(HttpStatus.NO_CONTENT)))
                .csrf(csrf -> csrf.csrfTokenRepository(token())
                        .csrfTokenRequestHandler(new ServerCsrfTokenRequestAttributeHandler())
                        .requireCsrfProtectionMatcher(this::changesBySession)
                        .accessDeniedHandler((exchange, denied) -> refuseForgery(exchange)))
                .exceptionHandling(failures ->
                        failures.authenticationEntryPoint((exchange, failure) -> isNavigation(exchange.getRequest())
                                ? new DefaultServerRedirectStrategy().sendRedirect(exchange, configured)
                                : refusals.commence(exchange, failure)))
                .addFilterBefore(new LoginPatience(), SecurityWebFiltersOrder.CSRF)
                .addFilterAfter(this::giveToken, SecurityWebFiltersOrder.CSRF);
    }

    /** The page reads the cookie and sends it back in a header, which no page of another site can do. */
    private static CookieServerCsrfTokenRepository token() {
        CookieServerCsrfTokenRepository repository = CookieServerCsrfTokenRepository.withHttpOnlyFalse();
        repository.setCookieCustomizer(cookie -> cookie.sameSite("Strict"));
        return repository;
    }

    private Mono<MatchResult> changesBySession(ServerWebExchange exchange) {
        return HARMLESS.contains(exchange.getRequest().getMethod()) || !sessions.isUsedBy(exchange)
                ? MatchResult.notMatch()
                : MatchResult.match();
    }

    /** A token is made only where somebody asks for it. */
    private Mono<Void> giveToken(ServerWebExchange exchange, WebFilterChain chain) {
        Mono<CsrfToken> token = exchange.getAttribute(CsrfToken.class.getName());
        return token == null || !sessions.isUsedBy(exchange)
                ? chain.filter(exchange)
                : token.then(chain.filter(exchange));
    }

    private static Mono<Void> refuseForgery(ServerWebExchange exchange) {
        return ProblemResponse.write(
                Problem.of(
                        403,
                        AccessException.FORBIDDEN,
                        "What changes something needs, with the session of a login, the header X-XSRF-TOKEN with the value of the"
                                + " cookie XSRF-TOKEN. Programs send a key or a token as Authorization: Bearer instead."),
                exchange);
    }

    /** Whether somebody opens the page, and no program asks. */
    private static boolean isNavigation(ServerHttpRequest request) {
        return request.getMethod().equals(HttpMethod.GET)
                && request.getPath().value().equals(PAGE.getPath())
                && request.getHeaders().getAccept().contains(MediaType.TEXT_HTML);
    }

    private static Mono<Void> succeed(WebFilterExchange login, Authentication person) {
        CorrelationFilter.of(login.getExchange()).whileLogging(() -> log.info("{} has logged in", person.getName()));
        return new DefaultServerRedirectStrategy().sendRedirect(login.getExchange(), PAGE);
    }

    /** Anybody may come back from a login that nobody began. */
    private static Mono<Void> fail(WebFilterExchange login, AuthenticationException failure, Refusals refusals) {
        FailedAttempts.Count count = refusals.fail(login.getExchange());
        if (count.isOver()) {
            return ProblemResponse.write(
                    Problem.ofLimit("Too many logins from this address failed: wait a minute.", count.retryAfter()),
                    login.getExchange());
        }
        CorrelationFilter.of(login.getExchange()).whileLogging(() -> log.warn("A login failed", failure));
        return ProblemResponse.write(
                Problem.of(
                        401,
                        "unauthenticated",
                        "The login failed: open / to log in again. The log of this service has the cause."),
                login.getExchange());
    }
}
