package soar.darktrace.api;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceNumber;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A device or credential that has a tag.
 *
 * @param source as received
 */
public record TagEntity(ObjectNode source) {

    /** The type of a device; the other is {@code Credential}. */
    public static final String DEVICE = "Device";

    private static final FieldNames NAMES =
            new FieldNames(Map.of("teid", "entityId", "tid", "tagId"), Set.of("expiry"));

    /** The entities of an answer, which is a list or, with details of devices, an object that has one. */
    public static List<TagEntity> in(JsonNode answer) {
        JsonNode entities = answer.isObject() && answer.has("entities") ? answer.get("entities") : answer;
        return DarktraceAnswer.items(entities).stream()
                .filter(item -> item.hasNonNull("entityValue"))
                .map(item -> new TagEntity((ObjectNode) item))
                .toList();
    }

    public long teid() {
        return DarktraceNumber.whole(source.path("teid"), 0);
    }

    /** A device ID as text, or a credential. */
    public String value() {
        return source.path("entityValue").asString("");
    }

    public boolean isDevice() {
        return source.path("entityType").asString("").equalsIgnoreCase(DEVICE);
    }

    /** The device ID; empty for a credential. */
    public OptionalLong did() {
        return isDevice() ? DarktraceNumber.whole(source.path("entityValue")) : OptionalLong.empty();
    }

    public ObjectNode outputs() {
        return NAMES.outputs(source);
    }
}
