package soar.darktrace;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import soar.darktrace.appliance.SimulatedAppliance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A case of {@code test-data/commands}: the arguments of a command, the calls that it sends, and what comes of it.
 *
 * @param content as it stands in the file; {@code response} is Darktrace's answer to the first call, {@code answers} those to
 *     calls such as {@code POST /tags}, each the name of a file in {@code test-data/answers} or a document; every other call is
 *     answered by the simulated appliance
 */
public record GoldenCase(ObjectNode content) {

    /** Recorded and documented answers, as they came. */
    public static final Path ANSWERS = Path.of("test-data", "answers");

    private static final JsonMapper JSON = JsonMapper.shared();

    public static GoldenCase read(Path file) {
        return new GoldenCase((ObjectNode) JSON.readTree(file));
    }

    /** The example that the documents show. */
    public static GoldenCase seed(String command) {
        return read(Path.of("test-data", "commands", command, "seed.json"));
    }

    public String command() {
        return content.path("command").asString();
    }

    public JsonNode args() {
        return content.path("args");
    }

    public boolean hasResponse() {
        return content.has("response");
    }

    /** The calls in their order, each in one line: {@code GET /modelbreaches?pbid=95}, then its body if it has one. */
    public List<String> calls() {
        JsonNode request = content.path("request");
        return (request.isString() ? Stream.of(request) : request.valueStream())
                .map(JsonNode::asString)
                .toList();
    }

    /** What Darktrace answers, by the beginning of the call: method, space and path. */
    public Map<String, JsonNode> answers() {
        Map<String, JsonNode> answers = new LinkedHashMap<>();
        content.path("answers")
                .forEachEntry((call, answer) -> answers.put(
                        call, answer.isString() ? JSON.readTree(ANSWERS.resolve(answer.asString())) : answer));
        if (hasResponse()) {
            String[] call = calls().get(0).split("[ ?]", -1);
            answers.put(call[0] + " " + call[1], content.path("response"));
        }
        return answers;
    }

    /** Makes the appliance answer as in this case, until it is reset. */
    public void prepare(SimulatedAppliance appliance) {
        answers().forEach((call, answer) -> {
            String[] parts = call.split(" ", 2);
            appliance.answer(parts[0], parts[1], answer.toString());
        });
    }
}
