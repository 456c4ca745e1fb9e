package soar.darktrace.feature.device;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import soar.darktrace.api.DeviceEntity;
import soar.darktrace.api.ExternalHost;
import soar.darktrace.client.DarktraceNumber;
import soar.darktrace.client.Reliability;
import soar.darktrace.command.ContextEntry;
import soar.darktrace.command.ContextEntry.Standard;
import soar.darktrace.command.Entities;
import tools.jackson.databind.JsonNode;

/** An external endpoint and the devices that connected to it, at the paths that XSOAR shares. */
final class EndpointEntries {

    private EndpointEntries() {}

    static List<ContextEntry> of(EndpointQuery asked, JsonNode details, Reliability reliability) {
        Entities entities = new Entities();
        String named = details.path(asked.endpointType().toString().toLowerCase(Locale.ROOT))
                .asString(asked.endpointValue());
        ExternalHost.of(named).ifPresent(host -> {
            host.describe(details);
            entities.add(host.isAddress() ? Standard.IP : Standard.DOMAIN, host.entity());
            if (!ExternalHost.isInternal(details)) {
                entities.addUnjudged(host.value(), host.type(), reliability, message(details));
            }
        });
        details.path("devices")
                .valueStream()
                .map(DeviceEntity::new)
                .forEach(device -> device.endpoint().ifPresent(endpoint -> entities.add(Standard.ENDPOINT, endpoint)));
        return entities.entries();
    }

    /** What Darktrace says, in its own numbers: rare is not bad. */
    private static String message(JsonNode details) {
        StringJoiner said = new StringJoiner(", ", "Darktrace: ", ".").setEmptyValue("Darktrace gives no score.");
        DarktraceNumber.decimal(details.path("popularity"))
                .ifPresent(popularity -> said.add("popularity " + popularity.toPlainString() + " of 100"));
        DarktraceNumber.decimal(details.path("dgascore"))
                .ifPresent(score -> said.add("DGA score " + score.toPlainString()));
        return said.toString();
    }
}
