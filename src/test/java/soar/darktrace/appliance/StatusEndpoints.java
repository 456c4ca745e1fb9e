package soar.darktrace.appliance;

import java.time.Clock;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
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

    private JsonNode status(Call call) {
        ObjectNode now = (ObjectNode) status.deepCopy();
        return now.put("time", ReadableTime.of(clock.instant()));
    }

    private JsonNode statistics(Call call) {
        long views = Stream.of("eventtype", "csensor", "mitreTactics")
                .filter(view -> call.text(view).isPresent())
                .count();
        if (views > 1 || call.text("hours").isPresent()) {
            throw new InputError("eventtype, csensor and mitreTactics exclude each other; hours is unknown");
        }
        return statistics.deepCopy();
    }
}
