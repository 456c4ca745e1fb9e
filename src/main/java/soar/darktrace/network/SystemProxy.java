package soar.darktrace.network;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;
import reactor.netty.http.client.HttpClient;
import reactor.netty.transport.ProxyProvider;

/**
 * The HTTP proxy that the environment configures for a target; Reactor Netty reads no environment variables. The
 * variables and their meaning are those of curl (its manual, "Environment"): {@code https_proxy} or {@code http_proxy}
 * by the target's scheme, else {@code all_proxy}, unless {@code no_proxy} covers the target. Upper-case names
 * work too, lower-case ones take precedence, and an empty value is ignored.
 *
 * @param host name or IP address, an IPv6 one without brackets
 * @param port 1 to 65535
 */
public record SystemProxy(
        String host,
        int port,
        @Nullable String username,
        @Nullable String password) {

    /** curl's default if the variable has no port, so that one environment means the same to both. */
    private static final int DEFAULT_PORT = 1080;

    private static final Pattern ADDRESS = Pattern.compile(
            "(?:http://)?(?![a-z][a-z0-9+.-]*://)(?:(?<user>.*)@)?"
                    + "(?:\\[(?<ipv6>[0-9a-f:.%]+)]|(?<host>[^\\s/@:?#\\[\\]]+))(?::(?<port>\\d{1,5}))?/?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /**
     * Finds the proxy for an absolute target.
     *
     * @throws IllegalArgumentException with a sentence that names a variable that is malformed, without its value
     */
    public static Optional<SystemProxy> forTarget(URI target, Map<String, String> environment) {
        String scheme = target.getScheme();
        String host = target.getHost();
        if (scheme == null || host == null) {
            throw new IllegalArgumentException("A target needs a scheme and a host: write https://host.");
        }
        for (String name : List.of(scheme.toLowerCase(Locale.ROOT) + "_proxy", "all_proxy")) {
            Variable proxy = Variable.find(name, environment);
            if (proxy != null) {
                return isExempt(target, host, environment) ? Optional.empty() : Optional.of(parse(proxy));
            }
        }
        return Optional.empty();
    }

    /** Routes all connections of the client through this proxy, which then also resolves the target's name. */
    public HttpClient applyTo(HttpClient client) {
        return client.proxy(proxy -> {
            ProxyProvider.Builder builder =
                    proxy.type(ProxyProvider.Proxy.HTTP).host(host).port(port);
            if (username != null) {
                builder.username(username).password(name -> password == null ? "" : password);
            }
        });
    }

    @Override
    public String toString() {
        return "SystemProxy[host=" + host + ", port=" + port + (username == null ? "]" : ", credentials=[REDACTED]]");
    }

    private static boolean isExempt(URI target, String host, Map<String, String> environment) {
        Variable list = Variable.find("no_proxy", environment);
        if (list == null) {
            return false;
        }
        int defaultPort = "http".equalsIgnoreCase(target.getScheme()) ? 80 : 443;
        int port = target.getPort() < 0 ? defaultPort : target.getPort();
        return ProxyExemptions.parse(list.name(), list.value()).cover(host, port);
    }

    private static SystemProxy parse(Variable variable) {
        Matcher address = ADDRESS.matcher(variable.value());
        if (!address.matches()) {
            throw malformed(variable);
        }
        String port = address.group("port");
        int number = port == null ? DEFAULT_PORT : Integer.parseInt(port);
        if (number < 1 || number > 65535) {
            throw malformed(variable);
        }
        String ipv6 = address.group("ipv6");
        String host = ipv6 == null ? address.group("host") : ipv6;
        String user = address.group("user");
        if (user == null || user.isEmpty()) {
            return new SystemProxy(host, number, null, null);
        }
        int colon = user.indexOf(':');
        return colon < 0
                ? new SystemProxy(host, number, decode(user, variable), null)
                : new SystemProxy(
                        host,
                        number,
                        decode(user.substring(0, colon), variable),
                        decode(user.substring(colon + 1), variable));
    }

    private static String decode(String text, Variable variable) {
        try {
            return UriUtils.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException withTheValueInItsMessage) {
            throw malformed(variable);
        }
    }

    private static IllegalArgumentException malformed(Variable variable) {
        return new IllegalArgumentException("The environment variable " + variable.name()
                + " is not the address of an HTTP proxy: write http://host:port or http://user:password@host:port,"
                + " with special characters of user and password percent-encoded.");
    }

    private record Variable(String name, String value) {

        private static @Nullable Variable find(String lowerCaseName, Map<String, String> environment) {
            for (String name : List.of(lowerCaseName, lowerCaseName.toUpperCase(Locale.ROOT))) {
                String value = environment.getOrDefault(name, "").strip();
                if (!value.isEmpty()) {
                    return new Variable(name, value);
                }
            }
            return null;
        }
    }
}
