package soar.darktrace.feature.network;

import java.util.List;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.command.CommandResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Metrics of a device over time, as Darktrace returns them: {@code [{"metric": …, "data": […], "breachtimes": […]}]}. */
final class MetricSeries {

    private MetricSeries() {}

    /** The series with a table of their values. */
    static CommandResult result(JsonNode answer, long did) {
        List<JsonNode> series = DarktraceAnswer.items(answer).stream()
                .filter(JsonNode::isObject)
                .toList();
        ArrayNode outputs = JsonNodeFactory.instance.arrayNode();
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (JsonNode one : series) {
            ObjectNode output = outputs(one, did);
            outputs.add(output);
            for (JsonNode point : output.path("points")) {
                ObjectNode row = rows.addObject();
                row.set("metric", output.path("metric"));
                row.set("points", point);
            }
        }
        return CommandResult.of("Darktrace Metric Data of Device " + did, outputs)
                .showing(Samples.first(rows))
                .warning(Samples.warnings(rows));
    }

    private static ObjectNode outputs(JsonNode source, long did) {
        ObjectNode outputs = JsonNodeFactory.instance
                .objectNode()
                .put("metric", source.path("metric").asString(""))
                .put("did", did);
        outputs.set("points", Samples.of(list(source.path("data"))));
        if (source.path("breachtimes").isArray()) {
            ArrayNode breaches = outputs.putArray("breaches");
            for (JsonNode breach : source.path("breachtimes")) {
                JsonNode copy = Samples.of(breach);
                if (copy instanceof ObjectNode object && object.has("time")) {
                    object.set("time", DarktraceTime.iso(object.get("time")));
                }
                breaches.add(copy);
            }
        }
        return outputs;
    }

    private static JsonNode list(JsonNode value) {
        return value.isArray() ? value : JsonNodeFactory.instance.arrayNode();
    }
}
