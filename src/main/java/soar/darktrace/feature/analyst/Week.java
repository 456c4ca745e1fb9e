package soar.darktrace.feature.analyst;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.command.Argument;
import soar.darktrace.command.TimeRange;
import soar.darktrace.command.TimeWindow;

/** A window of time as callers write it, of seven days where they do not, as AI Analyst has it. */
record Week(
        @Argument("Start of the window: ISO 8601, YYYY-MM-DD HH:MM:SS (UTC), epoch milliseconds, or a time ago such as"
                + " 3 days. Without it, seven days before the end.")
        @Nullable
        String startTime,

        @Argument("End of the window, written likewise. Without it, now.") @Nullable
        String endTime) {

    private static final Duration DAYS = Duration.ofDays(7);

    boolean isEmpty() {
        return startTime == null && endTime == null;
    }

    TimeWindow at(Instant now) {
        if (startTime != null) {
            return new TimeRange(startTime, endTime).at(now);
        }
        Instant end = new TimeRange(null, endTime).at(now).end();
        return new TimeWindow(
                end.minus(DAYS),
                end,
                List.of("No start_time was given: these are the seven days before "
                        + DarktraceTime.iso(end.toEpochMilli()) + "."));
    }
}
