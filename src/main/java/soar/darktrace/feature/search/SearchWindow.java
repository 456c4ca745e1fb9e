package soar.darktrace.feature.search;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import soar.darktrace.api.SearchQuestion;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.command.Argument;
import soar.darktrace.command.TimeRange;
import soar.darktrace.command.TimeWindow;

/** What is searched for, and when; a component of the arguments of a command. */
record SearchWindow(
        @Argument(
                "The query, such as @type:\"conn\" AND @fields.dest_ip:\"198.51.100.44\". Types are conn, dns, http, ssl,"
                        + " x509, smb_readwrite, kerberos and more.")
        String query,

        @Argument("Start of the window: ISO 8601, YYYY-MM-DD HH:MM:SS (UTC), epoch milliseconds, or a time ago such as"
                + " 3 days. Without it, one hour before the end.")
        @Nullable
        String startTime,

        @Argument("End of the window, written likewise. Without it, now.") @Nullable
        String endTime) {

    private static final Duration ASSUMED = Duration.ofHours(1);

    SearchQuestion question(Instant now) {
        TimeWindow window = window(startTime, endTime, now);
        return SearchQuestion.of(query, window.start(), window.end());
    }

    static TimeWindow window(@Nullable String start, @Nullable String end, Instant now) {
        return new TimeRange(start == null ? beforeEnd(end, now) : start, end).at(now);
    }

    /** What is no time is named by whoever reads both ends. */
    private static String beforeEnd(@Nullable String end, Instant now) {
        try {
            Instant last = end == null ? now : DarktraceTime.parse(end, now);
            return DarktraceTime.iso(last.minus(ASSUMED).toEpochMilli());
        } catch (DateTimeException e) {
            return DarktraceTime.iso(now.minus(ASSUMED).toEpochMilli());
        }
    }
}
