package soar.darktrace.feature.device;

import java.util.List;
import java.util.stream.Stream;
import soar.darktrace.api.Device;
import soar.darktrace.command.ContextEntry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The devices among the outputs of a command as XSOAR's shared {@code Endpoint} entries. */
final class DeviceEntries {

    private DeviceEntries() {}

    /** One entry that holds all of them, since they share one path; none where there is no device. */
    static List<ContextEntry> of(JsonNode outputs) {
        ArrayNode endpoints = JsonNodeFactory.instance.arrayNode();
        (outputs.isArray() ? outputs.valueStream() : Stream.of(outputs))
                .filter(device -> device.hasNonNull("deviceId") && !device.has("error"))
                .forEach(device -> endpoints.add(Device.endpoint(device)));
        return endpoints.isEmpty()
                ? List.of()
                : List.of(new ContextEntry(
                        ContextEntry.Standard.ENDPOINT, endpoints.size() == 1 ? endpoints.get(0) : endpoints));
    }
}
