package soar.darktrace.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import soar.darktrace.BuildDirectory;
import soar.darktrace.access.ApiKey;
import soar.darktrace.access.Role;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records the store of this release for the tests of later ones, in {@code test-data/upgrade}; only with
 * {@code -Dgenerate=true}, see there.
 */
@Tag("endurance")
class UpgradeRecordingIT {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path RECORDED = Path.of("test-data", "upgrade");
    private static final Path SETTINGS = Path.of("src", "test", "resources", "upgrade", "application.yml");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String ALL = "/api/v1/incidents?kinds=created,changed,closed&limit=1000";
    private static final int DELIVERED = 8;
    private static final int UNDELIVERED = 4;

    private final ApiKey key = ApiKey.generate();

    @Test
    void recordsH2() throws IOException {
        assumeTrue(Boolean.getBoolean("generate"), "Only on demand");
        try (Surroundings around = new Surroundings("recording-h2")) {
            ObjectNode recorded = record(around, Map.of());
            Path directory = write(recorded, "h2");
            zip(around.directory.resolve("data"), directory.resolve("store.zip"));
        }
    }

    @Test
    void recordsPostgresql() throws IOException {
        assumeTrue(Boolean.getBoolean("generate"), "Only on demand");
        try (Surroundings around = new Surroundings("recording-postgresql");
                InstalledPostgres server = InstalledPostgres.start()) {
            String database = server.database("postgres");
            Path auditKey = Files.writeString(around.directory.resolve("audit-key"), "k".repeat(32));
            ObjectNode recorded = record(
                    around,
                    Map.of(
                            "spring.datasource.url",
                            InstalledPostgres.jdbcUrl(database),
                            "connector.audit.key-file",
                            auditKey.toString()));
            Path directory = write(recorded, "postgresql");
            String dump = Commands.run(
                    around.directory,
                    Map.of(),
                    List.of(
                            server.path().resolve("pg_dump").toString(),
                            "--inserts",
                            "--no-owner",
                            "--no-privileges",
                            database));
            // Commands of psql, which say nothing here.
            Files.writeString(directory.resolve("store.sql"), dump.replaceAll("(?m)^\\\\.*\n", ""));
            Files.copy(auditKey, directory.resolve("audit-key"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** What this release has stored, and what it answers about it. */
    private ObjectNode record(Surroundings around, Map<String, String> more) throws IOException {
        ObjectNode recorded = JSON.createObjectNode();
        Path keys = Files.writeString(
                around.directory.resolve("keys.yml"), key.entry("analyst", Set.of(Role.READ, Role.WRITE, Role.ADMIN)));
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.config.additional-location=" + SETTINGS.toUri(),
                "--upgrade.appliance=" + around.appliance.url(),
                "--upgrade.receiver=" + around.receiver.url(),
                "--upgrade.keys=" + keys));
        more.forEach((property, value) -> arguments.add("--" + property + "=" + value));
        try (ConnectorProcess connector =
                ConnectorProcess.start(around.directory, arguments).awaitListening()) {
            Caller caller = new Caller(connector.url());
            addBreaches(around, recorded, 1, DELIVERED);
            around.appliance
                    .analyst()
                    .addGrowingGroup("11111111-aaaa-4000-8000-000000000001", 2, Duration.ofSeconds(3), 7);
            await().atMost(PATIENCE).until(() -> around.receiver.count() >= DELIVERED + 1);
            run(caller, "darktrace-add-comment", "{\"pbid\":1,\"message\":\"Known to the night shift\"}");
            run(caller, "darktrace-acknowledge", "{\"pbid\":2}");
            run(caller, "darktrace-post-tag-to-device", "{\"did\":7,\"tag_name\":\"Active Threat\"}");
            around.appliance.comment("ana.lyst", 3, "Looks like a backup");
            around.appliance.acknowledge("ana.lyst", 4);
            await().atMost(PATIENCE)
                    .until(() -> all(caller).toString().contains("Looks like a backup")
                            && all(caller).toString().contains("\"closed\""));
            recorded.put("cursor", all(caller).path("next").asString());
            around.receiver.meet(() -> RecordingReceiver.Trouble.REFUSED);
            addBreaches(around, recorded, DELIVERED + 1, UNDELIVERED);
            await().atMost(PATIENCE)
                    .until(() -> all(caller).toString().contains("main:" + (DELIVERED + UNDELIVERED) + "\"")
                            && get(caller, "/api/v1/audit/verification")
                                            .path("rows")
                                            .asInt()
                                    >= 5);
            connector.stop();
        }
        // Again, so that all that was stored at the stop is seen.
        try (ConnectorProcess connector =
                ConnectorProcess.start(around.directory, arguments).awaitListening()) {
            Caller caller = new Caller(connector.url());
            recorded.put("time", Instant.now().toString()).put("key", key.value());
            recorded.put("keys", Files.readString(keys));
            recorded.set("incidents", all(caller).path("incidents"));
            recorded.set("audit", get(caller, "/api/v1/audit?limit=500").path("entries"));
            recorded.set("verification", get(caller, "/api/v1/audit/verification"));
            recorded.set("fetch", run(caller, "darktrace-fetch-status", "{}").path("outputs"));
            connector.stop();
        }
        assertThat(recorded.path("incidents")).hasSizeGreaterThan(DELIVERED + UNDELIVERED + 2);
        return recorded;
    }

    private static void addBreaches(Surroundings around, ObjectNode recorded, int first, int count) {
        for (int pbid = first; pbid < first + count; pbid++) {
            Instant created = Instant.now().minusSeconds(30);
            ObjectNode breach = JSON.createObjectNode()
                    .put("pbid", pbid)
                    .put("time", created.minusSeconds(15).toEpochMilli())
                    .put("creationTime", created.toEpochMilli())
                    .put("score", 0.5);
            breach.putObject("device").put("did", 7).put("hostname", "fin-lt-07");
            breach.putObject("model").putObject("then").put("name", "Device::Model " + pbid);
            around.appliance.addBreach(breach.toString(), created, created);
            recorded.withArrayProperty("breaches").add(breach);
        }
    }

    private JsonNode run(Caller caller, String command, String arguments) {
        Caller.Answer answer = caller.post("/api/v1/commands/" + command, "{\"args\":" + arguments + "}", key.value());
        return answer.json();
    }

    private JsonNode all(Caller caller) {
        return get(caller, ALL);
    }

    private JsonNode get(Caller caller, String path) {
        Caller.Answer answer = caller.get(path, key.value());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static Path write(ObjectNode recorded, String database) throws IOException {
        Properties build = new Properties();
        try (InputStream info =
                Files.newInputStream(BuildDirectory.PATH.resolve("classes/META-INF/build-info.properties"))) {
            build.load(info);
        }
        Path release = Files.createDirectories(RECORDED.resolve(build.getProperty("build.version")));
        Files.copy(SETTINGS, release.resolve("application.yml"), StandardCopyOption.REPLACE_EXISTING);
        Path directory = Files.createDirectories(release.resolve(database));
        JSON.writerWithDefaultPrettyPrinter().writeValue(directory.resolve("recorded.json"), recorded);
        return directory;
    }

    private static void zip(Path data, Path file) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file));
                var files = Files.list(data)) {
            for (Path path : files.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(new ZipEntry(path.getFileName().toString()));
                Files.copy(path, zip);
                zip.closeEntry();
            }
        }
    }
}
