package soar.darktrace.feature.respond;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import soar.darktrace.api.Action;
import soar.darktrace.api.ActionState;
import soar.darktrace.policy.Permissions;

/** The changes of an action: their source states, their target state, and whether they contain a device. */
enum Transition {
    ACTIVATE(ActionState.ACTIVE),
    EXTEND(ActionState.ACTIVE),
    CLEAR(ActionState.CLEARED),
    REACTIVATE(ActionState.ACTIVE);

    private final ActionState target;

    Transition(ActionState target) {
        this.target = target;
    }

    ActionState target() {
        return target;
    }

    /** Clearing releases a device, which no guard needs to prevent. */
    boolean contains() {
        return target == ActionState.ACTIVE;
    }

    private Set<ActionState> sources() {
        return switch (this) {
            case ACTIVATE -> EnumSet.of(ActionState.PENDING);
            case EXTEND -> EnumSet.of(ActionState.ACTIVE);
            case CLEAR -> EnumSet.of(ActionState.PENDING, ActionState.ACTIVE, ActionState.EXPIRED);
            case REACTIVATE -> EnumSet.of(ActionState.EXPIRED, ActionState.CLEARED);
        };
    }

    void requireFrom(Action action) {
        ActionState found = action.state();
        if (!sources().contains(found)) {
            throw Permissions.refused("Action %s is %s, so that it cannot be %s. Use %s."
                    .formatted(action.codeid(), found, this, found.command()));
        }
    }

    @Override
    public String toString() {
        String verb = name().toLowerCase(Locale.ROOT);
        return verb.endsWith("e") ? verb + "d" : verb + "ed";
    }
}
