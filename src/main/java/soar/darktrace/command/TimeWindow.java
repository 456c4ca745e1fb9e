package soar.darktrace.command;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.command.CommandException.Reason;

/**
 * A window of time as callers write it. Darktrace wants both ends ({@code darktrace-api.md} §2.0) and gives one year at
 * most, so that a missing end is filled in and a longer window refused.
 *
 * @param warnings says what was filled in
 */
public record TimeWindow(Instant start, Instant end, List<String> warnings) {

    private static final Duration ASSUMED = Duration.ofDays(1);

    /**
     * Reads the two ends; a missing end is now, a missing start is one day before the end.
     *
     * @param start {@code start_time}, as {@link DarktraceTime#parse} takes it; null or blank for none
     * @param end {@code end_time}, likewise
     */
    static TimeWindow of(@Nullable String start, @Nullable String end, Instant now) {
        Instant to = end == null ? now : parsed("end_time", end, now);
        Instant from = start == null ? to.minus(ASSUMED) : parsed("start_time", start, now);
        if (!from.isBefore(to)) {
            throw invalid(
                    "start_time", "must be before the end of the window, " + DarktraceTime.iso(to.toEpochMilli()));
        }
        if (from.isBefore(to.atZone(ZoneOffset.UTC).minusYears(1).toInstant())) {
            throw invalid("start_time", "may be one year before the end of the window at most; ask in parts");
        }
        List<String> warnings = start != null
                ? List.of()
                : List.of("No start_time was given: this is the day before " + DarktraceTime.iso(to.toEpochMilli())
                        + ".");
        return new TimeWindow(from, to, warnings);
    }

    private static Instant parsed(String argument, String text, Instant now) {
        try {
            return DarktraceTime.parse(text, now);
        } catch (DateTimeException e) {
            throw new CommandException(Reason.INVALID_ARGUMENT, argument, argument + ": " + e.getMessage());
        }
    }

    private static CommandException invalid(String argument, String problem) {
        return new CommandException(Reason.INVALID_ARGUMENT, argument, argument + " " + problem + ".");
    }
}
