package soar.darktrace.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.SimulatedAppliance;
import tools.jackson.databind.json.JsonMapper;

/** A request that brings its instance along, over HTTP, to an appliance that checks its tokens. */
@ConnectorTest
@ExtendWith(OutputCaptureExtension.class)
class RequestInstanceTest {

    private static final String FETCH = "/api/v1/commands/fetch-incidents";

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @Autowired
    TestClock clock;

    @LocalServerPort
    int port;

    @BeforeEach
    void reset() {
        clock.reset();
        appliance.reset();
    }

    @Test
    void answersAsAConfiguredInstanceDoesUnderTheNameOfItsHost() {
        Reply reply = command("darktrace-get-breach", Map.of("pbid", "95"), params());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("instance")).isEqualTo(host());
        assertThat(reply.body().path("outputs"))
                .isEqualTo(Reply.toCommand(web, "darktrace-get-breach", Map.of("pbid", 95))
                        .body()
                        .path("outputs"));
    }

    @Test
    void takesItsTokensAsCredentialsOfXsoar() {
        Map<String, String> both = Map.of("identifier", appliance.publicToken(), "password", appliance.privateToken());
        Map<String, String> publicOne = Map.of("identifier", "", "password", appliance.publicToken());
        Map<String, String> privateOne = Map.of("identifier", "x", "password", appliance.privateToken());
        String asText = JsonMapper.shared().writeValueAsString(both);

        for (Map<String, Object> tokens : List.of(
                Map.<String, Object>of("credentials", both),
                Map.<String, Object>of("credentials", asText),
                Map.<String, Object>of("public_creds", publicOne, "private_creds", privateOne),
                Map.<String, Object>of("public_api_token", publicOne, "private_api_token", privateOne))) {
            Map<String, Object> params = new HashMap<>(tokens);
            params.put("url", appliance.url());

            assertThat(Reply.toPost(web, "/api/v1/commands/test-module", Map.of("params", params))
                            .status())
                    .as("%s", tokens.keySet())
                    .isEqualTo(200);
        }
    }

    @Test
    void fetchesIncidentsWithItsOwnSettings() {
        appliance.addBreaches(20);

        Reply first = Reply.toPost(web, FETCH, Map.of("params", params("max_alerts", "15")));
        Reply second = Reply.toPost(
                web,
                FETCH,
                Map.of(
                        "params",
                        params("max_alerts", "15"),
                        "args",
                        Map.of("last_run", first.body().at("/outputs/next_run"))));

        assertThat(first.body().at("/outputs/incidents")).hasSize(15);
        assertThat(second.body().at("/outputs/incidents")).hasSize(5);
        assertThat(first.body().at("/outputs/incidents/0/dbotMirrorId").asString())
                .startsWith(host() + ":");
    }

    @Test
    void isRefusedTogetherWithTheNameOfAConfiguredOne() {
        Reply reply = Reply.toPost(
                web, "/api/v1/commands/test-module", Map.of("args", Map.of(), "instance", "main", "params", params()));

        assertThat(reply.text("code")).isEqualTo("invalid_request");
        assertThat(reply.text("detail")).startsWith("Give either instance");
        assertThat(appliance.requests()).isEmpty();
    }

    @Test
    void isRefusedWhereItsHostIsNotAllowed() {
        Reply reply = command("test-module", Map.of(), params("url", "https://darktrace.example.com"));

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.text("code")).isEqualTo("refused_by_policy");
        assertThat(reply.text("detail"))
                .isEqualTo("darktrace.example.com:443 is not among the hosts that a request may name; see"
                        + " connector.request-instances.allowed-hosts.");
    }

    @Test
    void isRefusedByTheNameOfAWrongParameter() {
        Reply reply = command("test-module", Map.of(), params("min_score", "high"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("code")).isEqualTo("invalid_argument");
        assertThat(reply.text("argument")).isEqualTo("min_score");
    }

    @Test
    void mayNotChangeRespondActionsWhateverTheConfiguredOneMay() {
        Reply reply = command(
                "darktrace-create-manual-action",
                Map.of("did", 7, "action", "quarantine", "duration", "10 minutes"),
                params());

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.text("code")).isEqualTo("refused_by_policy");
        assertThat(reply.text("detail")).contains("needs an instance that is configured in the connector");
        assertThat(appliance.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"darktrace-fetch-status", "darktrace-fetch-reset"})
    void hasNoFetchStateHereSinceItsCallerKeepsIt(String command) {
        Reply reply = command(command, Map.of(), params());

        assertThat(reply.text("code")).isEqualTo("refused_by_policy");
        assertThat(reply.text("detail")).contains("whoever fetches it keeps its last_run");
    }

    @Test
    void isToldWhenDarktraceRefusesItsTokens() {
        Reply reply = command("test-module", Map.of(), params("private_api_token", "rotated"));

        assertThat(reply.text("code")).isEqualTo("darktrace_signature");
        assertThat(reply.text("instance")).isEqualTo(host());
    }

    @Test
    void neverShowsItsTokensNotEvenWhereEverythingIsLogged(CapturedOutput output) throws Exception {
        LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
        logging.setLogLevel("org.springframework", LogLevel.TRACE);
        logging.setLogLevel("soar.darktrace", LogLevel.TRACE);
        try {
            String refused = posted("public-token-4711", "private-token-4711");
            String invalid = posted("public-token-4711", "private token 4711");

            assertThat(refused).contains("darktrace_signature").doesNotContain("token-4711", "token 4711");
            assertThat(invalid)
                    .contains("private_api_token is missing or holds")
                    .doesNotContain("token-4711", "token 4711");
        } finally {
            logging.setLogLevel("org.springframework", null);
            logging.setLogLevel("soar.darktrace", null);
        }
        assertThat(output)
                .contains("Mapped to soar.darktrace.web.CommandEndpoint")
                .doesNotContain("token-4711", "token 4711");
        assertThat(actuator("/actuator/health") + actuator("/actuator/prometheus"))
                .doesNotContain("token-4711", "token 4711");
    }

    /** By a client that logs nothing of what it sends. */
    private String posted(String publicToken, String privateToken) throws Exception {
        String body = """
                {"params": {"url": "%s", "public_api_token": "%s", "private_api_token": "%s"}}
                """.formatted(appliance.url(), publicToken, privateToken);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/commands/test-module"))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    @Test
    void hasMetricsByTheEntryThatAllowsItAndNoHealthOfItsOwn() {
        command("darktrace-get-comments", Map.of("pbid", 46), params());
        command("darktrace-get-comments", Map.of("pbid", 46), params("min_score", "10"));

        String metrics = actuator("/actuator/prometheus");
        assertThat(metrics.lines()
                        .filter(line ->
                                line.startsWith("darktrace_command_seconds_count{command=\"darktrace-get-comments\"")
                                        && line.contains("instance=\"127.0.0.1:*\"")))
                .hasSize(1);
        assertThat(metrics)
                .containsPattern("http_client_requests_seconds_count\\{client_name=\"127.0.0.1:\\*\"")
                .doesNotContain(host());
        assertThat(actuator("/actuator/health")).contains("\"main\"").doesNotContain(host());
    }

    /** Its client is built while the request is answered, and warns of the plain http. */
    @Test
    void whatIsLoggedWhileItIsBuiltHasTheCorrelationIdOfTheRequest(CapturedOutput output) {
        web.post()
                .uri("/api/v1/commands/darktrace-get-comments")
                .header("X-Correlation-Id", "built-here")
                .bodyValue(Map.of("args", Map.of("pbid", 46), "params", params("max_alerts", "77")))
                .exchange()
                .expectStatus()
                .isOk();

        assertThat(output.getOut().lines().filter(line -> line.contains(host())))
                .hasSizeGreaterThan(1)
                .allSatisfy(line -> assertThat(line).contains("[built-here] "));
    }

    private Reply command(String command, Map<String, ?> args, Map<String, ?> params) {
        return Reply.toPost(web, "/api/v1/commands/" + command, Map.of("args", args, "params", params));
    }

    /** With its scheme, since that is not https. */
    private String host() {
        return appliance.url();
    }

    /** As XSOAR sends what a user left at its default. */
    private Map<String, Object> params() {
        return new HashMap<>(Map.of(
                "url",
                appliance.url(),
                "public_api_token",
                appliance.publicToken(),
                "private_api_token",
                appliance.privateToken(),
                "insecure",
                false,
                "proxy",
                false,
                "isFetch",
                true,
                "min_score",
                "0",
                "max_alerts",
                "50",
                "first_fetch",
                "1 day"));
    }

    private Map<String, Object> params(String name, String value) {
        Map<String, Object> params = params();
        params.put(name, value);
        return params;
    }

    private String actuator(String path) {
        return Objects.requireNonNull(web.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }
}
