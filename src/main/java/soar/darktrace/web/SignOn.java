package soar.darktrace.web;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authentication.AuthenticationWebFilter;
import org.springframework.security.web.server.authentication.ServerAuthenticationEntryPointFailureHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import soar.darktrace.access.AccessException;
import soar.darktrace.access.ApiKey;
import soar.darktrace.access.ClaimedCallers;
import soar.darktrace.command.CorrelationId;

/**
 * Knows callers by {@code Authorization: Bearer} with a JWT of the identity provider, where {@code
 * spring.security.oauth2.resourceserver.jwt} names one. What starts like an API key is none.
 */
@Component
@ConditionalOnWebApplication
class SignOn {

    private static final Logger log = LoggerFactory.getLogger(SignOn.class);
    private static final String AUDIENCES = "spring.security.oauth2.resourceserver.jwt.audiences";

    /** For the provider's keys, which are fetched with the first token and whenever one has another key. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int RETRY_SECONDS = 10;
    private static final int LONGEST_REASON = 200;

    private final @Nullable ReactiveJwtDecoder decoder;
    private final ClaimedCallers callers;

    SignOn(
            ObjectProvider<ReactiveJwtDecoder> decoder,
            ObjectProvider<OAuth2ResourceServerProperties> properties,
            ClaimedCallers callers) {
        this.decoder = decoder.getIfAvailable();
        this.callers = callers;
        if (this.decoder != null) {
            properties.ifAvailable(SignOn::requireAudience);
        }
    }

    private static void requireAudience(OAuth2ResourceServerProperties properties) {
        if (properties.getJwt().getAudiences().isEmpty()) {
            throw new InvalidConfigurationPropertyValueException(
                    AUDIENCES,
                    null,
                    "Set it to what the tokens for this service have as aud: without, a token that the provider made for any"
                            + " other service would be one for this service, too.");
        }
    }

    /** Lets callers with tokens in. */
    void addTo(ServerHttpSecurity http, ServerAuthenticationEntryPoint refusals) {
        ReactiveJwtDecoder configured = decoder;
        if (configured != null) {
            ReactiveAuthenticationManager manager =
                    presented -> caller(configured, String.valueOf(presented.getCredentials()));
            AuthenticationWebFilter filter = new AuthenticationWebFilter(manager);
            filter.setServerAuthenticationConverter(SignOn::presented);
            filter.setAuthenticationFailureHandler(new ServerAuthenticationEntryPointFailureHandler(refusals));
            http.addFilterAt(filter, SecurityWebFiltersOrder.AUTHENTICATION);
        }
    }

    private static Mono<Authentication> presented(ServerWebExchange exchange) {
        String token = BearerToken.in(exchange.getRequest());
        return token == null || token.startsWith(ApiKey.PREFIX)
                ? Mono.empty()
                : Mono.just(new PreAuthenticatedAuthenticationToken("JWT", token));
    }

    private Mono<Authentication> caller(ReactiveJwtDecoder configured, String token) {
        return Mono.deferContextual(context -> configured
                .decode(token)
                .timeout(PATIENCE)
                .<Authentication>map(jwt -> new CallerAuthentication(callers.of(jwt.getClaims(), null)))
                .onErrorMap(failure -> refusal(failure, CorrelationId.in(context))));
    }

    /** Such a sentence quotes the token, which anybody may have made. */
    private static String logged(Throwable failure) {
        return LogText.of(String.valueOf(failure.getMessage()), LONGEST_REASON);
    }

    private static RuntimeException refusal(Throwable failure, CorrelationId request) {
        if (failure instanceof BadJwtException || failure instanceof AccessException) {
            Throwable why = failure.getCause() == null ? failure : failure.getCause();
            request.whileLogging(() -> log.info("A token was refused: {} ({})", logged(failure), logged(why)));
            return new BadCredentialsException("The token is not valid");
        }
        request.whileLogging(() -> log.error("A token could not be checked", failure));
        return AccessException.signOnUnavailable(
                "The token cannot be checked, since the identity provider does not answer with its keys: try again. The log of"
                        + " this service has the cause.",
                RETRY_SECONDS);
    }
}
