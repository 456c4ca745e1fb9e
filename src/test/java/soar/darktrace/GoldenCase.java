package soar.darktrace;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import soar.darktrace.appliance.SimulatedAppliance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A case of {@code test-data/commands}: the arguments of a command, the calls that it sends, and what comes of it.
 *
 * @param content as it stands in the file; {@code response} is Darktrace's answer to the first call, and without one the
 *     simulated appliance answers as it is
 */
public record GoldenCase(ObjectNode content) {

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

    /** Makes the appliance answer the first call with the response of this case, until it is reset. */
    public void prepare(SimulatedAppliance appliance) {
        if (hasResponse()) {
            String[] call = calls().get(0).split("[ ?]", -1);
            appliance.answer(call[0], call[1], content.path("response").toString());
        }
    }
}
