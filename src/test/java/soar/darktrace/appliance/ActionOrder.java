package soar.darktrace.appliance;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a new RESPOND action says of itself. */
final class ActionOrder {

    private static final JsonNode UNKNOWN_MODEL = Json.object()
            .put("name", "Antigena::Network::External Threat::Antigena Suspicious Activity Block")
            .put("uuid", "7d8a1c52-30f6-4d07-8f1e-5a1b6c0e9f42");

    private ActionOrder() {}

    /** As a model orders it when it is breached. */
    static ObjectNode automatic(ObjectNode device, ActionKind kind, long pbid, Optional<ObjectNode> breach) {
        ObjectNode order =
                order(device, kind, kind.label()).put("manual", false).put("pbid", pbid);
        order.putNull("triggerer");
        JsonNode model = breach.map(Breaches::modelOf).orElse(UNKNOWN_MODEL);
        order.set("score", breach.map(known -> known.path("score")).orElse(order.numberNode(1)));
        order.set("model", model.path("name"));
        order.set("modeluuid", model.path("uuid"));
        return order;
    }

    /** As a user orders it: no model is behind it. */
    static ObjectNode manual(ObjectNode device, ActionKind kind, String label, String username, String reason) {
        ObjectNode order = order(device, kind, label).put("manual", true);
        order.putObject("triggerer").put("username", username).put("reason", reason);
        return order.put("score", 0).put("pbid", 0).put("model", "").put("modeluuid", "");
    }

    private static ObjectNode order(ObjectNode device, ActionKind kind, String label) {
        ObjectNode order = Json.object();
        order.set("did", device.path("did"));
        String ip = device.path("ip").asString("");
        order.put("ip", ip).putArray("ips").add(ip);
        return order.put("action", kind.code())
                .put("label", label)
                .put("detail", "")
                .put("blocked", false)
                .put("agemail", false)
                .put("aghost", Devices.hasClientSensor(device));
    }
}
