package soar.darktrace.incident;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is followed of an incident that changes after it was created.
 *
 * @param earlierIds other IDs by which Darktrace knew it, those of what it took up
 * @param state what is followed, by name: where it differs, the incident has changed. 100,000 characters at most
 * @param parts what belongs to it
 * @param mayBegin whether there may be an incident of it where there is none yet
 * @param takesUp whether incidents of its parts end, since they go on as part of it; else they say what they belong to
 */
public record Growth(List<String> earlierIds, ObjectNode state, List<Part> parts, boolean mayBegin, boolean takesUp) {

    /** One that may begin, and leaves the incidents of its parts as they are. */
    public Growth(List<String> earlierIds, ObjectNode state, List<Part> parts) {
        this(earlierIds, state, parts, true, false);
    }

    public Growth {
        earlierIds = List.copyOf(earlierIds);
        parts = List.copyOf(parts);
    }

    /** The same by the settings of an instance. */
    public Growth set(boolean begins, boolean endsParts) {
        return new Growth(earlierIds, state, parts, begins, endsParts);
    }

    /** The members that differ from a state before, with their new values; of lists what is new in them. */
    ObjectNode changesSince(JsonNode before) {
        ObjectNode changes = JsonNodeFactory.instance.objectNode();
        // As it is read, since a number may be of another type before it was written.
        JsonMapper.shared().readTree(Incident.json(state)).forEachEntry((name, value) -> {
            if (value.equals(before.path(name))) {
                return;
            }
            if (!value.isArray()) {
                changes.set(name, value);
                return;
            }
            Set<JsonNode> known = before.path(name).valueStream().collect(Collectors.toSet());
            List<JsonNode> added =
                    value.valueStream().filter(item -> !known.contains(item)).toList();
            if (!added.isEmpty()) {
                changes.putArray(name).addAll(added);
            }
        });
        return changes;
    }

    /** Tells one state from another. */
    String fingerprint() {
        try {
            byte[] text = Incident.json(state).getBytes(UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
