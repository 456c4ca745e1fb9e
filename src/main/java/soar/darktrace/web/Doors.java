package soar.darktrace.web;

import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.MatcherSecurityWebFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.firewall.ServerWebExchangeFirewall;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import soar.darktrace.access.ApiKeys;
import soar.darktrace.access.Caller;
import soar.darktrace.access.CertifiedCallers;

/** How Spring Security knows callers. To what it lets them in is said by {@link AddressRules}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class Doors {

    /** The first way in: for everybody where nobody has a key, else for callers with a key. All others take the next. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityWebFilterChain keyDoor(NoKeyMode noKeyMode, ApiKeys keys, AddressRules rules, Refusals refusals) {
        return noKeyMode.isOn()
                ? new MatcherSecurityWebFilterChain(
                        ServerWebExchangeMatchers.anyExchange(), List.of(Doors::letThisMachineIn))
                : new MatcherSecurityWebFilterChain(KeyDoor::isShownKey, List.of(new KeyDoor(keys, rules, refusals)));
    }

    private static Mono<Void> letThisMachineIn(ServerWebExchange exchange, WebFilterChain chain) {
        return chain.filter(exchange).contextWrite(Caller.ofThisMachine(CallerFilter.address(exchange))::putInto);
    }

    @Bean
    SecurityWebFilterChain door(
            ServerHttpSecurity http,
            AddressRules rules,
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
        signOn.addTo(http, refusals);
        login.addTo(http, refusals);
        CertificateAuthentication.addTo(http, certificates);
        return http.authorizeExchange(exchanges -> exchanges
                        .anyExchange()
                        .access((caller, context) -> rules.authorize(caller, context.getExchange())))
                .build();
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
}
