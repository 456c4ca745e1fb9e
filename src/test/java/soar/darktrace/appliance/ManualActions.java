package soar.darktrace.appliance;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Creates RESPOND actions by hand, one more with every call. */
final class ManualActions implements EndpointGroup {

    static final String PATH = "/antigena/manual";

    private final Actions actions;
    private final Devices devices;

    ManualActions(Actions actions, Devices devices) {
        this.actions = actions;
        this.devices = devices;
    }

    @Override
    public void addTo(Routes routes) {
        routes.post(PATH, this::create);
    }

    private JsonNode create(Call call) {
        JsonBody body = JsonBody.of(call);
        ActionKind kind = ActionKind.of(body.text("action").orElse(""));
        String label = label(kind, body);
        Duration duration = body.duration().orElseThrow(() -> new InputError("duration is missing"));
        String reason = body.text("reason").orElse("");
        actions.demandReason(reason);
        Optional<ObjectNode> device = devices.find(body.number("did"));
        if (!kind.isPossibleByClientSensor()
                && device.filter(Devices::hasClientSensor).isPresent()) {
            throw new InputError("a client sensor cannot do this");
        }
        long codeid = device.map(known -> actions.createManual(known, kind, label, duration, reason))
                .orElse(0L);
        return Json.object().put("codeid", codeid);
    }

    private static String label(ActionKind kind, JsonBody body) {
        if ((kind == ActionKind.CONNECTION) != body.has("connections")) {
            throw new InputError("connections belong to the action connection, and to no other");
        }
        if (kind != ActionKind.CONNECTION) {
            return kind.label();
        }
        List<JsonNode> connections = body.list("connections");
        if (connections.isEmpty()) {
            throw new InputError("connections are missing");
        }
        return connections.stream()
                .map(ManualActions::target)
                .collect(Collectors.joining(", ", kind.label() + " to ", ""));
    }

    private static String target(JsonNode connection) {
        String source = connection.path("src").asString("");
        String destination = connection.path("dst").asString("");
        if (source.isBlank() || destination.isBlank()) {
            throw new InputError("a connection needs src and dst");
        }
        if (!connection.has("port")) {
            return destination;
        }
        int port = connection.path("port").asInt(0);
        if (port < 1 || port > 65535) {
            throw new InputError("port is out of range");
        }
        return destination + " port " + port;
    }
}
