package soar.darktrace.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** The commands of docs/operations.md for backup and restore, and what a connector does after them. */
@Tag("endurance")
@Tag("at-length")
class BackupIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String INCIDENTS = "/api/v1/incidents?limit=1000";

    private final Map<String, String> variables = new HashMap<>();
    private final List<String> settings = new ArrayList<>();

    @Test
    void afterAnOlderCopyOfH2NothingIsMissingAndWhatCameSinceIsSentAgain() throws IOException {
        try (Surroundings around = new Surroundings("backup-h2")) {
            prepare(around);
            restoresAnOlderState(around, "H2");
        }
    }

    @Test
    void afterAnOlderDumpOfPostgresqlNothingIsMissingAndWhatCameSinceIsSentAgain() throws IOException {
        try (Surroundings around = new Surroundings("backup-postgresql");
                InstalledPostgres server = InstalledPostgres.start()) {
            prepare(around);
            variables.put("DATABASE", server.database("postgres"));
            variables.put("PATH", server.path() + ":" + System.getenv("PATH"));
            settings.add("--spring.datasource.url=" + InstalledPostgres.jdbcUrl(server.database("postgres")));
            settings.add("--connector.audit.key=" + "k".repeat(32));
            restoresAnOlderState(around, "PostgreSQL");
        }
    }

    @Test
    void afterACopyOfAStoppedH2NothingIsSentAgain() throws IOException {
        try (Surroundings around = new Surroundings("copy-h2")) {
            prepare(around);
            String cursor;
            try (ConnectorProcess connector = start(around)) {
                add(around, 1, 2, 3);
                awaitReceived(around, 1, 2, 3);
                cursor = cursor(connector);
                connector.stop();
            }
            Commands.documented("H2, while the connector is stopped", around.directory, variables);
            FileSystemUtils.deleteRecursively(Path.of(variables.get("DATA_DIRECTORY")));
            Commands.documented("H2, restore of a copy of the directory", around.directory, variables);
            around.receiver.clear();
            try (ConnectorProcess connector = start(around)) {
                add(around, 4);
                awaitReceived(around, 4);
                assertThat(ids(connector.json(INCIDENTS + "&after=" + cursor))).containsExactly("main:4");
                connector.stop();
            }
            assertThat(around.receiver.ids()).containsExactly("main:4");
        }
    }

    private void prepare(Surroundings around) throws IOException {
        variables.put("DATA_DIRECTORY", around.directory.resolve("data").toString());
        variables.put(
                "BACKUP",
                Files.createDirectories(around.directory.resolve("backup")).toString());
        variables.put("APPLICATION", PackagedConnector.home().toString());
        variables.put("KEY", "none");
        variables.put("PATH", System.getProperty("java.home") + "/bin:" + System.getenv("PATH"));
    }

    private void restoresAnOlderState(Surroundings around, String database) throws IOException {
        String cursor;
        String head;
        try (ConnectorProcess connector = start(around)) {
            add(around, 1, 2, 3);
            awaitReceived(around, 1, 2, 3);
            connector.command("darktrace-add-comment", "{\"pbid\": 1, \"message\": \"Before\"}");
            variables.put("CONNECTOR", connector.url());

            Commands.documented(database + ", while the connector runs", around.directory, variables);

            add(around, 4, 5, 6);
            awaitReceived(around, 1, 2, 3, 4, 5, 6);
            around.appliance.acknowledge("ana.lyst", 5);
            connector.command("darktrace-add-comment", "{\"pbid\": 1, \"message\": \"After\"}");
            cursor = cursor(connector);
            head = connector.json("/api/v1/audit/verification").path("head").asString();
            connector.stop();
        }
        Commands.documented(database + ", restore", around.directory, variables);
        around.receiver.clear();
        try (ConnectorProcess connector = start(around)) {
            add(around, 7);
            awaitReceived(around, 7);

            // 5 is not fetched again, as it was acknowledged meanwhile; 1 to 3 were delivered before the backup.
            assertThat(around.receiver.ids()).containsExactly("main:4", "main:6", "main:7");
            // Somebody who had read up to 6 is given what came since then, and again what this store had lost.
            assertThat(ids(connector.json(INCIDENTS + "&after=" + cursor)))
                    .containsExactly("main:4", "main:6", "main:7");
            assertThat(ids(connector.json(INCIDENTS)))
                    .containsExactly("main:1", "main:2", "main:3", "main:4", "main:6", "main:7");
            theAuditIsIntactAndEndsBeforeTheHeadThatWasLogged(connector, head);
            connector.stop();
        }
    }

    private static void theAuditIsIntactAndEndsBeforeTheHeadThatWasLogged(ConnectorProcess connector, String head) {
        assertThat(connector.json("/api/v1/audit/verification").path("intact").asBoolean())
                .isTrue();
        JsonNode compared = connector.json("/api/v1/audit/verification?head=" + head);
        assertThat(compared.path("intact").asBoolean(true)).as("%s", compared).isFalse();
        String entries = connector.json("/api/v1/audit?limit=500").toString();
        assertThat(entries).contains("Before").doesNotContain("After");
        connector.command("darktrace-add-comment", "{\"pbid\": 1, \"message\": \"Anew\"}");
        assertThat(connector.json("/api/v1/audit/verification").path("intact").asBoolean())
                .isTrue();
    }

    private ConnectorProcess start(Surroundings around) {
        return around.start(settings.toArray(String[]::new)).awaitReady();
    }

    private static void add(Surroundings around, int... pbids) {
        for (int pbid : pbids) {
            Instant created = Instant.now();
            around.appliance.addBreach("""
                    {"pbid": %d, "time": %d, "creationTime": %2$d, "score": 0.5, "device": {"did": 7},
                     "model": {"then": {"name": "Device::Model"}}}""".formatted(pbid, created.toEpochMilli()), created, created);
        }
    }

    private static void awaitReceived(Surroundings around, int... pbids) {
        await().atMost(PATIENCE).until(() -> {
            for (int pbid : pbids) {
                if (!around.receiver.ids().contains("main:" + pbid)) {
                    return false;
                }
            }
            return true;
        });
    }

    private static String cursor(ConnectorProcess connector) {
        return connector.json(INCIDENTS).path("next").asString();
    }

    private static List<String> ids(JsonNode page) {
        return page.path("incidents")
                .valueStream()
                .map(incident -> incident.path("dbotMirrorId").asString())
                .toList();
    }
}
