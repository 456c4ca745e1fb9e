package soar.darktrace.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import soar.darktrace.incident.EventKind;
import soar.darktrace.incident.IncidentStore;
import soar.darktrace.incident.StoredIncidents;
import tools.jackson.databind.JsonNode;

/** The reference client of the protocol, in Node: what it refuses, users of many assistants would not get. */
class ReferenceClientTest extends AssistantTest {

    private static final Path SOURCES = Path.of("src", "test", "node");
    private static final Path WORK = Path.of("target", "node");

    @Autowired
    IncidentStore store;

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void readsIsRefusedIsAskedAndFollows() throws IOException, InterruptedException {
        install();
        appliance.addBreach("{\"pbid\": 95, \"time\": 1602191481000}");
        StoredIncidents.add(store, "main", 3001);
        Process node = new ProcessBuilder(
                        "node",
                        "reference-client.mjs",
                        "http://127.0.0.1:" + port + "/mcp",
                        key("reader"),
                        key("responder"))
                .directory(WORK.toFile())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = node.inputReader(UTF_8)) {
            assertThat(next(lines, "tools").toString())
                    .contains("\"darktrace-get-breach\"")
                    .doesNotContain("\"darktrace-create-manual-action\"");
            assertThat(next(lines, "breach")
                            .at("/structuredContent/outputs/pbid")
                            .asInt())
                    .isEqualTo(95);
            assertThat(next(lines, "devices").at("/structuredContent/outputs").isEmpty())
                    .isFalse();
            assertThat(problem(next(lines, "refused"))).isEqualTo("forbidden");

            assertThat(next(lines, "asked").path("message").asString())
                    .contains("darktrace-create-manual-action", "acts on a device or a person", "did = 7");
            assertThat(problem(next(lines, "declined"))).isEqualTo("not_confirmed");
            next(lines, "asked");
            assertThat(next(lines, "contained").path("isError").asBoolean(false))
                    .isFalse();
            assertThat(appliance.requests())
                    .filteredOn(request -> request.method().equals("POST"))
                    .hasSize(1);

            assertThat(next(lines, "prompts").size()).isEqualTo(3);
            assertThat(next(lines, "incident").path("text").asString()).contains("Model Breach #3001");
            next(lines, "follows");
            StoredIncidents.append(store, "main", 3001, EventKind.CLOSED, JSON.createObjectNode());
            assertThat(next(lines, "updated").asString()).isEqualTo("darktrace://incidents/main/breach/3001");
        } finally {
            node.destroyForcibly().onExit().join();
        }
    }

    private static String problem(JsonNode result) {
        assertThat(result.path("isError").asBoolean(false)).isTrue();
        return result.path("_meta").path("soar.darktrace/problem").path("code").asString("");
    }

    private static JsonNode next(BufferedReader lines, String what) throws IOException {
        String line = Objects.requireNonNull(lines.readLine(), "the reference client has ended before: " + what);
        assertThat(line).startsWith("{\"what\":\"" + what + "\"");
        return JSON.readTree(line).path("seen");
    }

    /** Packages at the versions of the lock file, once for a build directory; skips where there is no Node, or no network. */
    private static void install() throws IOException, InterruptedException {
        Files.createDirectories(WORK);
        for (String file : List.of("package.json", "package-lock.json", "reference-client.mjs")) {
            Files.copy(SOURCES.resolve(file), WORK.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Path installed = WORK.resolve(Path.of("node_modules", ".package-lock.json"));
        if (!Files.exists(installed) && run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund") != 0) {
            abort("Skipped: npm cannot install the reference client of MCP, see target/node/npm.log.");
        }
        if (run("node", "--version") != 0) {
            abort("Skipped: node does not run.");
        }
    }

    private static int run(String... command) throws InterruptedException {
        File log = WORK.resolve("npm.log").toFile();
        try {
            return new ProcessBuilder(command)
                    .directory(WORK.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return abort("Skipped: there is no " + command[0]
                    + " for the reference client of MCP. Install Node 20 or later.");
        }
    }
}
