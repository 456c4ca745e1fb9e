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
    private final JsonNode similar = Json.file("similar-devices");

    private final Tags tags;

    DeviceList(Devices devices, Tags tags) {
        this.devices = devices;
        this.tags = tags;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/devices", this::list);
        routes.post("/devices", this::update);
        routes.get("/devicesummary", this::summary);
    }

    private JsonNode list(Call call) {
        boolean withTags = call.flag("includetags", false);
        List<ObjectNode> found = having(call)
                .limit(call.amount("count", Integer.MAX_VALUE))
                .map(Devices::shown)
                .map(this::tagged)
                .map(device -> withTags ? device : device.without("tags"))
                .toList();
        boolean oneIsAsked = call.text("did").filter(did -> !did.contains(",")).isPresent();
        return oneIsAsked ? found.stream().findFirst().orElseGet(Json::object) : Json.array(found);
    }

    /** A device without tags has no list of them. */
    private ObjectNode tagged(ObjectNode device) {
        var assigned = tags.of(device.path("did").asLong());
        return assigned.isEmpty() && !device.has("tags") ? device : device.set("tags", Json.array(assigned));
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

    private JsonNode update(Call call) {
        JsonNode asked = Json.read(call.body());
        ObjectNode device = devices.update(asked).orElseThrow(() -> new InputError("did is unknown"));
        return Json.object().put("response", "SUCCESS").set("device", Devices.shown(device));
    }

    /** What else there is of a device is left to the endpoints that say it; a part may be empty. */
    private JsonNode summary(Call call) {
        ObjectNode data = Json.object();
        data.set(
                "devices",
                devices.find(call.requiredNumber("did"))
                        .<JsonNode>map(Devices::shown)
                        .orElseGet(Json::object));
        data.set("similardevices", similar.path(call.required("did")).deepCopy());
        data.putArray("details");
        data.putArray("modelbreaches");
        data.putObject("deviceinfo").putArray("deviceInfo");
        return Json.object().set("data", data);
    }
}
