package soar.darktrace.feature.breach;

import java.util.List;
import java.util.stream.Stream;
import soar.darktrace.api.DeviceEntity;
import soar.darktrace.command.ContextEntry;
import soar.darktrace.command.ContextEntry.Standard;
import soar.darktrace.command.Entities;
import tools.jackson.databind.JsonNode;

/** The devices of model breaches at the paths that XSOAR shares. */
final class BreachEntries {

    private BreachEntries() {}

    /** Those of a breach or of a list of them; what has another shape has none. */
    static List<ContextEntry> of(JsonNode outputs) {
        Entities entities = new Entities();
        (outputs.isArray() ? outputs.valueStream() : Stream.of(outputs))
                .map(breach -> new DeviceEntity(breach.path("device")))
                .forEach(device -> {
                    device.endpoint().ifPresent(endpoint -> entities.add(Standard.ENDPOINT, endpoint));
                    device.accounts().forEach(account -> entities.add(Standard.ACCOUNT, account));
                });
        return entities.entries();
    }
}
