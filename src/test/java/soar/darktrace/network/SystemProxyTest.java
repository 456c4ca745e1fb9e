package soar.darktrace.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

class SystemProxyTest {

    private static final URI HTTPS_TARGET = URI.create("https://darktrace.example/modelbreaches");
    private static final URI HTTP_TARGET = URI.create("http://darktrace.example/");

    @ParameterizedTest
    @CsvSource({
        "http://proxy.example:3128, proxy.example, 3128,,",
        "http://proxy.example:3128/, proxy.example, 3128,,",
        "HTTP://proxy.example:3128, proxy.example, 3128,,",
        "' proxy.example:3128 ', proxy.example, 3128,,",
        "my_proxy, my_proxy, 1080,,",
        "http://10.0.0.1, 10.0.0.1, 1080,,",
        "http://[2001:db8::1]:8080, 2001:db8::1, 8080,,",
        "[::1], ::1, 1080,,",
        "http://user:secret@proxy:8080, proxy, 8080, user, secret",
        "user:secret@proxy, proxy, 1080, user, secret",
        "http://user@proxy:8080, proxy, 8080, user,",
        "http://user:@proxy:8080, proxy, 8080, user, ''",
        "http://:secret@proxy:8080, proxy, 8080, '', secret",
        "http://@proxy:8080, proxy, 8080,,",
        "http://d%5Cu%3A:p%40%2F%3a%25+%C3%A9@proxy:8080, proxy, 8080, d\\u:, p@/:%+é",
        "http://user:p@ss/w:rd@proxy:8080, proxy, 8080, user, p@ss/w:rd"
    })
    void readsTheAddress(String value, String host, int port, @Nullable String username, @Nullable String password) {
        assertThat(SystemProxy.forTarget(HTTPS_TARGET, Map.of("HTTPS_PROXY", value)))
                .contains(new SystemProxy(host, port, username, password));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://u:secret@proxy:443",
                "socks5://u:secret@proxy",
                "http://http://u:secret@proxy",
                "http://",
                "http://u:secret@",
                "http://u:secret@proxy:0",
                "http://u:secret@proxy:65536",
                "http://u:secret@proxy:x",
                "http://u:secret@proxy:",
                "http://wpad/proxy.pac",
                "u:secret@two words",
                "http://u:%zzsecret@proxy",
                "http://u%:secret@proxy",
                "http://u:secret@::1"
            })
    void refusesAMalformedAddressWithoutShowingIt(String value) {
        for (String name : new String[] {"HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SystemProxy.forTarget(HTTPS_TARGET, Map.of(name, value)))
                    .withMessage("The environment variable " + name + " is not the address of an HTTP proxy:"
                            + " write http://host:port or http://user:password@host:port,"
                            + " with special characters of user and password percent-encoded.")
                    .withNoCause();
        }
    }

    @Test
    void goesByTheSchemeOfTheTarget() {
        Map<String, String> environment = Map.of("HTTPS_PROXY", "for-https", "http_proxy", "for-http");
        assertThat(host(HTTPS_TARGET, environment)).isEqualTo("for-https");
        assertThat(host(HTTP_TARGET, environment)).isEqualTo("for-http");
        assertThat(host(URI.create("HTTPS://x"), environment)).isEqualTo("for-https");
        assertThat(host(HTTP_TARGET, Map.of("HTTPS_PROXY", "for-https"))).isNull();
    }

    @Test
    void fallsBackToTheProxyForAll() {
        Map<String, String> environment = Map.of("HTTPS_PROXY", "for-https", "ALL_PROXY", "for-all");
        assertThat(host(HTTPS_TARGET, environment)).isEqualTo("for-https");
        assertThat(host(HTTP_TARGET, environment)).isEqualTo("for-all");
        assertThat(host(HTTP_TARGET, Map.of("http_proxy", " ", "all_proxy", "for-all")))
                .isEqualTo("for-all");
    }

    @Test
    void prefersLowerCaseNamesAndSkipsEmptyValues() {
        assertThat(host(HTTPS_TARGET, Map.of("https_proxy", "lower", "HTTPS_PROXY", "upper")))
                .isEqualTo("lower");
        assertThat(host(HTTPS_TARGET, Map.of("https_proxy", "", "HTTPS_PROXY", "upper")))
                .isEqualTo("upper");
        assertThat(host(HTTPS_TARGET, Map.of("HTTPS_PROXY", ""))).isNull();
        assertThat(host(HTTPS_TARGET, Map.of())).isNull();
    }

    @Test
    void leavesExemptTargetsAlone() {
        assertThat(host(HTTPS_TARGET, Map.of("HTTPS_PROXY", "p", "NO_PROXY", "example:443")))
                .isNull();
        assertThat(host(HTTP_TARGET, Map.of("HTTP_PROXY", "p", "no_proxy", "example:443")))
                .isEqualTo("p");
        assertThat(host(HTTP_TARGET, Map.of("HTTP_PROXY", "p", "no_proxy", "example:80")))
                .isNull();
        assertThat(host(
                        URI.create("https://darktrace.example:8443"),
                        Map.of("HTTPS_PROXY", "p", "NO_PROXY", "example:443")))
                .isEqualTo("p");
        assertThat(host(HTTPS_TARGET, Map.of("HTTPS_PROXY", "p", "no_proxy", "other", "NO_PROXY", "*")))
                .isEqualTo("p");
    }

    @Test
    void namesTheListThatIsMalformed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SystemProxy.forTarget(
                        HTTPS_TARGET, Map.of("HTTPS_PROXY", "p", "NO_PROXY", "localhost,10.0.0.0/33")))
                .withMessageStartingWith("Entry 2 of the environment variable NO_PROXY cannot be read");
    }

    @Test
    void needsAHost() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SystemProxy.forTarget(URI.create("/modelbreaches"), Map.of("HTTPS_PROXY", "p")));
    }

    @Test
    void printsNoCredentials() {
        assertThat(new SystemProxy("proxy", 8080, "user", "secret"))
                .hasToString("SystemProxy[host=proxy, port=8080, credentials=[REDACTED]]");
        assertThat(new SystemProxy("proxy", 8080, null, null)).hasToString("SystemProxy[host=proxy, port=8080]");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"user, secret, user:secret", "user, none, user:", "none, none, none"})
    void sendsTheClientThroughTheProxyUnresolved(
            @Nullable String username, @Nullable String password, @Nullable String credentials) {
        Sinks.One<String> seen = Sinks.one();
        DisposableServer proxy = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> {
                    String authorization = request.requestHeaders().get(HttpHeaderNames.PROXY_AUTHORIZATION, "open");
                    seen.tryEmitValue(request.method() + " " + request.uri() + " " + authorization);
                    return response.status(403).send();
                })
                .bindNow();
        try {
            HttpClient client =
                    new SystemProxy("127.0.0.1", proxy.port(), username, password).applyTo(HttpClient.create());
            assertThatThrownBy(() -> client.get()
                            .uri("http://unknown-name.invalid/")
                            .response()
                            .block(Duration.ofSeconds(10)))
                    .hasMessageContaining("403");
            assertThat(seen.asMono().block(Duration.ofSeconds(10)))
                    .isEqualTo("CONNECT unknown-name.invalid:80 " + authorization(credentials));
        } finally {
            proxy.disposeNow();
        }
    }

    private static String authorization(@Nullable String credentials) {
        return credentials == null
                ? "open"
                : "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String host(URI target, Map<String, String> environment) {
        return SystemProxy.forTarget(target, environment).map(SystemProxy::host).orElse(null);
    }
}
