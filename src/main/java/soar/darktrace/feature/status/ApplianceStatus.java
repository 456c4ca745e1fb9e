package soar.darktrace.feature.status;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import soar.darktrace.command.CommandResult;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The status of an appliance, of its probes, and of those below it. */
final class ApplianceStatus {

    /** What has a place of its own in the context, in this order. Everything else is in the details. */
    private static final List<String> CHOSEN = List.of(
            "hostname",
            "version",
            "type",
            "time",
            "uptime",
            "load",
            "cpu",
            "memoryUsed",
            "diskUtilization",
            "bandwidthCurrent",
            "modelsUpdated",
            "licenseCounts",
            "subnets",
            "interfaces");

    private static final List<String> BELOW = List.of("probes", "instances");

    private ApplianceStatus() {}

    static CommandResult result(ObjectNode answer) {
        StatusNode appliance = new StatusNode(answer);
        ObjectNode details = appliance.outputs();
        ObjectNode outputs = JsonNodeFactory.instance.objectNode();
        for (String field : CHOSEN) {
            if (details.has(field)) {
                outputs.set(field, details.remove(field));
            }
        }
        for (String below : BELOW) {
            details.remove(below);
            List<StatusNode> nodes = StatusNode.in(answer.path(below));
            if (!nodes.isEmpty()) {
                ArrayNode list = outputs.putArray(below);
                nodes.forEach(node -> list.add(node.outputs()));
            }
        }
        ArrayNode problems = outputs.putArray("problems");
        problems(answer, appliance).forEach(problems::add);
        outputs.set("details", details);
        return CommandResult.of("Darktrace Status", outputs);
    }

    private static Stream<String> problems(ObjectNode answer, StatusNode appliance) {
        Optional<Instant> now = appliance.time("time");
        return Stream.of(
                        appliance.problems().stream(),
                        StatusNode.in(answer.path("probes")).stream()
                                .flatMap(probe -> probe.problemsOfProbe(now).stream()),
                        StatusNode.in(answer.path("instances")).stream()
                                .flatMap(instance -> instance.problems().stream()))
                .flatMap(found -> found);
    }
}
