package soar.darktrace.web;

import java.security.cert.X509Certificate;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.SslInfo;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import soar.darktrace.access.Caller;
import soar.darktrace.access.CertifiedCallers;

/** Knows callers by the client certificate of their connection, where they do not say who they are in a header. */
final class CertificateAuthentication implements WebFilter {

    private static final Logger log = LoggerFactory.getLogger(CertificateAuthentication.class);

    private final CertifiedCallers callers;

    CertificateAuthentication(CertifiedCallers callers) {
        this.callers = callers;
    }

    /** Lets callers with certificates in. */
    static void addTo(ServerHttpSecurity http, CertifiedCallers callers) {
        if (callers.isConfigured()) {
            http.addFilterAt(new CertificateAuthentication(callers), SecurityWebFiltersOrder.AUTHENTICATION);
        }
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return caller(exchange)
                .map(CallerAuthentication::new)
                .map(known ->
                        chain.filter(exchange).contextWrite(ReactiveSecurityContextHolder.withAuthentication(known)))
                .orElseGet(() -> chain.filter(exchange));
    }

    private Optional<Caller> caller(ServerWebExchange exchange) {
        SslInfo connection = exchange.getRequest().getSslInfo();
        X509Certificate[] certificates = connection == null ? null : connection.getPeerCertificates();
        if (certificates == null
                || certificates.length == 0
                || exchange.getRequest().getHeaders().containsHeader(HttpHeaders.AUTHORIZATION)) {
            return Optional.empty();
        }
        Optional<Caller> caller = callers.of(certificates[0], CallerFilter.address(exchange));
        if (caller.isEmpty()) {
            CorrelationFilter.of(exchange)
                    .whileLogging(() -> log.warn(
                            "The client certificate of {} is nobody's (connector.client-certificates)",
                            certificates[0].getSubjectX500Principal().getName()));
        }
        return caller;
    }
}
