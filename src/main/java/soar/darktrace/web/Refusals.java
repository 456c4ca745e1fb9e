package soar.darktrace.web;

import java.time.Clock;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import soar.darktrace.access.AccessException;
import soar.darktrace.access.Attempt;
import soar.darktrace.access.AuditTrail;
import soar.darktrace.access.Caller;

/** Answers whom Spring Security does not let in with a {@link Problem}, and has it audited. */
@Component
@ConditionalOnWebApplication
@EnableConfigurationProperties(DoorSettings.class)
class Refusals implements ServerAuthenticationEntryPoint, ServerAccessDeniedHandler {

    private static final Logger log = LoggerFactory.getLogger(Refusals.class);
    private static final int UNAUTHENTICATED = 401;
    private static final int FORBIDDEN = 403;

    private final FailedAttempts failed;
    private final CallerLimits limits;
    private final ObjectProvider<AuditTrail> audit;

    Refusals(DoorSettings settings, Clock clock, CallerLimits limits, ObjectProvider<AuditTrail> audit) {
        this.limits = limits;
        this.failed = new FailedAttempts(settings.failedAttemptsPerMinute(), clock);
        this.audit = audit;
    }

    /** A caller who is not known: a key of nobody and an expired one look the same. */
    @Override
    public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException failure) {
        if (!exchange.getRequest().getHeaders().containsHeader(HttpHeaders.AUTHORIZATION)) {
            count(exchange);
            return unauthenticated(
                    "This service answers to known callers only: send a key as Authorization: Bearer dtc_….", exchange);
        }
        FailedAttempts.Count count = fail(exchange);
        if (count.isFirst()) {
            CorrelationFilter.of(exchange)
                    .whileLogging(() -> log.warn(
                            "A key or token from {} is not valid; further ones of the same minute are not logged.",
                            CallerFilter.address(exchange)));
        }
        if (count.isOver()) {
            return ProblemResponse.write(
                    Problem.ofLimit(
                            "Too many invalid keys or tokens came from this address: correct the caller's key. A valid one"
                                    + " is served at once.",
                            count.retryAfter()),
                    exchange);
        }
        return unauthenticated(
                "The key or token in the header Authorization is not valid, or not any more: ask whoever runs this service"
                        + " for a new one.",
                exchange);
    }

    /** Counts one who tried to be known in vain, for the audit and for the limit of its address. */
    FailedAttempts.Count fail(ServerWebExchange exchange) {
        count(exchange);
        return failed.add(AddressBlock.of(exchange));
    }

    private void count(ServerWebExchange exchange) {
        audit.ifAvailable(trail -> trail.countUnauthenticated(String.valueOf(CallerFilter.address(exchange))));
    }

    private static Mono<Void> unauthenticated(String sentence, ServerWebExchange exchange) {
        exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        return ProblemResponse.write(Problem.of(UNAUTHENTICATED, "unauthenticated", sentence), exchange);
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, AccessDeniedException denied) {
        String sentence = denied.getCause() instanceof AccessException refusal
                ? String.valueOf(refusal.getMessage())
                : "This is not for this caller.";
        return ReactiveSecurityContextHolder.getContext()
                .flatMap(security -> Mono.justOrEmpty(CallerAuthentication.caller(security.getAuthentication())))
                .doOnNext(caller -> record(caller.at(CallerFilter.address(exchange)), exchange, sentence))
                .then(Mono.defer(() ->
                        ProblemResponse.write(Problem.of(FORBIDDEN, AccessException.FORBIDDEN, sentence), exchange)));
    }

    /**
     * Nothing waits for the audit: what is refused does not happen anyway. What is refused here never reaches {@link
     * CallerLimits}, and must count there all the same: each is a row that is kept for a year, and a full disk stops every
     * change.
     */
    private void record(Caller caller, ServerWebExchange exchange, String sentence) {
        limits.admit(caller);
        String what = what(exchange.getRequest());
        CorrelationFilter.of(exchange).whileLogging(() -> log.warn("{} was refused to {}.", what, caller.id()));
        Attempt attempt = new Attempt(caller, CorrelationFilter.of(exchange).value(), what, null, Map.of());
        audit.ifAvailable(trail ->
                trail.refuse(attempt, AccessException.FORBIDDEN, sentence).subscribe());
    }

    /** Method and path, such as {@code GET /api/v1/audit}. */
    static String what(ServerHttpRequest request) {
        return request.getMethod().name() + " " + request.getPath().value();
    }
}
