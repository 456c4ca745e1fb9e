package soar.darktrace.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.FluxExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.BuildDirectory;
import soar.darktrace.ConnectorTest;
import soar.darktrace.access.ApiKey;
import soar.darktrace.access.Role;
import soar.darktrace.appliance.SimulatedAppliance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who may do what, by key, against a running server whose keys stand in a file that changes. */
@ConnectorTest
@TestPropertySource(
        properties = {
            "spring.datasource.url=jdbc:h2:mem:callers;DB_CLOSE_DELAY=-1",
            "connector.api-keys-poll=50ms",
            "connector.limits.stream-lifetime=1s",
            "connector.failed-attempts-per-minute=1000000",
            "connector.limits.requests-per-second-per-caller=1000"
        })
@ExtendWith(OutputCaptureExtension.class)
class CallersOverHttpTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Map<String, ApiKey> KEYS = new LinkedHashMap<>();
    private static final Path FILE = file();
    private static final String ONE_ROLE = "read,write,respond,admin,metrics";

    @DynamicPropertySource
    static void keys(DynamicPropertyRegistry properties) {
        properties.add("connector.api-keys-file", FILE::toString);
        KEYS.put("configured", ApiKey.generate());
        properties.add(
                "connector.api-keys.configured.hash", () -> key("configured").hash());
        properties.add("connector.api-keys.configured.roles", () -> "read");
    }

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @Autowired
    MeterRegistry meters;

    private static Path file() {
        try {
            Path file = BuildDirectory.create("keys", "callers").resolve("keys.yml");
            Files.writeString(file, all());
            return file;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String all() {
        StringBuilder file = new StringBuilder();
        for (Role role : Role.values()) {
            file.append(entry(role.toString(), Set.of(role)));
        }
        Set<Role> every = Set.of(Role.values());
        return file.append(entry("expired", every))
                .append("  expires: 2026-01-02T03:04:05Z\n")
                .append(entry("expires-later", every))
                .append("  expires: 2026-01-03\n")
                .append(entry("elsewhere", every))
                .append("  instances: [\"branch-*\", params]\n")
                .append(entry("narrow", every))
                .append("  commands: darktrace-get-*, test-module\n")
                .toString();
    }

    private static String entry(String id, Set<Role> roles) {
        return KEYS.computeIfAbsent(id, absent -> ApiKey.generate()).entry(id, roles);
    }

    private static ApiKey key(String id) {
        ApiKey key = KEYS.get(id);
        return key == null ? ApiKey.generate() : key;
    }

    /** A status, and the document of a refusal. */
    private record Answer(int status, HttpHeaders headers, JsonNode body) {

        String code() {
            return body.path("code").asString("");
        }

        String detail() {
            return body.path("detail").asString("");
        }
    }

    @BeforeEach
    void reset() throws IOException {
        appliance.reset();
        replace(all());
        await().atMost(PATIENCE)
                .until(() -> isValid() && get("read", "/openapi").status() == 200);
    }

    private static void replace(String content) throws IOException {
        Path next = FILE.resolveSibling("next");
        Files.writeString(next, content);
        Files.move(next, FILE, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private boolean isValid() {
        return meters.get("darktrace.connector.keys.file.valid").gauge().value() == 1;
    }

    private Answer get(String caller, String path) {
        return send(caller, HttpMethod.GET, path, null);
    }

    private Answer command(String caller, String name, String body) {
        return send(caller, HttpMethod.POST, "/api/v1/commands/" + name, body);
    }

    private Answer send(String caller, HttpMethod method, String path, @Nullable String body) {
        WebTestClient.RequestBodySpec request = web.method(method).uri(path);
        if (!caller.equals("nobody")) {
            request.header(HttpHeaders.AUTHORIZATION, "Bearer " + key(caller).value());
        }
        return answer(
                body == null
                        ? request
                        : request.contentType(MediaType.APPLICATION_JSON).bodyValue(body));
    }

    /** What the audit has of a request that was answered: its caller, outcome and answer. */
    private String audited(Answer answer) {
        String id = answer.headers().getFirst(CorrelationFilter.HEADER);
        JsonNode found = await().atMost(PATIENCE)
                .until(
                        () -> audit().valueStream()
                                .filter(entry ->
                                        entry.path("correlation_id").asString().equals(id))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        return found.path("caller").asString() + " " + found.path("outcome").asString() + ": "
                + found.path("answer").asString();
    }

    private JsonNode audit() {
        byte[] page = web.get()
                .uri("/api/v1/audit?limit=500&outcome=forbidden")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + key("admin").value())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBodyContent();
        return JsonMapper.shared().readTree(page).path("entries");
    }

    private static Answer answer(WebTestClient.RequestHeadersSpec<?> request) {
        FluxExchangeResult<String> result = request.exchange().returnResult(String.class);
        boolean isProblem = MediaType.APPLICATION_PROBLEM_JSON.equals(
                result.getResponseHeaders().getContentType());
        String text = isProblem
                ? String.join("", result.getResponseBody().collectList().block())
                : "{}";
        if (!isProblem) {
            result.getResponseBody().subscribe().dispose();
        }
        return new Answer(
                result.getStatus().value(),
                result.getResponseHeaders(),
                JsonMapper.shared().readTree(text));
    }

    /**
     * The statuses of {@link #ONE_ROLE}, in this order; {@code in} is any but 401 and 403. Whoever has a key that is not valid gets
     * 401, whoever has none the last column.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET  | /api/v1/commands                                      | 200 200 200 200 200 | 401
            GET  | /openapi                                              | 200 200 200 200 200 | 401
            GET  | /nothing                                              | 404 404 404 404 404 | 401
            GET  | /api/v1/incidents                                     | 200 403 403 403 403 | 401
            GET  | /api/v1/incidents/stream                              | 200 403 403 403 403 | 401
            GET  | /api/v1/audit                                         | 403 403 403 200 403 | 401
            GET  | /actuator/health                                      | 403 403 403 200 403 | 401
            GET  | /actuator/health/db                                   | 403 403 403 200 403 | 401
            GET  | /actuator/info                                        | 403 403 403 200 403 | 401
            GET  | /actuator                                             | 403 403 403 200 403 | 401
            GET  | /actuator/env                                         | 403 403 403 404 403 | 401
            GET  | /actuator/prometheus                                  | 403 403 403 403 200 | 401
            GET  | /actuator/health/liveness                             | 200 200 200 200 200 | 200
            GET  | /actuator/health/readiness                            | 200 200 200 200 200 | 200
            GET  | /actuator/health/readiness/db                         | 403 403 403 404 403 | 401
            POST | /api/v1/commands/darktrace-get-breach   {"args": {"pbid": 95}}                       | 200 403 403 403 403 | 401
            POST | /api/v1/commands/darktrace-add-comment  {"args": {"pbid": 95, "message": "hello"}}   | 403 200 403 403 403 | 401
            POST | /api/v1/commands/darktrace-clear-action {"args": {"action_id": "x"}}                 | 403 403 in 403 403  | 401
            POST | /api/v1/commands/darktrace-fetch-reset  {"args": {"confirm": "nonsense"}}            | 403 403 403 400 403 | 401
            POST | /api/v1/commands/nothing                {"args": {}}                                 | 404 404 404 404 404 | 401
            POST | /api/v1/war-room  {"line": "!darktrace-get-breach pbid=95"}                          | 200 403 403 403 403 | 401
            POST | /api/v1/war-room  {"line": "!darktrace-add-comment pbid=95 message=hello"}           | 403 200 403 403 403 | 401
            """)
    void eachCallerGetsWhatItsRolesAreFor(String method, String request, String statuses, int unknown) {
        String path = request.split("\\s+", 2)[0];
        String body = request.contains("{") ? request.substring(request.indexOf('{')) : null;

        for (String stranger : new String[] {"nobody", "wrong", "expired"}) {
            Answer answer = send(stranger, HttpMethod.valueOf(method), path, body);
            assertThat(answer.status()).as(stranger).isEqualTo(stranger.equals("nobody") ? unknown : 401);
            if (answer.status() == 401) {
                assertThat(answer.code()).isEqualTo("unauthenticated");
                assertThat(answer.headers().getFirst(HttpHeaders.WWW_AUTHENTICATE))
                        .isEqualTo("Bearer");
            }
        }
        assertThat(appliance.requests()).isEmpty();
        String[] roles = ONE_ROLE.split(",", -1);
        for (int i = 0; i < roles.length; i++) {
            String expected = statuses.split("\\s+", -1)[i];
            Answer answer = send(roles[i], HttpMethod.valueOf(method), path, body);
            if (expected.equals("in")) {
                assertThat(answer.status()).as(roles[i]).isNotIn(401, 403);
            } else {
                assertThat(answer.status()).as(roles[i]).isEqualTo(Integer.parseInt(expected));
            }
            if (answer.status() == 403) {
                assertThat(answer.code()).isEqualTo("forbidden");
                assertThat(answer.detail())
                        .contains("needs the role ")
                        .endsWith(", which " + roles[i] + " does not have.");
                assertThat(audited(answer)).isEqualTo(roles[i] + " forbidden: " + answer.detail());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            elsewhere     | darktrace-get-breach     | {"args": {"pbid": 95}, "instance": "main"}    | 403 | The instances of elsewhere are branch-*, params, not main.
            elsewhere     | darktrace-get-breach     | {"args": {"pbid": 95}}                        | 403 | elsewhere may use none of the instances that are configured here.
            elsewhere     | darktrace-get-breach     | {"args": {"pbid": 95}, "instance": "branch-7"}| 404 | branch-7
            elsewhere     | darktrace-get-breach     | {"args": {"pbid": 95}, "params": {}}          | 400 | private_api_token is missing
            read          | darktrace-get-breach     | {"args": {"pbid": 95}, "params": {}}          | 403 | Only a caller with params among its instances
            narrow        | darktrace-get-breach     | {"args": {"pbid": 95}}                        | 200 |
            narrow        | darktrace-add-comment    | {"args": {"pbid": 95, "message": "x"}}        | 403 | The commands of narrow are darktrace-get-*, test-module, not
            expires-later | darktrace-get-breach     | {"args": {"pbid": 95}}                        | 200 |
            configured    | darktrace-get-breach     | {"args": {"pbid": 95}}                        | 200 |
            """)
    void aKeyMayBeLimitedToInstancesAndCommands(
            String caller, String command, String body, int status, @Nullable String detail) {
        Answer answer = command(caller, command, body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.detail()).contains(detail == null ? "" : detail);
        if (status == 403) {
            assertThat(audited(answer)).isEqualTo(caller + " forbidden: " + answer.detail());
        }
    }

    @Test
    void aCatalogueHasWhatItsReaderMayRun() {
        assertThat(commandsOf("read")).contains("darktrace-get-breach").doesNotContain("darktrace-add-comment");
        assertThat(commandsOf("write")).contains("darktrace-add-comment").doesNotContain("darktrace-get-breach");
        assertThat(commandsOf("narrow"))
                .contains("test-module")
                .filteredOn(name -> name.startsWith("darktrace-"))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("darktrace-get-"));
    }

    /** Its reader comes again by itself, with its key: one that is revoked is not let in. */
    @Test
    void anEventStreamEndsAfterAWhileSoThatNoRevokedKeyGoesOnReading() {
        String stream = requireNonNull(web.get()
                .uri("/api/v1/incidents/stream")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + key("read").value())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());

        assertThat(stream).contains("alive");
    }

    private List<String> commandsOf(String caller) {
        return requireNonNull(web.get()
                        .uri("/api/v1/commands")
                        .header(
                                HttpHeaders.AUTHORIZATION,
                                "Bearer " + key(caller).value())
                        .exchange()
                        .expectBody(JsonNode.class)
                        .returnResult()
                        .getResponseBody())
                .valueStream()
                .map(command -> command.path("name").asString())
                .toList();
    }

    @Test
    void aWrongAnExpiredAndAnUnknownTokenLookTheSame() {
        String wrong = get("wrong", "/openapi").detail();

        assertThat(get("expired", "/openapi").detail()).isEqualTo(wrong);
        for (String header : List.of("Bearer x", "Bearer ", "Basic eDp5", "dtc_x", "Bearer dtc_" + "x".repeat(5000))) {
            for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.POST)) {
                Answer answer = answer(web.method(method)
                        .uri(method.equals(HttpMethod.GET) ? "/openapi" : "/api/v1/commands/darktrace-get-breach")
                        .header(HttpHeaders.AUTHORIZATION, header));
                assertThat(answer.status()).isEqualTo(401);
                assertThat(answer.detail()).isEqualTo(wrong);
            }
        }
        String two = "Bearer " + key("read").value();
        assertThat(answer(web.get()
                                .uri("/openapi")
                                .header(HttpHeaders.AUTHORIZATION, two)
                                .header(HttpHeaders.AUTHORIZATION, "Bearer x"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void probesSayTheirStatusAndNothingElse() {
        for (String probe : List.of("liveness", "readiness")) {
            web.get()
                    .uri("/actuator/health/" + probe)
                    .exchange()
                    .expectBody(String.class)
                    .isEqualTo("{\"status\":\"UP\"}");
        }
    }

    @Test
    void withKeysThisServiceHasAnyNameAndStillNoPageOfAnotherSiteCallsIt() {
        assertThat(answer(web.get().uri("/actuator/health/liveness").header(HttpHeaders.HOST, "pod.example"))
                        .status())
                .isEqualTo(200);
        String bearer = "Bearer " + key("read").value();
        assertThat(answer(web.get()
                                .uri("/openapi")
                                .header(HttpHeaders.HOST, "soar.example")
                                .header(HttpHeaders.AUTHORIZATION, bearer))
                        .status())
                .isEqualTo(200);
        assertThat(answer(web.get()
                                .uri("/openapi")
                                .header(HttpHeaders.ORIGIN, "https://evil.example")
                                .header(HttpHeaders.AUTHORIZATION, bearer))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aKeyIsRotatedAndRevokedWithoutARestart() throws IOException {
        ApiKey next = ApiKey.generate();
        String both = all().replace(key("read").hash(), "[" + key("read").hash() + ", " + next.hash() + "]");
        replace(both);
        await().atMost(PATIENCE).until(() -> statusOf(next) == 200);
        assertThat(get("read", "/openapi").status()).isEqualTo(200);

        replace(all().replace(key("read").hash(), next.hash()));
        await().atMost(PATIENCE).until(() -> get("read", "/openapi").status() == 401);
        assertThat(statusOf(next)).isEqualTo(200);

        replace("");
        await().atMost(PATIENCE).until(() -> statusOf(next) == 401);
        assertThat(get("write", "/openapi").status()).isEqualTo(401);
        assertThat(get("configured", "/openapi").status()).isEqualTo(200);
    }

    @Test
    void aFileThatCannotBeUsedLeavesTheKeysAndRaisesAnAlarm(CapturedOutput output) throws IOException {
        String broken = all().replace("roles: [read]", "roles: [reed]");
        replace(broken);
        await().atMost(PATIENCE).until(() -> !isValid());

        String sentence = "connector.api-keys-file.read.roles[0] is not a role; did you mean read?";
        assertThat(get("read", "/openapi").status()).isEqualTo(200);
        assertThat(output.toString()).containsOnlyOnce(sentence);
        assertThat(get("read", "/actuator/health/readiness").status()).isEqualTo(200);
        web.get()
                .uri("/actuator/health")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + key("admin").value())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.components.keys.status")
                .isEqualTo("INVALID_FILE")
                .jsonPath("$.components.keys.details.problem")
                .isEqualTo(sentence);

        Files.delete(FILE);
        await().atMost(PATIENCE).until(() -> output.toString().contains("names a file that cannot be read"));
        assertThat(get("read", "/openapi").status()).isEqualTo(200);

        replace(all());
        await().atMost(PATIENCE).until(this::isValid);
    }

    @Test
    void aFileBehindASymbolicLinkIsFollowedAsKubernetesReplacesIt() throws IOException {
        ApiKey added = ApiKey.generate();
        Path version = Files.createDirectory(FILE.resolveSibling("version-" + System.nanoTime()));
        Path content = Files.writeString(version.resolve("keys.yml"), all() + added.entry("added", Set.of(Role.READ)));
        Path link = Files.createSymbolicLink(FILE.resolveSibling("link-" + System.nanoTime()), content);
        Files.move(link, FILE, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        await().atMost(PATIENCE).until(() -> statusOf(added) == 200);
    }

    private int statusOf(ApiKey key) {
        return answer(web.get().uri("/openapi").header(HttpHeaders.AUTHORIZATION, "Bearer " + key.value()))
                .status();
    }
}
