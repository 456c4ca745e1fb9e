package soar.darktrace.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.SimulatedAppliance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every golden case: an answer of Darktrace's becomes the outputs and the table that XSOAR users know. A case without an
 * answer is run against the simulated appliance as it is; {@code -Dgenerate=true} records such a case anew.
 */
@ConnectorTest
class GoldenCasesTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final Map<String, Endpoint> ENDPOINTS = Map.of(
            "darktrace-get-breach", new Endpoint("GET", "/modelbreaches"),
            "darktrace-get-comments", new Endpoint("GET", "/modelbreaches/{pbid}/comments"),
            "darktrace-acknowledge", new Endpoint("POST", "/modelbreaches/{pbid}/acknowledge"),
            "darktrace-unacknowledge", new Endpoint("POST", "/modelbreaches/{pbid}/unacknowledge"),
            "darktrace-list-similar-devices", new Endpoint("GET", "/similardevices"),
            "darktrace-get-external-endpoint-details", new Endpoint("GET", "/endpointdetails"),
            "darktrace-get-device-connection-info", new Endpoint("GET", "/deviceinfo"),
            "darktrace-get-device-identity-info", new Endpoint("GET", "/devicesearch"),
            "darktrace-get-entity-details", new Endpoint("GET", "/details"));

    private static final List<String> EXPECTED =
            List.of("outputs_prefix", "outputs_key_field", "outputs", "readable_output");

    private static final String PUBLISHED_URL = "https://darktrace.example.com";

    private record Endpoint(String method, String path) {}

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    static List<Path> cases() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("test-data/commands"))) {
            List<Path> cases = files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
            assertThat(cases).hasSizeGreaterThanOrEqualTo(33);
            return cases;
        }
    }

    @Autowired
    TestClock clock;

    @BeforeEach
    void reset() {
        clock.reset();
        appliance.reset();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheOutputsAndTheTableThatXsoarUsersKnow(Path file) {
        JsonNode golden = JSON.readTree(file);
        String command = golden.path("command").asString();
        if (golden.has("response")) {
            Endpoint endpoint = requireNonNull(ENDPOINTS.get(command));
            appliance.answer(
                    endpoint.method(), endpoint.path(), golden.path("response").toString());
        }

        Reply reply = Reply.toCommand(web, command, golden.path("args"));

        assertThat(reply.body().path("detail").asString("")).isEmpty();
        JsonNode answer = JSON.readTree(reply.body().toString().replace(appliance.url(), PUBLISHED_URL));
        if (Boolean.getBoolean("generate") && !golden.has("response")) {
            record(file, (ObjectNode) golden, answer);
        }
        for (String member : EXPECTED) {
            assertThat(answer.get(member)).as(member).isEqualTo(golden.get(member));
        }
    }

    private static void record(Path file, ObjectNode golden, JsonNode answer) {
        EXPECTED.forEach(member -> golden.set(member, answer.get(member)));
        JSON.writerWithDefaultPrettyPrinter().writeValue(file, golden);
    }
}
