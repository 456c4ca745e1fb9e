package soar.darktrace.api;

import java.time.Instant;
import java.util.Locale;
import soar.darktrace.client.DarktraceNumber;
import tools.jackson.databind.JsonNode;

/** The state of a RESPOND action, derived from several fields: an expired one is {@code active: true} as well. */
public enum ActionState {
    /** Waits for confirmation. */
    PENDING("darktrace-activate-action"),
    /** In effect. */
    ACTIVE("darktrace-extend-action or darktrace-clear-action"),
    /** Its duration is over. */
    EXPIRED("darktrace-reactivate-action"),
    /** Ended before its time. */
    CLEARED("darktrace-reactivate-action");

    private final String command;

    ActionState(String command) {
        this.command = command;
    }

    /** The commands that a refusal in this state suggests. */
    public String command() {
        return command;
    }

    /**
     * Derives the state of an action.
     *
     * @param now the time by Darktrace's clock
     */
    static ActionState of(JsonNode action, Instant now) {
        if (action.path("cleared").asBoolean(false)) {
            return CLEARED;
        }
        long expires = DarktraceNumber.whole(action.path("expires"), Long.MAX_VALUE);
        if (expires != 0 && expires <= now.toEpochMilli()) {
            return EXPIRED;
        }
        return action.path("active").asBoolean(false) ? ACTIVE : PENDING;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
