package soar.darktrace.appliance;

import java.time.Duration;
import java.util.Optional;
import soar.darktrace.appliance.ActionState.Stage;

/** What a user wants of a RESPOND action; the fields of the request decide what it means. */
record ActionChange(long codeid, Wish wish, Optional<Duration> duration, String reason) {

    private enum Wish {
        ACTIVATE,
        EXTEND,
        CLEAR
    }

    static ActionChange of(JsonBody body) {
        Optional<Duration> duration = body.duration();
        return new ActionChange(
                body.number("codeid"),
                wish(body.flag("activate"), body.flag("clear"), duration.isPresent()),
                duration,
                body.text("reason").orElse(""));
    }

    private static Wish wish(boolean activate, boolean clear, boolean hasDuration) {
        if (activate && clear) {
            throw new InputError("activate and clear exclude each other");
        }
        if (clear) {
            return Wish.CLEAR;
        }
        if (activate) {
            return Wish.ACTIVATE;
        }
        if (!hasDuration) {
            throw new InputError("one of activate, clear and duration is needed");
        }
        return Wish.EXTEND;
    }

    /** The action after the change with a line in its history, or nothing where its stage does not allow it. */
    Optional<Action> applyTo(Action action, String username, long now) {
        Stage stage = action.stage(now);
        return step(stage).map(step -> changed(action, stage, now).noted(step, username, reason, now));
    }

    /** How the history names the change. That of a confirmation is not documented. */
    private Optional<String> step(Stage stage) {
        return switch (wish) {
            case CLEAR -> stage == Stage.CLEARED ? Optional.empty() : Optional.of("cleared");
            case EXTEND -> stage == Stage.ACTIVE ? Optional.of("extended") : Optional.empty();
            case ACTIVATE ->
                switch (stage) {
                    case PENDING -> Optional.of("activated");
                    case ACTIVE -> Optional.empty();
                    case EXPIRED -> Optional.of("reactivated (expired)");
                    case CLEARED -> Optional.of("reactivated (cleared)");
                };
        };
    }

    private Action changed(Action action, Stage stage, long now) {
        return switch (wish) {
            case CLEAR -> action.cleared(now);
            case EXTEND -> action.extended(now, duration.orElseThrow());
            case ACTIVATE -> action.activated(now, duration.orElseGet(() -> preset(action, stage)));
        };
    }

    private static Duration preset(Action action, Stage stage) {
        if (stage == Stage.PENDING) {
            return action.modelDefault();
        }
        throw new InputError("a reactivation needs a duration");
    }
}
