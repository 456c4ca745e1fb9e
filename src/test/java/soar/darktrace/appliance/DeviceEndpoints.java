package soar.darktrace.appliance;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is known about one device: those like it, and its connections. */
final class DeviceEndpoints implements EndpointGroup {

    private static final Set<String> DATA_TYPES = Set.of("co", "sizeout", "sizein");

    private final Devices devices;
    private final JsonNode similar = Json.file("similar-devices");
    private final JsonNode connections = Json.file("device-info");

    DeviceEndpoints(Devices devices) {
        this.devices = devices;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/similardevices", this::similarDevices);
        routes.get("/deviceinfo", this::deviceInfo);
    }

    private JsonNode similarDevices(Call call) {
        long did = call.requiredNumber("did");
        return Json.array(similar.path(String.valueOf(did))
                .deepCopy()
                .valueStream()
                .limit(call.amount("count", Integer.MAX_VALUE))
                .toList());
    }

    private JsonNode deviceInfo(Call call) {
        String dataType = call.text("datatype").orElse("co");
        if (!DATA_TYPES.contains(dataType)) {
            throw new InputError("datatype is unknown");
        }
        long did = call.requiredNumber("did");
        Stream<Long> others = similar.path(String.valueOf(did))
                .deepCopy()
                .valueStream()
                .map(device -> device.path("did").asLong())
                .limit(call.amount("similardevices", 0));
        List<Long> asked = Stream.concat(Stream.of(did), others).toList();
        ObjectNode answer = Json.object();
        answer.set("deviceInfo", having(asked, connections.path(dataType)));
        if (call.flag("fulldevicedetails", false)) {
            answer.set("devices", Json.array(devices.shown(asked.stream())));
        }
        return answer;
    }

    private static JsonNode having(List<Long> dids, JsonNode all) {
        return Json.array(dids.stream()
                .flatMap(did -> all.deepCopy()
                        .valueStream()
                        .filter(item -> item.path("did").asLong() == did))
                .toList());
    }
}
