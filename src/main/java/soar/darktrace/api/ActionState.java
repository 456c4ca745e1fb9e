package soar.darktrace.api;

import java.time.Instant;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** What an action does, worked out from the facts: Darktrace says {@code active: true} of an expired one as well. */
public enum ActionState {
    /** Waits for somebody to confirm it. */
    PENDING("darktrace-activate-action"),
    /** Works now. */
    ACTIVE("darktrace-extend-action or darktrace-clear-action"),
    /** Its time is over. */
    EXPIRED("darktrace-reactivate-action"),
    /** Was called off. */
    CLEARED("darktrace-reactivate-action");

    private final String command;

    ActionState(String command) {
        this.command = command;
    }

    /** The commands that make sense in this state. */
    public String command() {
        return command;
    }

    /**
     * The state of an action.
     *
     * @param now by Darktrace's clock
     */
    static ActionState of(JsonNode action, Instant now) {
        if (action.path("cleared").asBoolean(false)) {
            return CLEARED;
        }
        long expires = action.path("expires").asLong(Long.MAX_VALUE);
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
