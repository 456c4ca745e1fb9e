package soar.darktrace.appliance;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The events of a device, a model breach or a message, newest first. */
final class EntityDetails implements EndpointGroup {

    private static final List<String> ENTITIES = List.of("pbid", "did", "msg");

    /** What recorded answers hold when no type is asked for; the documentation names connections only. */
    private static final Set<String> USUAL_TYPES = Set.of("connection", "notice", "devicehistory");

    private static final Map<String, String> FIELD_OF_FILTER = Map.of(
            "ddid", "ddid",
            "port", "port",
            "sourceport", "sourcePort",
            "destinationport", "destinationPort",
            "protocol", "protocol",
            "applicationprotocol", "applicationprotocol",
            "uid", "uid");

    private final JsonNode entities = Json.file("details");

    @Override
    public void addTo(Routes routes) {
        routes.get("/details", this::details);
    }

    private JsonNode details(Call call) {
        Predicate<JsonNode> asked = type(call).and(time(call)).and(fields(call));
        return Json.array(events(call)
                .filter(event -> isHeaderRow(event) || asked.test(event))
                .limit(call.amount("count", Integer.MAX_VALUE))
                .toList());
    }

    private Stream<JsonNode> events(Call call) {
        Optional<String> kind = ENTITIES.stream()
                .filter(entity -> call.text(entity).isPresent())
                .findFirst();
        if (kind.isEmpty() && call.text("blockedconnections").isEmpty()) {
            throw new InputError("one of did, pbid, msg and blockedconnections is needed");
        }
        return entities.deepCopy()
                .valueStream()
                .filter(entity ->
                        kind.isPresent() && entity.path(kind.get()).asString("").equals(call.required(kind.get())))
                .flatMap(entity -> entity.path("events").valueStream());
    }

    private static boolean isHeaderRow(JsonNode event) {
        return event.path("eventType").asString().equals("policybreach");
    }

    private static Predicate<JsonNode> type(Call call) {
        Predicate<String> wanted = call.text("eventtype")
                .<Predicate<String>>map(type -> type::equalsIgnoreCase)
                .orElse(USUAL_TYPES::contains);
        return event -> wanted.test(event.path("eventType").asString().toLowerCase(Locale.ROOT));
    }

    private static Predicate<JsonNode> time(Call call) {
        TimeWindow window = TimeWindow.of(call);
        return event -> window.contains(event.path("timems").asLong());
    }

    private static Predicate<JsonNode> fields(Call call) {
        return event -> FIELD_OF_FILTER.entrySet().stream()
                .allMatch(filter -> call.text(filter.getKey())
                        .map(value -> event.path(filter.getValue()).asString("").equalsIgnoreCase(value))
                        .orElse(true));
    }
}
