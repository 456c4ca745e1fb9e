package soar.darktrace.fetch.analyst;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import soar.darktrace.api.AnalystEvent;
import soar.darktrace.api.AnalystGroup;
import soar.darktrace.client.DarktraceNumber;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A group in an answer, with its events once they were asked for.
 *
 * @param json as received; what was asked for besides is the member {@link #EVENTS}
 */
record ListedGroup(ObjectNode json) {

    /** No name of Darktrace's. */
    private static final String EVENTS = "dtc:events";

    /** The ID of an item; empty where it is no object, or has none. */
    static Optional<String> id(JsonNode item) {
        return item.isObject()
                ? Optional.of(item.path("id").asString("").strip()).filter(id -> !id.isEmpty())
                : Optional.empty();
    }

    static ListedGroup of(JsonNode item) {
        return new ListedGroup((ObjectNode) item);
    }

    /** The same with its events. */
    ListedGroup with(List<ObjectNode> events) {
        ObjectNode completed = json.deepCopy();
        completed.putArray(EVENTS).addAll(events);
        return new ListedGroup(completed);
    }

    AnalystGroup group() {
        return new AnalystGroup(json);
    }

    List<AnalystEvent> events() {
        return json.path(EVENTS)
                .valueStream()
                .map(event -> new AnalystEvent((ObjectNode) event))
                .toList();
    }

    /** 0–100 with one decimal, as it is shown; empty where it has none. */
    Optional<BigDecimal> score() {
        return DarktraceNumber.decimal(json.path("groupScore")).map(score -> score.setScale(1, RoundingMode.HALF_UP));
    }

    String category() {
        return json.path("category").asString("");
    }

    /** An event that joined it after it was acknowledged opens it again, whatever the group says. */
    boolean isAcknowledged() {
        return group().isAcknowledged()
                && json.path("incidentEvents")
                        .valueStream()
                        .allMatch(event -> event.path("acknowledged").asBoolean(true));
    }

    boolean isUserTriggered() {
        return json.path("userTriggered").asBoolean(false);
    }

    List<String> previousIds() {
        return texts(json.path("previousIds").valueStream());
    }

    List<String> eventIds() {
        return group().eventIds().stream().distinct().sorted().toList();
    }

    /** Its devices, with their subnets as far as the events have them. */
    Map<Long, Optional<Long>> subnetsOfDevices() {
        Map<Long, Optional<Long>> subnets = new HashMap<>();
        json.path("devices")
                .forEach(did -> DarktraceNumber.whole(did).ifPresent(id -> subnets.put(id, Optional.empty())));
        events().stream()
                .flatMap(event -> event.source().path("breachDevices").valueStream())
                .forEach(device -> DarktraceNumber.whole(device.path("did"))
                        .ifPresent(did -> subnets.put(did, boxed(DarktraceNumber.whole(device.path("sid"))))));
        return subnets;
    }

    /** The model breaches that its events were made of. */
    List<Long> pbids() {
        return events().stream()
                .flatMap(event -> event.pbids().stream())
                .map(Math::abs)
                .distinct()
                .sorted()
                .toList();
    }

    /** What of it is followed. */
    ObjectNode state(int mostEvents, int mostIds) {
        ObjectNode state = JsonNodeFactory.instance.objectNode().put("groupId", group().id());
        score().ifPresent(score -> state.put("groupScore", score));
        if (!category().isEmpty()) {
            state.put("groupCategory", category());
        }
        state.put("acknowledged", isAcknowledged()).put("eventCount", eventIds().size());
        eventIds().stream().limit(mostEvents).forEach(state.putArray("events")::add);
        previousIds().stream().limit(mostIds).forEach(state.putArray("previousIds")::add);
        return state;
    }

    private static Optional<Long> boxed(OptionalLong number) {
        return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
    }

    private static List<String> texts(Stream<JsonNode> values) {
        return values.map(value -> value.asString("").strip())
                .filter(text -> !text.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }
}
