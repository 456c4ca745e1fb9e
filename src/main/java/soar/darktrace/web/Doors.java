package soar.darktrace.web;

import java.util.regex.Pattern;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.security.autoconfigure.actuate.web.reactive.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.AuthorizeExchangeSpec;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.firewall.ServerWebExchangeFirewall;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;
import org.springframework.security.web.server.util.matcher.AndServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import reactor.core.publisher.Mono;
import soar.darktrace.access.AccessException;
import soar.darktrace.access.ApiKeys;
import soar.darktrace.access.Caller;
import soar.darktrace.access.CertifiedCallers;
import soar.darktrace.access.Role;

/** Which callers Spring Security lets in, how it knows them, and to what. What a command needs the dispatcher checks. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class Doors {

    private static final String HEALTH = "health";
    /** Below the health of the actuator, wherever its base path is; the probes of Kubernetes have no key. */
    private static final Pattern PROBE = Pattern.compile("(?!.*/health/.*/health/).*/health/(?:liveness|readiness)");

    @Bean
    SecurityWebFilterChain door(
            ServerHttpSecurity http,
            NoKeyMode noKeyMode,
            ApiKeys keys,
            Refusals refusals,
            SignOn signOn,
            Login login,
            CertifiedCallers certificates) {
        http.csrf(ServerHttpSecurity.CsrfSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
                .headers(ServerHttpSecurity.HeaderSpec::disable)
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .exceptionHandling(
                        failures -> failures.authenticationEntryPoint(refusals).accessDeniedHandler(refusals));
        if (noKeyMode.isOn()) {
            return http.authorizeExchange(exchanges -> exchanges.anyExchange().permitAll())
                    .build();
        }
        signOn.addTo(http, refusals);
        login.addTo(http, refusals);
        CertificateAuthentication.addTo(http, certificates);
        return http.addFilterAt(KeyAuthentication.filter(keys, refusals), SecurityWebFiltersOrder.AUTHENTICATION)
                .authorizeExchange(exchanges -> authorize(exchanges, login))
                .build();
    }

    /** The page itself is for everybody, since it holds nothing: who opens it gives a key there, or comes from the login. */
    private static void authorize(AuthorizeExchangeSpec exchanges, Login login) {
        exchanges.pathMatchers(HttpMethod.GET, PageController.FILES + "*").permitAll();
        if (!login.isConfigured()) {
            exchanges.pathMatchers(HttpMethod.GET, PageController.PAGE).permitAll();
        }
        exchanges
                .matchers(new AndServerWebExchangeMatcher(EndpointRequest.to(HEALTH), probe()))
                .permitAll()
                .matchers(EndpointRequest.to("prometheus"))
                .access(needs(Role.METRICS))
                .matchers(EndpointRequest.toAnyEndpoint())
                .access(needs(Role.ADMIN))
                .pathMatchers("/actuator/**", "/api/v1/audit/**")
                .access(needs(Role.ADMIN))
                .pathMatchers("/api/v1/incidents/**")
                .access(needs(Role.READ))
                .anyExchange()
                .authenticated();
    }

    /** An observation of each of Spring Security's filters would cost each request more than the command itself. */
    @Bean
    static SecurityObservationSettings noObservationsOfFilters() {
        return SecurityObservationSettings.noObservations();
    }

    /**
     * What the firewall looks for in a path and a method stays forbidden. Any value of a header is allowed: none of ours is
     * used for more than a comparison, and the server itself refuses line breaks.
     */
    @Bean
    ServerWebExchangeFirewall firewall() {
        StrictServerWebExchangeFirewall firewall = new StrictServerWebExchangeFirewall();
        firewall.setAllowedHeaderNames(name -> true);
        firewall.setAllowedHeaderValues(value -> true);
        firewall.setAllowedParameterNames(name -> true);
        firewall.setAllowedParameterValues(value -> true);
        return firewall;
    }

    @Bean
    ServerExchangeRejectedHandler rejectedHandler() {
        return new RejectedExchange();
    }

    private static ServerWebExchangeMatcher probe() {
        return exchange ->
                PROBE.matcher(exchange.getRequest().getPath().value()).matches()
                        ? MatchResult.match()
                        : MatchResult.notMatch();
    }

    private static ReactiveAuthorizationManager<AuthorizationContext> needs(Role role) {
        return (authentication, context) -> authentication
                .flatMap(known -> Mono.justOrEmpty(CallerFilter.caller(known)))
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
