package soar.darktrace.feature.device;

import java.util.List;
import java.util.stream.Stream;
import soar.darktrace.api.DeviceEntity;
import soar.darktrace.command.ContextEntry;
import soar.darktrace.command.ContextEntry.Standard;
import soar.darktrace.command.Entities;
import tools.jackson.databind.JsonNode;

/** The devices among the outputs of a command at the paths that XSOAR shares. */
final class DeviceEntries {

    private DeviceEntries() {}

    /** Those of a device or of a list of them; what is no device, or has failed, is passed over. */
    static List<ContextEntry> of(JsonNode outputs) {
        Entities entities = new Entities();
        (outputs.isArray() ? outputs.valueStream() : Stream.of(outputs))
                .filter(device -> device.isObject() && !device.has("error"))
                .map(DeviceEntity::new)
                .forEach(device -> {
                    device.endpoint().ifPresent(endpoint -> entities.add(Standard.ENDPOINT, endpoint));
                    device.accounts().forEach(account -> entities.add(Standard.ACCOUNT, account));
                });
        return entities.entries();
    }
}
