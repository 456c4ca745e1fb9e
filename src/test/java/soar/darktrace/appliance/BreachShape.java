package soar.darktrace.appliance;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The form in which a call wants its model breaches. */
record BreachShape(boolean minimal, boolean deviceAtTop, boolean historicModelOnly) {

    static BreachShape of(Call call) {
        return new BreachShape(
                call.flag("minimal", false), call.flag("deviceattop", true), call.flag("historicmodelonly", false));
    }

    ObjectNode apply(ObjectNode breach) {
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
        if (!deviceAtTop) {
            moveDeviceIntoComponents(breach);
        }
        return breach;
    }

    private static void moveDeviceIntoComponents(ObjectNode breach) {
        JsonNode device = breach.remove("device");
        if (device != null) {
            breach.path("triggeredComponents").forEach(component -> ((ObjectNode) component).set("device", device));
        }
    }
}
