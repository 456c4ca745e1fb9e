package soar.darktrace.appliance;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Devices by identifier or address, and their tags. When a device was last seen is not looked at. */
final class DeviceList implements EndpointGroup {

    private final Devices devices;

    DeviceList(Devices devices) {
        this.devices = devices;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/devices", this::list);
        routes.get("/tags/entities", this::tags);
    }

    private JsonNode list(Call call) {
        boolean withTags = call.flag("includetags", false);
        List<ObjectNode> found = having(call)
                .limit(call.amount("count", Integer.MAX_VALUE))
                .map(Devices::shown)
                .map(device -> withTags ? device : device.without("tags"))
                .toList();
        boolean oneIsAsked = call.text("did").filter(did -> !did.contains(",")).isPresent();
        return oneIsAsked ? found.stream().findFirst().orElseGet(Json::object) : Json.array(found);
    }

    private Stream<ObjectNode> having(Call call) {
        List<Long> dids = call.numbers("did");
        Optional<Long> sid = call.number("sid");
        return devices.all()
                .filter(device ->
                        dids.isEmpty() || dids.contains(device.path("did").asLong()))
                .filter(device ->
                        sid.isEmpty() || sid.get() == device.path("sid").asLong())
                .filter(with(call, "ip", "ip").and(with(call, "mac", "macaddress")));
    }

    private static Predicate<ObjectNode> with(Call call, String parameter, String field) {
        Optional<String> asked = call.text(parameter);
        return device -> asked.isEmpty()
                || asked.get().equalsIgnoreCase(device.path(field).asString(""));
    }

    private JsonNode tags(Call call) {
        return devices.find(call.requiredNumber("did"))
                .map(device -> device.path("tags"))
                .filter(JsonNode::isArray)
                .orElseGet(Json::array);
    }
}
