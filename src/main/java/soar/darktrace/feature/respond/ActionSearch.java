package soar.darktrace.feature.respond;

import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Page;
import soar.darktrace.command.TimeRange;

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

        @Argument("Only actions that require confirmation (true) or do not (false).") @Nullable
        Boolean needConfirming,

        @Argument("Include the full details of the devices.") @Nullable
        Boolean fullDeviceDetails,

        TimeRange window,

        @Argument("Return only this top-level field of Darktrace's answer, in its own shape.") @Nullable
        String responseData,

        Page page) {}
