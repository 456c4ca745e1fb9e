package soar.darktrace.xsoar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import soar.darktrace.Python;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The script of {@code docs/xsoar.md} that runs when an analyst closes an incident, in a stand-in for XSOAR. */
class PostProcessingGuideTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern SCRIPT = Pattern.compile("(?s)  ```python\n(  incident, args = .*?)\n  ```");
    private static final String STAND_IN = "src/test/python/fake_post_processing.py";
    private static final String NOTE = "XSOAR incident 12 was closed (Resolved): A scan.";

    private final Map<String, Object> incident = new HashMap<>(Map.of(
            "id",
            "12",
            "sourceBrand",
            "Darktrace Connector",
            "sourceInstance",
            "dt_1",
            "CustomFields",
            Map.of("darktracepbid", "95")));
    private final Map<String, Object> answers = new HashMap<>(Map.of(
            "darktrace-get-comments", answer(Map.of("comments", List.of("odd", Map.of("message", "Another")))),
            "darktrace-add-comment", answer(Map.of("commented", true)),
            "darktrace-acknowledge", answer(Map.of("acknowledged", true))));

    @Test
    void makesTheNotesACommentAndAcknowledges() throws IOException {
        JsonNode run = close("A scan.\n");

        assertThat(run.path("errors")).isEmpty();
        assertThat(commands(run))
                .containsExactly("darktrace-get-comments", "darktrace-add-comment", "darktrace-acknowledge");
        assertThat(run.path("commands").path(1).path("args"))
                .isEqualTo(JSON.valueToTree(Map.of("pbid", "95", "using", "dt_1", "message", NOTE)));
    }

    @Test
    void makesNoCommentThatIsThere() throws IOException {
        answers.put("darktrace-get-comments", answer(Map.of("comments", List.of(Map.of("message", NOTE)))));

        assertThat(commands(close("A scan.\n"))).containsExactly("darktrace-get-comments", "darktrace-acknowledge");
    }

    @ParameterizedTest
    @CsvSource({"darktrace-get-comments, 1", "darktrace-add-comment, 2", "darktrace-acknowledge, 3"})
    void endsWithTheErrorOfTheCommandThatFails(String failing, int run) throws IOException {
        answers.put(failing, List.of(Map.of("Type", 4, "Contents", "A sentence.")));

        JsonNode seen = close("A scan.");

        assertThat(seen.path("errors").valueStream().map(JsonNode::asString)).containsExactly("A sentence.");
        assertThat(commands(seen)).hasSize(run).endsWith(failing);
    }

    @Test
    void tellsNothingWithoutNotes() throws IOException {
        assertThat(commands(close(""))).isEmpty();
    }

    @Test
    void leavesIncidentsOfOtherIntegrationsAlone() throws IOException {
        incident.put("sourceBrand", "Another");

        assertThat(commands(close("A scan."))).isEmpty();
    }

    private JsonNode close(String notes) throws IOException {
        Map<String, Object> run = Map.of(
                "script",
                script(),
                "incident",
                incident,
                "args",
                Map.of("closeNotes", notes, "closeReason", "Resolved"),
                "answers",
                answers);
        return JSON.readTree(Python.run(Map.of(), JSON.writeValueAsString(run), STAND_IN));
    }

    private static String script() throws IOException {
        Matcher script = SCRIPT.matcher(Files.readString(Path.of("docs", "xsoar.md")));
        assertThat(script.find()).isTrue();
        return script.group(1).replaceAll("(?m)^  ", "");
    }

    /** As the integration's script answers: the outputs are the contents. */
    private static List<Map<String, Object>> answer(Map<String, ?> outputs) {
        return List.of(Map.of("Type", 1, "Contents", outputs));
    }

    private static List<String> commands(JsonNode run) {
        return run.path("commands")
                .valueStream()
                .map(command -> command.path("command").asString())
                .toList();
    }
}
