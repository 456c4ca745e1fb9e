package soar.darktrace.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import soar.darktrace.DarktraceConnectorApplication;
import soar.darktrace.RawConnection;
import soar.darktrace.RawConnection.Answer;
import soar.darktrace.access.ApiKey;

/** How a server starts, or does not, by who may call it; and one whose actuator has a port of its own. */
@ExtendWith(OutputCaptureExtension.class)
class DoorsTest {

    private static ConfigurableApplicationContext start(String... properties) {
        List<String> all = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.datasource.url=jdbc:h2:mem:doors" + System.nanoTime(),
                "--spring.main.banner-mode=off"));
        all.addAll(List.of(properties));
        return new SpringApplicationBuilder(DarktraceConnectorApplication.class).run(all.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --server.address=0.0.0.0                              | server.address is 0.0.0.0, and nobody needs a key
            --server.address=                                     | server.address is not set, which opens every address
            --management.server.port=0                            | management.server.address is not set, which opens
            --connector.api-keys.soar.roles=reed --connector.api-keys.soar.hash=x | connector.api-keys.soar.roles[0] is not a role; did you mean read?
            --connector.api-keys-file=/nonexistent/keys.yml       | connector.api-keys-file names a file that cannot be read
            --connector.api-key.soar.roles=read                   | did you mean api-keys
            """)
    void aServerThatWouldLetTheWrongOnesInDoesNotStart(String properties, String sentence, CapturedOutput output) {
        assertThatThrownBy(() -> start(properties.split(" ", -1)).close()).isNotNull();

        assertThat(output.toString()).contains(sentence);
    }

    @Test
    void aManagementPortAsksForTheSameKeysAndTriesAreLimitedByAddress(CapturedOutput output) throws IOException {
        ApiKey admin = ApiKey.generate();
        ApiKey metrics = ApiKey.generate();
        try (ConfigurableApplicationContext server = start(
                "--connector.api-keys.ops.hash=" + admin.hash(),
                "--connector.api-keys.ops.roles=admin",
                "--connector.api-keys.prometheus.hash=" + metrics.hash(),
                "--connector.api-keys.prometheus.roles=metrics",
                "--connector.allowed-hosts=connector.example",
                "--connector.failed-attempts-per-minute=2",
                "--management.server.port=0",
                "--management.server.address=127.0.0.1")) {
            int port = port(server, "local.server.port");
            int management = port(server, "local.management.port");
            String nobody = "";

            assertThat(get(management, "/actuator/health/liveness", nobody).status())
                    .isEqualTo(200);
            assertThat(get(management, "/actuator/health/readiness", nobody).text())
                    .isEqualTo("{\"status\":\"UP\"}");
            assertThat(get(management, "/actuator/health", nobody).status()).isEqualTo(401);
            assertThat(get(management, "/actuator/health", bearer(admin))
                            .json()
                            .path("components")
                            .isObject())
                    .isTrue();
            assertThat(get(management, "/actuator/prometheus", bearer(metrics)).status())
                    .isEqualTo(200);
            Answer forbidden = get(management, "/actuator/prometheus", bearer(admin));
            assertThat(forbidden.status()).isEqualTo(403);
            assertThat(forbidden.json().path("detail").asString()).contains("needs the role metrics");
            assertThat(get(port, "/actuator/health", bearer(admin)).status()).isEqualTo(404);
            for (String command : List.of("/api/v1/commands/test-module", "/api/v1/war-room")) {
                assertThat(post(management, command, bearer(admin)).status())
                        .as("no command is run here")
                        .isEqualTo(404);
            }

            assertThat(get(port, "/openapi", bearer(admin) + "\r\nHost: evil.example")
                            .status())
                    .isEqualTo(403);
            assertThat(get(port, "/openapi", bearer(admin) + "\r\nHost: connector.example:80")
                            .status())
                    .isEqualTo(200);

            for (int i = 0; i < 2; i++) {
                assertThat(get(port, "/openapi", bearer(ApiKey.generate()) + "\r\nX-Forwarded-For: 10.0.0." + i)
                                .status())
                        .isEqualTo(401);
            }
            Answer limited = get(port, "/openapi", bearer(ApiKey.generate()) + "\r\nX-Forwarded-For: 10.0.0.9");
            assertThat(limited.status()).isEqualTo(429);
            assertThat(limited.json().path("code").asString()).isEqualTo("rate_limited");
            assertThat(limited.json().path("retry_after").asInt()).isBetween(1, 60);
            assertThat(get(port, "/openapi", bearer(admin)).status()).isEqualTo(200);
            assertThat(output.toString()).containsOnlyOnce("A key or token from 127.0.0.1 is not valid");
            assertThat(output.toString()).doesNotContain(admin.value());
        }
    }

    /** What a command asks of its caller it asks by itself; an actuator at such an address does not. */
    @Test
    void anActuatorAtTheAddressOfCommandsAsksForItsRole() throws IOException {
        ApiKey reader = ApiKey.generate();
        try (ConfigurableApplicationContext server = start(
                "--connector.api-keys.soar.hash=" + reader.hash(),
                "--connector.api-keys.soar.roles=read",
                "--management.endpoints.web.base-path=/api/v1/commands",
                "--management.server.port=0",
                "--management.server.address=127.0.0.1")) {
            Answer refused =
                    post(port(server, "local.management.port"), "/api/v1/commands/storebackup", bearer(reader));

            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.json().path("detail").asString()).contains("needs the role admin");
        }
    }

    @Test
    void theActuatorKnowsWhoCallsByAKey() throws IOException {
        ApiKey admin = ApiKey.generate();
        try (ConfigurableApplicationContext server = start(
                "--connector.api-keys.ops.hash=" + admin.hash(),
                "--connector.api-keys.ops.roles=admin",
                "--management.endpoint.health.show-details=when-authorized")) {
            assertThat(get(port(server, "local.server.port"), "/actuator/health", bearer(admin))
                            .json()
                            .path("components")
                            .isObject())
                    .isTrue();
        }
    }

    /** Each of its refusals is a row of the audit, and a full disk stops every change. */
    @Test
    void whoeverIsRefusedAtTheDoorIsLimitedLikeAnyCaller() throws IOException {
        ApiKey metrics = ApiKey.generate();
        try (ConfigurableApplicationContext server = start(
                "--connector.api-keys.prometheus.hash=" + metrics.hash(),
                "--connector.api-keys.prometheus.roles=metrics",
                "--connector.limits.requests-per-second-per-caller=1")) {
            Set<Integer> statuses = new HashSet<>();
            for (int i = 0; i < 30; i++) {
                statuses.add(get(port(server, "local.server.port"), "/api/v1/audit", bearer(metrics))
                        .status());
            }

            assertThat(statuses).containsExactlyInAnyOrder(403, 429);
        }
    }

    @Test
    void loginsThatNobodyBeganAreLimitedAndAuditedLikeWrongKeys(CapturedOutput output) throws IOException {
        ApiKey admin = ApiKey.generate();
        String client = "--spring.security.oauth2.client.";
        try (ConfigurableApplicationContext server = start(
                "--connector.api-keys.ops.hash=" + admin.hash(),
                "--connector.api-keys.ops.roles=admin",
                "--connector.failed-attempts-per-minute=2",
                client + "registration.sso.client-id=connector",
                client + "registration.sso.client-secret=secret",
                client + "registration.sso.authorization-grant-type=authorization_code",
                client + "registration.sso.redirect-uri={baseUrl}/login/oauth2/code/{registrationId}",
                client + "provider.sso.authorization-uri=https://idp.example.com/authorize",
                client + "provider.sso.token-uri=https://idp.example.com/token")) {
            int port = port(server, "local.server.port");
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                statuses.add(get(port, "/login/oauth2/code/sso?code=x&state=made-up", "")
                        .status());
            }

            assertThat(statuses).containsExactly(401, 401, 429, 429);
            assertThat(output.toString().split("A login failed", -1)).hasSize(3);
            assertThat(get(port, "/openapi", bearer(admin)).status()).isEqualTo(200);
        }
    }

    private static int port(ConfigurableApplicationContext server, String property) {
        return server.getEnvironment().getRequiredProperty(property, Integer.class);
    }

    private static String bearer(ApiKey key) {
        return "\r\nAuthorization: Bearer " + key.value();
    }

    private static Answer post(int port, String path, String headers) throws IOException {
        return RawConnection.answerTo(
                port,
                "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json"
                        + "\r\nContent-Length: 2" + headers + "\r\n\r\n{}");
    }

    private static Answer get(int port, String path, String headers) throws IOException {
        return RawConnection.answerTo(
                port,
                "GET " + path + " HTTP/1.1\r\n" + (headers.contains("Host:") ? "" : "Host: localhost\r\n")
                        + "Connection: close" + headers + "\r\n\r\n");
    }
}
