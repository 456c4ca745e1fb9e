package soar.darktrace.feature.analyst;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import soar.darktrace.api.DeviceEntity;
import soar.darktrace.api.ExternalHost;
import soar.darktrace.client.Reliability;
import soar.darktrace.command.ContextEntry;
import soar.darktrace.command.ContextEntry.Standard;
import soar.darktrace.command.Entities;
import tools.jackson.databind.JsonNode;

/** The devices, users and external hosts that incident events name, at the paths that XSOAR shares. */
final class EventEntries {

    private final Entities entities = new Entities();
    private final Reliability reliability;

    private EventEntries(Reliability reliability) {
        this.reliability = reliability;
    }

    /** Those of an event or of a list of them, in the shape of the context. */
    static List<ContextEntry> of(JsonNode outputs, Reliability reliability) {
        EventEntries found = new EventEntries(reliability);
        (outputs.isArray() ? outputs.valueStream() : Stream.of(outputs)).forEach(found::add);
        return found.entities.entries();
    }

    private void add(JsonNode event) {
        event.path("devices").forEach(this::addDevice);
        for (JsonNode detail : event.path("details")) {
            switch (detail.path("type").asString("")) {
                case "device" -> detail.path("values").forEach(this::addDevice);
                case "externalHost" -> detail.path("values").forEach(host -> addHost(host, event));
                default -> {
                    // Texts, numbers and times name nobody for certain.
                }
            }
        }
    }

    private void addDevice(JsonNode value) {
        DeviceEntity device = new DeviceEntity(value);
        device.endpoint().ifPresent(endpoint -> entities.add(Standard.ENDPOINT, endpoint));
        device.accounts().forEach(account -> entities.add(Standard.ACCOUNT, account));
    }

    /** Its members differ by release: an identifier that is a name or an address, or the two apart. */
    private void addHost(JsonNode host, JsonNode event) {
        String address = host.path("ip").asString("");
        List<ExternalHost> named = Stream.of(host.path("hostname"), host.path("identifier"), host.path("ip"))
                .map(text -> ExternalHost.of(text.asString("")))
                .flatMap(Optional::stream)
                .toList();
        for (ExternalHost one : named) {
            if (!one.isAddress()) {
                one.resolveTo(List.of(address));
            }
            entities.add(one.isAddress() ? Standard.IP : Standard.DOMAIN, one.entity());
            entities.addUnjudged(
                    one.value(),
                    one.type(),
                    reliability,
                    "AI Analyst names it in: " + event.path("title").asString("an incident event") + ".");
        }
    }
}
