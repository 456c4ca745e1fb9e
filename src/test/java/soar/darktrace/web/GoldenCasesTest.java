package soar.darktrace.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.GoldenCase;
import soar.darktrace.References;
import soar.darktrace.Reply;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.ReceivedRequest;
import soar.darktrace.appliance.SimulatedAppliance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every golden case: the calls that a command sends, and how the answer becomes the outputs and the table that XSOAR users
 * know.
 * {@code -Dgenerate=true} records such a case anew, and what a new case does not hold yet.
 */
@ConnectorTest
@TestInstance(Lifecycle.PER_CLASS)
class GoldenCasesTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final List<String> GIVEN = List.of("name", "note", "command", "args");

    private static final List<String> ANSWERED = List.of("response", "answers");

    private static final List<String> EXPECTED =
            List.of("outputs_prefix", "outputs_key_field", "outputs", "readable_output", "entries");

    private static final String PUBLISHED_URL = "https://darktrace.example.com";

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    static List<Path> cases() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("test-data/commands"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    @Autowired
    TestClock clock;

    /** On a busy machine the first request of a JVM takes longer than the appliance may: a change would be lost by it. */
    @BeforeAll
    void warmUp() {
        Reply.toCommand(web, "test-module", Map.of());
    }

    @BeforeEach
    void reset() {
        clock.reset();
        appliance.reset();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheOutputsAndTheTableThatXsoarUsersKnow(Path file) {
        GoldenCase golden = GoldenCase.read(file);
        golden.prepare(appliance);

        Reply reply = Reply.toCommand(web, golden.command(), golden.args());

        assertThat(reply.body().path("detail").asString("")).isEmpty();
        ObjectNode answer = (ObjectNode) JSON.readTree(repeatable(reply.body().toString()));
        ObjectNode entries = entries(answer);
        if (!entries.isEmpty()) {
            answer.set("entries", entries);
        }
        List<String> sent = appliance.requests().stream().map(this::call).toList();
        boolean isKept = golden.hasResponse() && golden.content().has("outputs");
        boolean hasOtherEntries =
                !Objects.equals(answer.get("entries"), golden.content().get("entries"));
        if (Boolean.getBoolean("generate") && (!isKept || hasOtherEntries)) {
            record(file, golden.content(), sent, answer);
        }
        for (String member : EXPECTED) {
            assertThat(answer.get(member)).as(member).isEqualTo(golden.content().get(member));
        }
        assertThat(sent).as("request").isEqualTo(golden.calls());
    }

    /** What goes to the context besides the outputs, under the keys that XSOAR gets. */
    private static ObjectNode entries(JsonNode answer) {
        ObjectNode entries = JSON.createObjectNode();
        String own = answer.path("outputs_prefix").asString("");
        answer.path("entry_context").forEachEntry((key, value) -> {
            if (!key.equals(own) && !key.startsWith(own + "(")) {
                entries.set(key, value);
            }
        });
        return entries;
    }

    /** What was sent, in one line: {@code GET /modelbreaches?pbid=95}, with its body behind it where it has one. */
    private String call(ReceivedRequest request) {
        return repeatable(request.method() + " " + request.url() + " " + request.body())
                .strip();
    }

    /** Without what is another with each run: the port of the appliance, and the reference of a request. */
    private String repeatable(String text) {
        return References.repeatable(text.replace(appliance.url(), PUBLISHED_URL));
    }

    private static void record(Path file, ObjectNode golden, List<String> sent, JsonNode answer) {
        ObjectNode recorded = JSON.createObjectNode();
        GIVEN.stream().filter(golden::has).forEach(member -> recorded.set(member, golden.get(member)));
        recorded.set("request", JSON.valueToTree(sent.size() == 1 ? sent.get(0) : sent));
        ANSWERED.stream().filter(golden::has).forEach(member -> recorded.set(member, golden.get(member)));
        EXPECTED.stream().filter(answer::has).forEach(member -> recorded.set(member, answer.get(member)));
        if (!answer.has("entries")) {
            golden.remove("entries");
        }
        JSON.writerWithDefaultPrettyPrinter().writeValue(file, recorded);
        golden.setAll(recorded);
    }
}
