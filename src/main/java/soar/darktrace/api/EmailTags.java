package soar.darktrace.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import soar.darktrace.client.DarktraceAnswer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tags of Darktrace/EMAIL, which say how grave a tag of an email is.
 *
 * @param severities {@code critical}, {@code warn} or {@code info}, by the name of the tag
 */
public record EmailTags(Map<String, String> severities) {

    /** Where they cannot be had. */
    public static final EmailTags UNKNOWN = new EmailTags(Map.of());

    private static final FieldNames AS_THEY_ARE = new FieldNames(Map.of(), Set.of());

    /** The tags of an answer; odd ones are passed over. */
    public static EmailTags in(JsonNode answer) {
        Map<String, String> severities = new LinkedHashMap<>();
        all(answer)
                .forEach(tag -> severities.put(
                        tag.path("name").asString(""), tag.path("status").asString("")));
        return new EmailTags(severities);
    }

    /** The tags as Darktrace describes them, for the context. */
    public static Stream<ObjectNode> all(JsonNode answer) {
        return DarktraceAnswer.items(answer).stream()
                .filter(ObjectNode.class::isInstance)
                .map(tag -> AS_THEY_ARE.outputs((ObjectNode) tag));
    }

    /** Adds the tags by their severity; nothing where that is not known. */
    void addTo(ObjectNode outputs, List<String> tags) {
        if (severities.isEmpty()) {
            return;
        }
        putTags(outputs, "tags_critical", tags, "critical");
        putTags(outputs, "tags_warning", tags, "warn");
        putTags(outputs, "tags_informational", tags, "info");
    }

    private void putTags(ObjectNode outputs, String name, List<String> tags, String severity) {
        ArrayNode ofSeverity = outputs.putArray(name);
        tags.stream().filter(tag -> severity.equals(severities.get(tag))).forEach(ofSeverity::add);
    }
}
