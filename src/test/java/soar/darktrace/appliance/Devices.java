package soar.darktrace.appliance;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The devices that the appliance models. */
final class Devices {

    /** Set on a device that is watched by a client sensor, which not every RESPOND action can reach. */
    private static final String CLIENT_SENSOR = "clientSensor";

    private static final List<String> NEVER_ANSWERED = List.of(DeviceQuery.HIDDEN_TERMS, CLIENT_SENSOR);

    /** Names by the codes of the enum {@code sourcedevicetypes}. */
    private static final JsonNode TYPES =
            Json.object().put("2", "Laptop").put("3", "Server").put("7", "Desktop");

    private final JsonNode devices = Json.file("devices");

    synchronized Stream<ObjectNode> all() {
        return devices.deepCopy().valueStream().map(ObjectNode.class::cast);
    }

    /** Changes label, priority and type of a device, and what is not named stays; empty where it is unknown. */
    synchronized Optional<ObjectNode> update(JsonNode asked) {
        long did = asked.path("did").asLong();
        Optional<ObjectNode> known = devices.valueStream()
                .filter(device -> device.path("did").asLong() == did)
                .map(ObjectNode.class::cast)
                .findFirst();
        known.ifPresent(device -> {
            if (asked.has("label")) {
                device.set("devicelabel", asked.get("label"));
            }
            if (asked.has("priority")) {
                device.set("priority", asked.get("priority"));
            }
            TYPES.propertyStream()
                    .filter(type -> type.getKey().equals(asked.path("type").asString("")))
                    .forEach(type -> device.put(
                                    "typename", type.getValue().asString().toLowerCase(Locale.ROOT))
                            .set("typelabel", type.getValue()));
        });
        return find(did);
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
