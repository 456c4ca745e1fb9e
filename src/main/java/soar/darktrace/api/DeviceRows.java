package soar.darktrace.api;

import java.util.List;
import soar.darktrace.client.DarktraceTime;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Devices as context outputs: as Darktrace returns them, with ISO times. */
public final class DeviceRows {

    private static final List<String> TIMES = List.of("firstSeen", "lastSeen");

    private DeviceRows() {}

    /** The devices in their order; an item that is not an object is passed on unchanged. */
    public static ArrayNode of(List<JsonNode> devices) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        devices.forEach(device -> rows.add(device instanceof ObjectNode known ? withTimes(known, TIMES) : device));
        return rows;
    }

    public static ObjectNode withTimes(ObjectNode object, List<String> fields) {
        for (String field : fields) {
            if (object.has(field)) {
                object.set(field, DarktraceTime.iso(object.get(field)));
            }
        }
        return object;
    }

    public static List<String> oddities(List<JsonNode> devices) {
        return devices.stream().allMatch(JsonNode::isObject)
                ? List.of()
                : List.of("Some items are not in the expected shape; they are passed on as they came.");
    }
}
