package soar.darktrace.appliance;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** The RESPOND actions of the appliance and what users have made of them. */
final class Actions {

    /** Whom the history names where no user did anything. */
    private static final String NOBODY = "";

    private final NavigableMap<Long, Action> actions = new TreeMap<>();
    private final String user;
    private final Clock clock;
    private boolean audited;

    Actions(String user, Clock clock) {
        this.user = user;
        this.clock = clock;
        RecordedActions.startingAt(clock.millis()).forEach(this::keep);
    }

    public synchronized List<Action> all() {
        return List.copyOf(actions.values());
    }

    synchronized Optional<ActionState> state(long codeid) {
        return Optional.ofNullable(actions.get(codeid)).map(action -> action.state(clock.millis()));
    }

    synchronized List<ActionState> states() {
        long now = clock.millis();
        return actions.values().stream().map(action -> action.state(now)).toList();
    }

    /** In audit mode a change without a reason is an input error. */
    synchronized void audit(boolean on) {
        audited = on;
    }

    /** Whether the change could be made: the action is known and its stage allows it. */
    synchronized boolean change(ActionChange change) {
        demandReason(change.reason());
        Optional<Action> changed = Optional.ofNullable(actions.get(change.codeid()))
                .flatMap(action -> change.applyTo(action, user, clock.millis()));
        changed.ifPresent(this::keep);
        return changed.isPresent();
    }

    synchronized long createManual(ObjectNode device, ActionKind kind, String label, Duration duration, String reason) {
        long now = clock.millis();
        ObjectNode order = numbered(ActionOrder.manual(device, kind, label, user, reason), now);
        return keep(
                Action.waiting(order, duration, now).activated(now, duration).noted("created", user, reason, now));
    }

    /** The id of the new action, or 0 where one that was cleared suppresses it. */
    synchronized long createPending(ObjectNode device, long pbid, Optional<ObjectNode> breach, Duration modelDefault) {
        long now = clock.millis();
        ObjectNode order = numbered(ActionOrder.automatic(device, ActionKind.QUARANTINE, pbid, breach), now);
        Action pending =
                Action.waiting(order, modelDefault, now).noted("created (requires confirmation)", NOBODY, "", now);
        boolean suppressed =
                actions.values().stream().anyMatch(other -> other.suppressesAt(now) && other.ordersTheSameAs(pending));
        return suppressed ? 0 : keep(pending);
    }

    synchronized void demandReason(String reason) {
        if (audited && reason.isBlank()) {
            throw new InputError("reason is missing");
        }
    }

    private ObjectNode numbered(ObjectNode order, long now) {
        return order.put("codeid", actions.lastKey() + 1).put("start", now);
    }

    private long keep(Action action) {
        actions.put(action.codeid(), action);
        return action.codeid();
    }
}
