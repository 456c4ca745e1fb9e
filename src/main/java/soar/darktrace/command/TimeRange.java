package soar.darktrace.command;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A window of time as callers write it; a component of a command's arguments. */
public record TimeRange(
        @Argument("Start of the window: ISO 8601, YYYY-MM-DD HH:MM:SS (UTC), epoch milliseconds, or a time ago such as"
                + " 3 days. Without it, one day before the end.")
        @Nullable
        String startTime,

        @Argument("End of the window, written likewise. Without it, now.") @Nullable
        String endTime) {

    /** Whether neither end is given. */
    public boolean isEmpty() {
        return startTime == null && endTime == null;
    }

    /** The window with both ends; a {@link CommandException} names the end that is wrong. */
    public TimeWindow at(Instant now) {
        return TimeWindow.of(startTime, endTime, now);
    }
}
