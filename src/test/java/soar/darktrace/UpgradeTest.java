package soar.darktrace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.appliance.SimulatedAppliance;
import soar.darktrace.endurance.RecordingReceiver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** This release on stores that earlier ones wrote: {@code test-data/upgrade}. */
class UpgradeTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path RECORDED = Path.of("test-data", "upgrade");
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String ALL = "/api/v1/incidents?kinds=created,changed,closed&limit=1000";
    private static final int NEW_PBID = 4711;

    @TempDir
    Path directory;

    static List<Path> stores() throws IOException {
        try (Stream<Path> files = Files.walk(RECORDED, 2)) {
            return files.filter(file -> Files.exists(file.resolve("recorded.json")))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("stores")
    void anUpgradeLosesNothingAndGoesOnWhereTheEarlierReleaseStopped(Path store) throws IOException {
        JsonNode recorded = JSON.readTree(store.resolve("recorded.json"));
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), time(recorded)));
        try (SimulatedAppliance appliance = SimulatedAppliance.start(clock);
                RecordingReceiver receiver = new RecordingReceiver()) {
            recorded.path("breaches").forEach(breach -> add(appliance, breach));
            try (ConfigurableApplicationContext connector = start(store, recorded, clock, appliance, receiver)) {
                WebTestClient caller = caller(connector, recorded);
                nothingIsLost(caller, recorded);
                theAuditGoesOn(caller, recorded);
                keysAreAsked(connector);
                fetchingAndDeliveryGoOn(caller, recorded, appliance, clock, receiver);
            }
        }
    }

    private static void nothingIsLost(WebTestClient caller, JsonNode recorded) {
        List<JsonNode> incidents =
                get(caller, ALL).path("incidents").valueStream().toList();
        assertThat(incidents)
                .hasSizeGreaterThanOrEqualTo(recorded.path("incidents").size());
        for (int i = 0; i < recorded.path("incidents").size(); i++) {
            assertHolds(incidents.get(i), recorded.path("incidents").get(i));
        }
        List<JsonNode> entries = get(caller, "/api/v1/audit?limit=500")
                .path("entries")
                .valueStream()
                .toList();
        for (int i = 0; i < recorded.path("audit").size(); i++) {
            assertHolds(entries.get(i), recorded.path("audit").get(i));
        }
    }

    private static void theAuditGoesOn(WebTestClient caller, JsonNode recorded) {
        String head = recorded.at("/verification/head").asString();
        int rows = recorded.at("/verification/rows").asInt();
        assertThat(rows).isGreaterThanOrEqualTo(5);

        caller.post()
                .uri("/api/v1/commands/darktrace-add-comment")
                .bodyValue(Map.of("args", Map.of("pbid", 1, "message", "After the upgrade")))
                .exchange()
                .expectStatus()
                .isOk();

        JsonNode verification = get(caller, "/api/v1/audit/verification?head=" + head);
        assertThat(verification.path("intact").asBoolean())
                .as(verification.toString())
                .isTrue();
        assertThat(verification.path("rows").asInt()).isGreaterThanOrEqualTo(rows + 2);
    }

    private static void keysAreAsked(ConfigurableApplicationContext connector) {
        client(connector).build().get().uri(ALL).exchange().expectStatus().isUnauthorized();
    }

    /** What the receiver had not taken comes first, what it had taken not again, and something new once. */
    private static void fetchingAndDeliveryGoOn(
            WebTestClient caller,
            JsonNode recorded,
            SimulatedAppliance appliance,
            Clock clock,
            RecordingReceiver receiver) {
        long created = clock.instant().minusSeconds(1).toEpochMilli();
        ObjectNode breach = (ObjectNode) recorded.path("breaches").get(0).deepCopy();
        add(appliance, breach.put("pbid", NEW_PBID).put("time", created).put("creationTime", created));
        List<String> expected = new ArrayList<>();
        for (int pbid = 9; pbid <= recorded.path("breaches").size(); pbid++) {
            expected.add("main:" + pbid);
        }
        expected.add("main:" + NEW_PBID);

        await().atMost(PATIENCE).until(() -> receiver.ids().contains("main:" + NEW_PBID));

        assertThat(receiver.ids()).containsExactlyElementsOf(expected);
        assertThat(ids(get(
                        caller,
                        "/api/v1/incidents?after=" + recorded.path("cursor").asString())))
                .containsExactlyElementsOf(expected);
    }

    private ConfigurableApplicationContext start(
            Path store, JsonNode recorded, Clock clock, SimulatedAppliance appliance, RecordingReceiver receiver)
            throws IOException {
        Path keys = Files.writeString(
                directory.resolve("keys.yml"), recorded.path("keys").asString());
        List<String> arguments = new ArrayList<>(database(store));
        arguments.addAll(List.of(
                "--spring.config.additional-location="
                        + store.resolveSibling("application.yml").toUri(),
                "--upgrade.appliance=" + appliance.url(),
                "--upgrade.receiver=" + receiver.url(),
                "--upgrade.keys=" + keys,
                "--server.port=0"));
        return new SpringApplicationBuilder(DarktraceConnectorApplication.class)
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean(
                                "clockOfTheRecording",
                                Clock.class,
                                () -> clock,
                                definition -> definition.setPrimary(true)))
                .run(arguments.toArray(String[]::new));
    }

    /** The settings of a database that is as the earlier release left it. */
    private List<String> database(Path store) throws IOException {
        if (Files.exists(store.resolve("store.zip"))) {
            unzip(store.resolve("store.zip"));
            return List.of("--spring.datasource.url=jdbc:h2:file:" + directory.resolve("darktrace-connector")
                    + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
        }
        String url = TestDatabase.POSTGRESQL.newUrl();
        try (HikariDataSource database = new HikariDataSource()) {
            database.setJdbcUrl(url);
            new JdbcTemplate(database).execute(Files.readString(store.resolve("store.sql")));
        }
        return List.of("--spring.datasource.url=" + url, "--connector.audit.key-file=" + store.resolve("audit-key"));
    }

    private void unzip(Path file) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file), UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Files.copy(zip, directory.resolve(entry.getName()));
            }
        }
    }

    /** A minute after the recording. */
    private static Instant time(JsonNode recorded) {
        return Instant.parse(recorded.path("time").asString()).plusSeconds(60);
    }

    private static void add(SimulatedAppliance appliance, JsonNode breach) {
        Instant created = Instant.ofEpochMilli(breach.path("creationTime").asLong());
        appliance.addBreach(breach.toString(), created, created);
    }

    /** Later releases may add members. */
    private static void assertHolds(JsonNode now, JsonNode then) {
        then.forEachEntry((name, value) -> assertThat(now.get(name)).as(name).isEqualTo(value));
    }

    private static List<String> ids(JsonNode page) {
        return page.path("incidents")
                .valueStream()
                .map(incident -> incident.path("dbotMirrorId").asString())
                .toList();
    }

    private static WebTestClient.Builder client(ConfigurableApplicationContext connector) {
        return WebTestClient.bindToServer()
                .responseTimeout(PATIENCE)
                .baseUrl("http://127.0.0.1:" + connector.getEnvironment().getProperty("local.server.port"));
    }

    private static WebTestClient caller(ConfigurableApplicationContext connector, JsonNode recorded) {
        return client(connector)
                .defaultHeader("Authorization", "Bearer " + recorded.path("key").asString())
                .build();
    }

    private static JsonNode get(WebTestClient caller, String path) {
        return JSON.readTree(caller.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBody());
    }
}
