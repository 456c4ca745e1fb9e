package soar.darktrace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import soar.darktrace.appliance.SimulatedAppliance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A day of model breaches on the devices of the simulated appliance, and more that come while somebody watches. */
final class DemoBreaches {

    private static final Path TEMPLATE = Path.of("test-data/appliance/synthetic-breach.json");
    private static final long FIRST_PBID = 1201;
    private static final int BEFORE = 36;
    private static final Duration APART_BEFORE = Duration.ofMinutes(37);
    private static final int TO_COME = 240;
    private static final Duration APART = Duration.ofSeconds(45);

    private record Device(long did, String hostname, String ip) {}

    private record Model(String name, String category, int priority, double score) {}

    private static final List<Device> DEVICES = List.of(
            new Device(7, "fin-lt-07", "10.0.18.224"),
            new Device(823, "sf-l-kjohnson", "172.31.32.146"),
            new Device(1, "ip-10-0-0-1", "10.0.0.1"),
            new Device(10, "ip-172-31-17-246", "172.31.17.246"),
            new Device(1_000_000_000_001L, "drucker-büro", "192.168.44.9"));

    private static final List<Model> MODELS = List.of(
            new Model("Compliance::File Storage", "Informational", 1, 0.21),
            new Model("Anomalous Connection::Data Sent to Rare Domain", "Suspicious", 3, 0.58),
            new Model("Device::Attack and Recon Tools", "Suspicious", 4, 0.64),
            new Model("Compliance::Remote Management Tool", "Compliance", 2, 0.3),
            new Model("Compromise::Beaconing Activity To External Rare", "Suspicious", 3, 0.47),
            new Model("Unusual Activity::Unusual Internal Connections", "Informational", 2, 0.33),
            new Model("Compromise::Ransomware::Suspicious SMB Activity", "Critical", 5, 0.97));

    private DemoBreaches() {}

    /** The answer is the IDs of those that are there at once, the newest first. */
    static List<Long> addTo(SimulatedAppliance appliance) {
        JsonNode template = template();
        Instant now = Instant.now();
        for (int i = 0; i < BEFORE + TO_COME; i++) {
            Instant created = i < BEFORE
                    ? now.minus(APART_BEFORE.multipliedBy(BEFORE - i)).minusSeconds(i * 97L % 900)
                    : now.plus(APART.multipliedBy(i - BEFORE + 1));
            appliance.addBreach(breach(template, i, created).toString(), created, created);
        }
        return LongStream.range(0, BEFORE)
                .mapToObj(i -> FIRST_PBID + BEFORE - 1 - i)
                .toList();
    }

    private static ObjectNode breach(JsonNode template, int number, Instant created) {
        Device device = DEVICES.get(number * 7 % DEVICES.size());
        Model model = MODELS.get((number * 5 + number / 7) % MODELS.size());
        ObjectNode breach = template.deepCopy().asObject();
        long time = created.minusSeconds(15).toEpochMilli();
        breach.put("pbid", FIRST_PBID + number)
                .put("time", time)
                .put("creationTime", created.toEpochMilli())
                .put("score", BigDecimal.valueOf(model.score()));
        breach.withObject("/device")
                .put("did", device.did())
                .put("hostname", device.hostname())
                .put("ip", device.ip());
        ObjectNode shown =
                breach.path("model").has("then") ? breach.withObject("/model/then") : breach.withObject("/model");
        shown.put("name", model.name()).put("category", model.category()).put("priority", model.priority());
        breach.path("triggeredComponents")
                .forEach(component -> component.asObject().put("time", time));
        return breach;
    }

    private static JsonNode template() {
        try {
            return JsonMapper.shared().readTree(Files.readString(TEMPLATE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
