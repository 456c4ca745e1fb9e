package soar.darktrace.appliance;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The form in which a call wants its model breaches. */
record BreachShape(
        boolean minimal, boolean deviceAtTop, boolean historicModelOnly, boolean expandEnums, boolean withUrl) {

    private static final String THREAT_VISUALIZER = "https://dt-demo-01.corp.example/#modelbreach/";

    private static final Map<String, String> PROTOCOLS = Map.of("1", "ICMP", "6", "TCP", "17", "UDP");

    static BreachShape of(Call call) {
        // Clients send it, and what it does here is not documented.
        call.flag("fulldevicedetails", false);
        return new BreachShape(
                call.flag("minimal", false),
                call.flag("deviceattop", true),
                call.flag("historicmodelonly", false),
                call.flag("expandenums", false),
                call.flag("includebreachurl", false));
    }

    JsonNode apply(JsonNode item) {
        return item instanceof ObjectNode breach ? shaped(breach) : item;
    }

    private ObjectNode shaped(ObjectNode breach) {
        if (minimal) {
            for (JsonNode model : List.of(
                    breach.path("model"),
                    breach.path("model").path("then"),
                    breach.path("model").path("now"))) {
                if (model instanceof ObjectNode object) {
                    object.remove(List.of("priority", "category"));
                }
            }
        }
        if (historicModelOnly) {
            breach.set("model", Breaches.modelOf(breach));
        }
        if (expandEnums) {
            breach.path("triggeredComponents").forEach(BreachShape::nameProtocols);
        }
        if (withUrl && !minimal) {
            breach.put("breachUrl", THREAT_VISUALIZER + breach.path("pbid").asString(""));
        }
        if (!deviceAtTop) {
            moveDeviceIntoComponents(breach);
        }
        return breach;
    }

    private static void nameProtocols(JsonNode component) {
        for (JsonNode filter : component.path("triggeredFilters")) {
            if (filter.path("filterType").asString("").equals("Protocol")
                    && filter.path("trigger") instanceof ObjectNode trigger) {
                String code = trigger.path("value").asString("");
                trigger.put("value", PROTOCOLS.getOrDefault(code, code));
            }
        }
    }

    private static void moveDeviceIntoComponents(ObjectNode breach) {
        JsonNode device = breach.remove("device");
        if (device != null) {
            breach.path("triggeredComponents")
                    .valueStream()
                    .filter(ObjectNode.class::isInstance)
                    .forEach(component -> ((ObjectNode) component).set("device", device));
        }
    }
}
