package soar.darktrace.appliance;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import soar.darktrace.appliance.ActionState.Stage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A RESPOND action: the order, which never changes, and what users have made of it. {@code active} and {@code cleared}
 * are as Darktrace answers them, so that an expired action is still {@code active}. Times are epoch milliseconds.
 */
record Action(
        ObjectNode order,
        Duration modelDefault,
        boolean active,
        boolean cleared,
        long expires,
        List<Span> enforced,
        ArrayNode blocked,
        ArrayNode history) {

    /** A time in which the action was or will be enforced. */
    record Span(long from, long to) {}

    /** Waits for confirmation until the time has passed for which its model would have enforced it. */
    static Action waiting(ObjectNode order, Duration modelDefault, long now) {
        long expires = now + modelDefault.toMillis();
        return new Action(order, modelDefault, false, false, expires, List.of(), Json.array(), Json.array());
    }

    public long codeid() {
        return order.path("codeid").asLong();
    }

    public long did() {
        return order.path("did").asLong();
    }

    long pbid() {
        return order.path("pbid").asLong();
    }

    long start() {
        return order.path("start").asLong();
    }

    Stage stage(long now) {
        if (cleared) {
            return Stage.CLEARED;
        }
        if (expires <= now) {
            return Stage.EXPIRED;
        }
        return active ? Stage.ACTIVE : Stage.PENDING;
    }

    public ActionState state(long now) {
        return new ActionState(codeid(), did(), stage(now), Instant.ofEpochMilli(expires));
    }

    boolean wasEnforcedIn(TimeWindow window) {
        return enforced.stream().anyMatch(span -> window.overlaps(span.from(), span.to()));
    }

    boolean ordersTheSameAs(Action other) {
        return Stream.of("did", "pbid", "action", "manual")
                .allMatch(field -> order.path(field)
                        .asString()
                        .equals(other.order.path(field).asString()));
    }

    /** Whether it keeps Darktrace from ordering the same for the same breach again: a user ended it too early. */
    boolean suppressesAt(long now) {
        return cleared && !enforced.isEmpty() && now < expires;
    }

    Action activated(long now, Duration duration) {
        long end = now + duration.toMillis();
        List<Span> spans = new ArrayList<>(enforced);
        spans.add(new Span(now, end));
        return new Action(order, modelDefault, true, false, end, List.copyOf(spans), blocked, history);
    }

    /** The duration counts from now, so that it may also shorten the action. */
    Action extended(long now, Duration duration) {
        long end = now + duration.toMillis();
        return new Action(order, modelDefault, active, cleared, end, endedAt(end), blocked, history);
    }

    /** The time of expiry stays as it was. */
    Action cleared(long now) {
        boolean isEnforced = stage(now) == Stage.ACTIVE;
        List<Span> spans = isEnforced ? endedAt(now) : enforced;
        return new Action(order, modelDefault, false, true, expires, spans, blocked, history);
    }

    Action noted(String step, String username, String reason, long now) {
        ArrayNode longer = history.deepCopy();
        longer.addObject()
                .put("family", "NETWORK")
                .put("username", username)
                .put("action", step)
                .put("reason", reason)
                .put("time", now);
        return new Action(order, modelDefault, active, cleared, expires, enforced, blocked, longer);
    }

    ObjectNode json(boolean withHistory) {
        long updated = history.path(history.size() - 1).path("time").asLong();
        ObjectNode json = order.deepCopy()
                .put("expires", expires)
                .put("updated", ReadableTime.of(updated))
                .put("active", active)
                .put("cleared", cleared);
        if (withHistory) {
            json.set("history", history.deepCopy());
        }
        return json;
    }

    List<JsonNode> blockedConnections() {
        return blocked.deepCopy().valueStream().map(this::described).toList();
    }

    private JsonNode described(JsonNode connection) {
        ObjectNode described = (ObjectNode) connection;
        described.put("time", ReadableTime.of(described.path("timems").asLong()));
        for (String field : List.of("action", "label", "did")) {
            described.set(field, order.path(field));
        }
        return described;
    }

    private List<Span> endedAt(long end) {
        List<Span> spans = new ArrayList<>(enforced);
        Span last = spans.remove(spans.size() - 1);
        spans.add(new Span(last.from(), end));
        return List.copyOf(spans);
    }
}
