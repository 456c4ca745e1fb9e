package soar.darktrace.appliance;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import soar.darktrace.appliance.Action.Span;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The RESPOND actions that the appliance starts with. Their times are recorded as durations from its start. */
final class RecordedActions {

    private static final Set<String> TIMES = Set.of("start", "expires", "time", "timems", "from", "to");

    private RecordedActions() {}

    static List<Action> startingAt(long now) {
        JsonNode recorded = Json.file("actions");
        date(recorded, now);
        return recorded.valueStream()
                .map(ObjectNode.class::cast)
                .map(RecordedActions::action)
                .toList();
    }

    private static Action action(ObjectNode recorded) {
        Duration modelDefault = Duration.parse(recorded.remove("modelDefault").asString());
        boolean active = recorded.remove("active").asBoolean();
        boolean cleared = recorded.remove("cleared").asBoolean();
        long expires = recorded.remove("expires").asLong();
        List<Span> enforced = recorded.remove("enforced")
                .valueStream()
                .map(span ->
                        new Span(span.path("from").asLong(), span.path("to").asLong()))
                .toList();
        ArrayNode blocked = (ArrayNode) recorded.remove("connections");
        ArrayNode history = (ArrayNode) recorded.remove("history");
        return new Action(recorded, modelDefault, active, cleared, expires, enforced, blocked, history);
    }

    private static void date(JsonNode node, long now) {
        if (node instanceof ObjectNode object) {
            for (String field : TIMES) {
                JsonNode time = object.path(field);
                if (time.isString()) {
                    object.put(field, now + Duration.parse(time.asString()).toMillis());
                }
            }
        }
        node.forEach(child -> date(child, now));
    }
}
