package soar.darktrace.appliance;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How the appliance itself is doing. */
final class StatusEndpoints implements EndpointGroup {

    private final JsonNode status = Json.file("status");
    private final JsonNode statistics = Json.file("summary-statistics");
    private final Clock clock;

    StatusEndpoints(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/status", this::status);
        routes.get("/summarystatistics", this::statistics);
    }

    /** Its probes have been in touch just now, but for those whose last contact is in the file. */
    private JsonNode status(Call call) {
        ObjectNode now = (ObjectNode) status.deepCopy();
        String time = ReadableTime.of(clock.instant());
        now.path("probes").forEach(probe -> {
            if (!probe.has("lastContact")) {
                ((ObjectNode) probe).put("lastContact", time);
            }
        });
        if (!call.flag("includechildren", true)) {
            now.remove("probes");
            now.remove("instances");
        }
        return now.put("time", time);
    }

    private JsonNode statistics(Call call) {
        List<String> views = Stream.of("eventtype", "csensor", "mitreTactics")
                .filter(view -> call.text(view).isPresent())
                .toList();
        if (call.text("hours").isPresent() || (call.text("endtime").isPresent() && !views.contains("eventtype"))) {
            throw new InputError("hours is unknown, and endtime needs eventtype");
        }
        // Of several, one is answered without saying which.
        return switch (views.isEmpty() ? "" : views.get(0)) {
            case "eventtype" -> events(call);
            case "mitreTactics" -> statistics.get("mitre").deepCopy();
            default -> now(statistics.get("summary").deepCopy());
        };
    }

    private JsonNode now(JsonNode summary) {
        ArrayNode bandwidth = ((ObjectNode) summary).putArray("bandwidth");
        for (int hour = 3; hour >= 0; hour--) {
            Instant time = clock.instant().truncatedTo(ChronoUnit.HOURS).minus(hour, ChronoUnit.HOURS);
            bandwidth
                    .addObject()
                    .put("timems", time.toEpochMilli())
                    .put("time", ReadableTime.of(time))
                    .put("kb", 18_000 + time.getEpochSecond() / 3600 % 24 * 100);
        }
        return summary;
    }

    private JsonNode events(Call call) {
        ObjectNode answer = Json.object().put("events", true);
        ArrayNode data = answer.putArray("data");
        Instant end = call.number("endtime").map(Instant::ofEpochMilli).orElse(clock.instant());
        for (int hour = 3; hour >= 0; hour--) {
            Instant time = end.truncatedTo(ChronoUnit.HOURS).minus(hour, ChronoUnit.HOURS);
            data.addObject()
                    .put("timems", time.toEpochMilli())
                    .put("time", ReadableTime.of(time))
                    .put("events", 2_000 + time.getEpochSecond() / 3600 % 24 * 10);
        }
        return answer;
    }
}
