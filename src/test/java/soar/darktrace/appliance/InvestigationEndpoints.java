package soar.darktrace.appliance;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Investigations that users ask AI Analyst for; by the clock, they take a minute. All times are in seconds. */
final class InvestigationEndpoints implements EndpointGroup {

    private static final int PENDING_SECONDS = 10;
    private static final int SECONDS = 60;

    private final AnalystIncidents incidents;
    private final String user;
    private final Clock clock;
    private final List<ObjectNode> investigations = new ArrayList<>();

    InvestigationEndpoints(AnalystIncidents incidents, String user, Clock clock) {
        this.incidents = incidents;
        this.user = user;
        this.clock = clock;
        Json.file("ai-analyst").path("investigations").forEach(known -> investigations.add((ObjectNode) known));
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/aianalyst/investigations", this::list);
        routes.post("/aianalyst/investigations", this::create);
    }

    private synchronized JsonNode list(Call call) {
        return Json.array(investigations.stream()
                .filter(known -> call.text("investigationId")
                        .map(known.path("investigationId").asString()::equals)
                        .orElse(true))
                .map(this::current)
                .toList());
    }

    private synchronized JsonNode create(Call call) {
        JsonBody body = JsonBody.of(call);
        String id = "38bbd062-0000-4000-8000-%012d".formatted(investigations.size() - 1);
        investigations.add(Json.object()
                .put("investigationId", id)
                .put("time", clock.instant().getEpochSecond())
                .put("investigationTime", body.number("investigateTime"))
                .put("did", body.number("did"))
                .put("version", 2)
                .put("createdBy", user)
                .put("pbid", 900 + investigations.size()));
        return Json.object().put("investigationId", id);
    }

    /** It finds the first event of the device, if there is one. */
    private ObjectNode current(ObjectNode known) {
        ObjectNode now = known.deepCopy();
        if (known.has("status")) {
            return now;
        }
        long age = clock.instant().getEpochSecond() - known.path("time").asLong();
        now.put("status", age < PENDING_SECONDS ? "pending" : age < SECONDS ? "processing" : "finished");
        now.putArray("incidents");
        if (age >= SECONDS) {
            incidents.events().stream()
                    .filter(event -> event.at("/breachDevices/0/did").asLong()
                            == known.path("did").asLong())
                    .findFirst()
                    .ifPresent(event -> found(now, event));
        }
        return now;
    }

    private static void found(ObjectNode investigation, ObjectNode event) {
        investigation.set("incidentId", event.path("id"));
        ObjectNode incident = investigation.putArray("incidents").addObject();
        incident.set("uuid", event.path("id"));
        incident.set("summariser", event.path("summariser"));
        incident.putArray("related").add(investigation.path("pbid"));
    }
}
