package soar.darktrace.feature.respond;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;
import soar.darktrace.command.Argument;

/** The arguments of {@code darktrace-get-actions}. */
record ActionSearch(
        @Argument("Only actions against this device (Darktrace device ID).") @Positive @Nullable
        Long did,

        @Argument("Only actions caused by this model breach.") @Positive @Nullable
        Long pbid,

        @Argument("Only actions against this IP address; * and ? are wildcards (applied by the connector).") @Nullable
        String ip,

        @Argument("Only the action with this ID (applied by the connector).") @Positive @Nullable
        Long codeid,

        @Argument("Include cleared actions. They are included anyway when one is asked for by codeid.") @Nullable
        Boolean includeCleared,

        @Argument("Include what became of each action.") @Nullable
        Boolean includeHistory,

        @Argument("Include the connections that were blocked.") @Nullable
        Boolean includeConnections,

        @Argument("Only actions that do (true) or do not (false) need somebody to confirm them.") @Nullable
        Boolean needConfirming,

        @Argument("Include the full details of the devices.") @Nullable
        Boolean fullDeviceDetails,

        @Argument("Start of the window: ISO 8601, YYYY-MM-DD HH:MM:SS (UTC), epoch milliseconds, or a time ago such as"
                + " 3 days. Without it, one day before the end.")
        @Nullable
        String startTime,

        @Argument("End of the window, written likewise. Without it, now.") @Nullable
        String endTime,

        @Argument("Return only this top-level field of Darktrace's answer, in its own shape.") @Nullable
        String responseData,

        @Argument(value = "Maximum number of actions to return, or all.", defaultValue = "50")
        @Pattern(regexp = "(?i)all|[1-9][0-9]{0,8}", message = "must be 1 or more, or all")
        String limit) {

    long rowsWanted() {
        return limit.equalsIgnoreCase("all") ? Long.MAX_VALUE : Long.parseLong(limit);
    }
}
