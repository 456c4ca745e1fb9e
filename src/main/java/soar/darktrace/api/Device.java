package soar.darktrace.api;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceNumber;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A device as {@code GET /devices} returns it.
 *
 * @param source as received
 */
public record Device(ObjectNode source) {

    private static final FieldNames NAMES = new FieldNames(
            Map.of(
                    "id", "",
                    "did", "deviceId",
                    "devicelabel", "label",
                    "time", "firstSeen",
                    "endtime", "lastSeen"),
            Set.of("firstSeen", "lastSeen", "quarantine"));

    /** The devices of an answer that is an object or a list; what is not an object is passed over. */
    public static Stream<Device> in(JsonNode answer) {
        return DarktraceAnswer.items(answer).stream()
                .filter(ObjectNode.class::isInstance)
                .map(item -> new Device((ObjectNode) item));
    }

    /** Finds the device with this ID; {@code not_found} if it is missing. */
    public static Device in(JsonNode answer, long did) {
        return new Device(
                DarktraceAnswer.one(answer, item -> idOf(item) == did, "Darktrace knows no device " + did + "."));
    }

    public long did() {
        return idOf(source);
    }

    private static long idOf(JsonNode item) {
        return DarktraceNumber.whole(item.path("did"), DarktraceNumber.whole(item.path("id"), 0));
    }

    public String label() {
        return source.path("devicelabel").asString("");
    }

    /** −5 to 5; Darktrace leaves it out where it is 0. */
    public long priority() {
        return DarktraceNumber.whole(source.path("priority"), 0);
    }

    /** The device under the names of the context, with ISO times. */
    public ObjectNode outputs() {
        return NAMES.outputs(source).put("deviceId", did());
    }
}
