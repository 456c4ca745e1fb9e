package soar.darktrace.web;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import soar.darktrace.access.AuditTrail;
import soar.darktrace.failure.Wildcard;

/**
 * Refuses what a browser sends because a page of another site made it: an analyst's browser
 * reaches the port, and may have a way past the authentication that the page has not. Probes are served to everybody.
 *
 * <p>A page whose name was rebound to 127.0.0.1 has the same origin as this service as far as the browser knows, but it
 * still has its name: where nobody needs a key, no other name than this machine's is served, and with keys those of
 * {@code connector.allowed-hosts}.
 */
@Component
@ConditionalOnWebApplication
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class FrontDoor implements WebFilter {

    private static final Logger log = LoggerFactory.getLogger(FrontDoor.class);
    private static final int FORBIDDEN = 403;
    private static final String PROBES = "/actuator/health";
    private static final String FETCH_SITE = "Sec-Fetch-Site";
    private static final String SAME_ORIGIN = "same-origin";
    private static final int LONGEST = 100;
    /** A host as in a header: a name or an IPv4 address, or an IPv6 address in brackets, each with a possible port. */
    private static final Pattern HOST = Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([^\\[\\]:]+))(?::\\d{0,5})?");

    private final boolean servesThisMachineOnly;
    private final List<Wildcard> names;
    private final Consumer<String> unauthenticated;

    @Autowired
    FrontDoor(NoKeyMode noKeyMode, DoorSettings settings, ObjectProvider<AuditTrail> audit) {
        this(
                noKeyMode.isOn(),
                settings.allowedHosts(),
                address -> audit.ifAvailable(trail -> trail.countUnauthenticated(address)));
    }

    FrontDoor(boolean servesThisMachineOnly, List<String> allowedHosts, Consumer<String> unauthenticated) {
        this.servesThisMachineOnly = servesThisMachineOnly;
        this.names = allowedHosts.stream().map(Wildcard::of).toList();
        this.unauthenticated = unauthenticated;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        String refusal = isProbe(request.getPath().value()) ? null : refusal(request);
        if (refusal == null) {
            return chain.filter(exchange);
        }
        CorrelationFilter.of(exchange).whileLogging(() -> log.warn("A request was refused: {}", refusal));
        unauthenticated.accept(String.valueOf(CallerFilter.address(exchange)));
        return ProblemResponse.write(Problem.of(FORBIDDEN, "forbidden", refusal), exchange);
    }

    private static boolean isProbe(String path) {
        return path.startsWith(PROBES) && (path.length() == PROBES.length() || path.charAt(PROBES.length()) == '/');
    }

    private @Nullable String refusal(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        for (String host : headers.getOrEmpty(HttpHeaders.HOST)) {
            String problem = problem(host);
            if (problem != null) {
                return problem;
            }
        }
        String site = headers.getFirst(FETCH_SITE);
        if (site != null && !site.equals(SAME_ORIGIN) && !site.equals("none") && !isWayIn(request)) {
            return "A page of another site may not send requests to this service (" + FETCH_SITE + ": "
                    + shortened(site) + ").";
        }
        List<String> origins = headers.getOrEmpty(HttpHeaders.ORIGIN);
        boolean isVouchedFor = !servesThisMachineOnly && SAME_ORIGIN.equals(site);
        for (String origin : origins) {
            if (!isVouchedFor && !isOwn(origin, headers.getFirst(HttpHeaders.HOST))) {
                return "A page of another site may not send requests to this service (Origin: " + shortened(origin)
                        + ").";
            }
        }
        if (headers.containsHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD)) {
            return "Pages of other sites get no leave to use this service: there is no CORS.";
        }
        return null;
    }

    /**
     * Whether somebody comes by a link, or back from a login, to where nothing is changed: the login has a secret of its own
     * (state) for the way back.
     */
    private boolean isWayIn(ServerHttpRequest request) {
        String path = request.getPath().value();
        return !servesThisMachineOnly
                && request.getMethod().equals(HttpMethod.GET)
                && "navigate".equals(request.getHeaders().getFirst("Sec-Fetch-Mode"))
                && (path.equals("/") || path.startsWith(LoginPatience.END));
    }

    /** Why this service is not called so; null where it is. */
    private @Nullable String problem(String header) {
        if (!servesThisMachineOnly && names.isEmpty()) {
            return null;
        }
        Matcher host = HOST.matcher(header.strip());
        if (host.matches()) {
            String name = host.group(1) == null ? host.group(2).toLowerCase(Locale.ROOT) : host.group(1);
            if (name.equals("localhost") || isLoopback(name) || isAllowed(host)) {
                return null;
            }
        }
        return servesThisMachineOnly
                ? "Without keys this service is reached as localhost, 127.0.0.1 or [::1], not as " + shortened(header)
                        + ": send that as Host (of a proxy on this machine, nginx: proxy_set_header Host localhost), or"
                        + " configure keys (docs/security.md)."
                : "This service is not called " + shortened(header)
                        + ": list the name in connector.allowed-hosts, or use one that stands there.";
    }

    /** An address in brackets is listed with them. */
    private boolean isAllowed(Matcher host) {
        String name = host.group(1) == null ? host.group(2) : "[" + host.group(1) + "]";
        return !servesThisMachineOnly && names.stream().anyMatch(pattern -> pattern.matches(name));
    }

    private static boolean isLoopback(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        try {
            return bytes != null && InetAddress.getByAddress(bytes).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address has 4 or 16 bytes", e);
        }
    }

    /** Whether an origin is that of a page of this service: the scheme may be that of a proxy in front of it. */
    private static boolean isOwn(String origin, @Nullable String host) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String shortened(String text) {
        return LogText.of(text, LONGEST);
    }
}
