package soar.darktrace.web;

import java.util.regex.Pattern;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.security.autoconfigure.actuate.web.reactive.EndpointRequest;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthenticatedReactiveAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.security.web.server.authorization.DelegatingReactiveAuthorizationManager;
import org.springframework.security.web.server.util.matcher.AndServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcherEntry;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import soar.darktrace.access.AccessException;
import soar.darktrace.access.Caller;
import soar.darktrace.access.Role;

/** Which callers may ask for which address. What a command needs the dispatcher checks. */
@Component
@ConditionalOnWebApplication
final class AddressRules implements ReactiveAuthorizationManager<ServerWebExchange> {

    private static final String HEALTH = "health";
    /** Below the health of the actuator, wherever its base path is; the probes of Kubernetes have no key. */
    private static final Pattern PROBE = Pattern.compile("(?!.*/health/.*/health/).*/health/(?:liveness|readiness)");

    private final DelegatingReactiveAuthorizationManager rules;

    private final CommandMapping commands;

    AddressRules(Login login, CommandMapping commands) {
        this.commands = commands;
        DelegatingReactiveAuthorizationManager.Builder ordered = DelegatingReactiveAuthorizationManager.builder();
        // The page itself is for everybody, since it holds nothing: who opens it gives a key there, or comes from the
        // login.
        add(ordered, ServerWebExchangeMatchers.pathMatchers(HttpMethod.GET, PageController.FILES + "*"), anybody());
        if (!login.isConfigured()) {
            add(ordered, ServerWebExchangeMatchers.pathMatchers(HttpMethod.GET, PageController.PAGE), anybody());
        }
        add(ordered, new AndServerWebExchangeMatcher(EndpointRequest.to(HEALTH), AddressRules::isProbe), anybody());
        add(ordered, EndpointRequest.to("prometheus"), needs(Role.METRICS));
        add(ordered, EndpointRequest.toAnyEndpoint(), needs(Role.ADMIN));
        add(ordered, ServerWebExchangeMatchers.pathMatchers("/actuator/**", "/api/v1/audit/**"), needs(Role.ADMIN));
        add(ordered, ServerWebExchangeMatchers.pathMatchers("/api/v1/incidents/**"), needs(Role.READ));
        add(
                ordered,
                ServerWebExchangeMatchers.anyExchange(),
                AuthenticatedReactiveAuthorizationManager.authenticated());
        this.rules = ordered.build();
    }

    /** Whether any known caller may ask for it; asked for first, since most requests are commands. */
    boolean isForEveryCaller(ServerWebExchange exchange) {
        return commands.isRun(exchange);
    }

    @Override
    public Mono<AuthorizationResult> authorize(Mono<Authentication> authentication, ServerWebExchange exchange) {
        return rules.authorize(authentication, exchange);
    }

    private static void add(
            DelegatingReactiveAuthorizationManager.Builder ordered,
            ServerWebExchangeMatcher addresses,
            ReactiveAuthorizationManager<AuthorizationContext> rule) {
        ordered.add(new ServerWebExchangeMatcherEntry<>(addresses, rule));
    }

    private static Mono<MatchResult> isProbe(ServerWebExchange exchange) {
        return PROBE.matcher(exchange.getRequest().getPath().value()).matches()
                ? MatchResult.match()
                : MatchResult.notMatch();
    }

    private static ReactiveAuthorizationManager<AuthorizationContext> anybody() {
        return (authentication, context) -> Mono.just(new AuthorizationDecision(true));
    }

    private static ReactiveAuthorizationManager<AuthorizationContext> needs(Role role) {
        return (authentication, context) -> authentication
                .flatMap(known -> Mono.justOrEmpty(CallerAuthentication.caller(known)))
                .<AuthorizationResult>map(caller -> decide(caller, role, context))
                .defaultIfEmpty(new AuthorizationDecision(false));
    }

    private static AuthorizationDecision decide(Caller caller, Role role, AuthorizationContext context) {
        try {
            caller.require(role, Refusals.what(context.getExchange().getRequest()));
            return new AuthorizationDecision(true);
        } catch (AccessException e) {
            throw new AccessDeniedException(String.valueOf(e.getMessage()), e);
        }
    }
}
