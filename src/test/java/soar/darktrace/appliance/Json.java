package soar.darktrace.appliance;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON in and out, with numbers as they were written. */
final class Json {

    private static final Path FOLDER =
            Path.of(System.getProperty("basedir", "")).resolve("test-data/appliance");

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** Read once: an appliance is reset before each of thousands of tests. */
    private static final Map<String, JsonNode> FILES = new ConcurrentHashMap<>();

    private Json() {}

    /** A copy of its own for each caller. */
    static JsonNode file(String name) {
        return FILES.computeIfAbsent(
                        name,
                        any -> MAPPER.readTree(FOLDER.resolve(name + ".json").toFile()))
                .deepCopy();
    }

    static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw new InputError("not JSON: " + e.getOriginalMessage());
        }
    }

    static String write(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    static String pretty(JsonNode node) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node);
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    static ArrayNode array(Iterable<? extends JsonNode> items) {
        ArrayNode array = array();
        items.forEach(array::add);
        return array;
    }
}
