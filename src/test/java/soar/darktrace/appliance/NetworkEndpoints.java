package soar.darktrace.appliance;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How much traffic there is, by the clock: the same for the same hour, whoever asks and how often. */
final class NetworkEndpoints implements EndpointGroup {

    private static final long HOUR = 3600;
    private static final int MOST_POINTS = 10_000;

    private final JsonNode network = Json.file("network");
    private final Clock clock;

    NetworkEndpoints(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/network", this::network);
        routes.get("/metricdata", this::metricData);
        routes.get("/cves", call -> Json.file("cves"));
    }

    /** The newest of what was seen is of now. */
    private JsonNode network(Call call) {
        ObjectNode now = (ObjectNode) network.deepCopy();
        long end = call.number("endtime").orElse(clock.instant().toEpochMilli());
        for (String list : List.of("subnets", "devices", "externaldevices", "connections")) {
            now.path(list).forEach(item -> ((ObjectNode) item).put("timems", end));
        }
        call.number("did")
                .ifPresent(did -> now.set(
                        "devices",
                        Json.array(now.path("devices")
                                .valueStream()
                                .filter(device -> device.path("did").asLong() == did)
                                .toList())));
        return now;
    }

    private JsonNode metricData(Call call) {
        long did = Long.parseLong(call.required("did"));
        List<String> metrics = new ArrayList<>();
        call.text("metric").ifPresent(metrics::add);
        for (int i = 1; call.text("metric" + i).isPresent(); i++) {
            metrics.add(call.required("metric" + i));
        }
        if (metrics.isEmpty() || metrics.stream().anyMatch(metric -> metric.contains(","))) {
            throw new InputError("metric is unknown");
        }
        ArrayNode answer = Json.array();
        for (String metric : metrics) {
            ObjectNode series = answer.addObject();
            if (call.flag("breachtimes", false)) {
                series.putArray("breachtimes");
            }
            series.put("metric", metric).set("data", points(call, did + metric.hashCode()));
        }
        return answer;
    }

    private ArrayNode points(Call call, long seed) {
        long step = call.number("interval").orElse(60L);
        long end = call.number("endtime").orElse(clock.instant().toEpochMilli()) / 1000;
        long start = call.number("starttime").map(millis -> millis / 1000).orElse(end - 24 * HOUR);
        return Json.array(Stream.iterate(start - Math.floorMod(start, step), time -> time < end, time -> time + step)
                .limit(MOST_POINTS)
                .map(time -> point(time, seed))
                .toList());
    }

    private static ObjectNode point(long time, long seed) {
        long in = Math.floorMod(time / HOUR * 31 + seed, 40);
        long out = Math.floorMod(time / HOUR * 17 + seed, 90);
        Instant when = Instant.ofEpochSecond(time);
        return Json.object()
                .put("time", ReadableTime.of(when))
                .put("timems", when.toEpochMilli())
                .put("size", in + out)
                .put("in", in)
                .put("out", out);
    }
}
