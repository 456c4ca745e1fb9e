package soar.darktrace.appliance;

import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The subnets, which can be changed but not deleted. */
final class SubnetEndpoints implements EndpointGroup {

    private static final Set<String> CHANGEABLE = Set.of(
            "label",
            "network",
            "latitude",
            "longitude",
            "dhcp",
            "uniqueUsernames",
            "uniqueHostnames",
            "excluded",
            "modelExcluded");

    private final ArrayNode subnets = (ArrayNode) Json.file("subnets");

    @Override
    public void addTo(Routes routes) {
        routes.get("/subnets", this::list);
        routes.post("/subnets", this::update);
    }

    private synchronized JsonNode list(Call call) {
        Optional<Long> sid = call.number("sid");
        return Json.array(subnets.deepCopy()
                .valueStream()
                .filter(subnet -> sid.isEmpty()
                        || subnet.path("sid").asLong() == sid.get().longValue())
                .toList());
    }

    private synchronized JsonNode update(Call call) {
        JsonNode asked = Json.read(call.body());
        if (asked.has("latitude") != asked.has("longitude")) {
            throw new InputError("latitude and longitude go together");
        }
        if (asked.has("latitude") && !call.body().matches(".*\"latitude\":-?[0-9]+\\.[0-9]+.*")) {
            throw new InputError("latitude has no decimal point");
        }
        ObjectNode subnet = subnets.valueStream()
                .filter(known -> known.path("sid").asLong() == asked.path("sid").asLong())
                .map(ObjectNode.class::cast)
                .findFirst()
                .orElseThrow(() -> new InputError("sid is unknown"));
        asked.forEachEntry((field, value) -> {
            if (CHANGEABLE.contains(field)) {
                subnet.set(field, value);
            }
        });
        return Json.object().put("response", "SUCCESS");
    }
}
