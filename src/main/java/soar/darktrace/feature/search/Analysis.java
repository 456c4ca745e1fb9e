package soar.darktrace.feature.search;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import soar.darktrace.api.SearchQuestion;
import soar.darktrace.command.Argument;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.command.TimeWindow;

/** The arguments of {@code darktrace-run-advanced-search-analysis}, among them the four by which XSOAR's pack writes a window. */
record Analysis(
        @Argument("The query, such as @type:\"conn\" AND @fields.dest_port:\"443\".")
        String query,

        @Argument("The field whose values are counted, such as @fields.dest_port.")
        @Pattern(regexp = Analysis.FIELD, message = Analysis.EXAMPLE)
        String metric,

        @Argument(
                value = "What is computed: how often each value is there (score or terms), how that changes (trend), or"
                        + " statistics of numbers (mean).",
                defaultValue = "score",
                required = true)
        Operation operation,

        @Argument(
                value = "First day of the window, YYYY-MM-DD (UTC), with end_date; or give start_time and end_time.",
                aliases = "initialDate")
        @Nullable
        String initialDate,

        @Argument(value = "Time of the first day, HH:MM:SS; 00:00:00 unless given.", aliases = "initialTime") @Nullable
        String initialTime,

        @Argument(value = "Last day of the window, YYYY-MM-DD (UTC).", aliases = "endDate") @Nullable
        String endDate,

        @Argument("Start of the window: ISO 8601, YYYY-MM-DD HH:MM:SS (UTC), epoch milliseconds, or a time ago such as"
                + " 3 days. Without any time, the last hour.")
        @Nullable
        String startTime,

        @Argument(
                value =
                        "End of the window, written likewise. With end_date, the time of that day, HH:MM:SS; 00:00:00 unless"
                                + " given.",
                aliases = "endTime")
        @Nullable
        String endTime,

        @Argument(value = "Index of the first row to return.", defaultValue = "0") @PositiveOrZero
        long offset) {

    static final String FIELD = "@?[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}";
    static final String EXAMPLE = "must be the name of a field such as @fields.dest_port";

    private static final String MIDNIGHT = "00:00:00";

    SearchQuestion question(Instant now) {
        TimeWindow window = window(now);
        return SearchQuestion.of(query, window.start(), window.end()).from(offset);
    }

    private TimeWindow window(Instant now) {
        if (initialDate == null && endDate == null && initialTime == null) {
            return SearchWindow.window(startTime, endTime, now);
        }
        if (initialDate == null || endDate == null || startTime != null) {
            throw new CommandException(
                    Reason.INVALID_ARGUMENT,
                    initialDate == null ? "initial_date" : startTime != null ? "start_time" : "end_date",
                    "Give initial_date and end_date, each with a time if you like, or start_time and end_time.");
        }
        return SearchWindow.window(moment(initialDate, initialTime), moment(endDate, endTime), now);
    }

    private static String moment(String day, @Nullable String time) {
        return day + "T" + (time == null ? MIDNIGHT : time);
    }
}
