package soar.darktrace.feature.analyst;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.command.Argument;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;

/** What AI Analyst is to investigate, and how the caller waits for it. */
record InvestigationRequest(
        @Argument("Darktrace device ID of the device.") @Positive
        long did,

        @Argument(
                "The time to look at: ISO 8601, YYYY-MM-DD HH:MM:SS (UTC), epoch seconds or milliseconds, or a time ago"
                        + " such as 3 hours.")
        String investigateTime,

        @Argument(value = "Ask again until the investigation is finished.", defaultValue = "true")
        boolean polling,

        @Argument(value = "How many seconds to wait before asking again.", defaultValue = "30") @Min(10)
        long intervalInSeconds,

        @Argument(value = "How many seconds XSOAR asks again for at most.", defaultValue = "1800") @Min(10)
        long timeoutInSeconds,

        @Argument("Set when asking again: the investigation, which is not created anew.") @Nullable
        String investigationId) {

    Instant time(Instant now) {
        try {
            return DarktraceTime.parse(investigateTime, now);
        } catch (DateTimeException e) {
            throw new CommandException(
                    Reason.INVALID_ARGUMENT, "investigate_time", "investigate_time: " + e.getMessage());
        }
    }
}
