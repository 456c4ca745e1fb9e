package soar.darktrace.appliance;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The devices that the appliance models. */
final class Devices {

    /** Set on a device that is watched by a client sensor, which not every RESPOND action can reach. */
    private static final String CLIENT_SENSOR = "clientSensor";

    private static final List<String> NEVER_ANSWERED = List.of(DeviceQuery.HIDDEN_TERMS, CLIENT_SENSOR);

    private final JsonNode devices = Json.file("devices");

    Stream<ObjectNode> all() {
        return devices.deepCopy().valueStream().map(ObjectNode.class::cast);
    }

    Optional<ObjectNode> find(long did) {
        return all().filter(device -> device.path("did").asLong() == did).findFirst();
    }

    /** The devices as they are answered, in the order asked for; unknown ones are left out. */
    List<ObjectNode> shown(Stream<Long> dids) {
        return dids.flatMap(did -> find(did).stream()).map(Devices::shown).toList();
    }

    static ObjectNode shown(ObjectNode device) {
        return device.remove(NEVER_ANSWERED);
    }

    static boolean hasClientSensor(JsonNode device) {
        return device.path(CLIENT_SENSOR).asBoolean(false);
    }
}
