package soar.darktrace.feature.search;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import soar.darktrace.api.SearchQuestion;
import soar.darktrace.command.Argument;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;

/** The arguments of {@code darktrace-run-advanced-search-graph}. */
record Graph(
        SearchWindow window,

        @Argument(
                value = "What is shown over time: how many results there are, or the mean of a field.",
                defaultValue = "count")
        Mode mode,

        @Argument("The field whose mean is shown, such as @fields.orig_bytes; needed for mean.")
        @Pattern(regexp = Analysis.FIELD, message = Analysis.EXAMPLE)
        @Nullable
        String metric,

        @Argument("Length of an interval in milliseconds, such as 600000.") @Positive
        long interval,

        @Argument(
                value =
                        "How many pages to read. A page has up to 24 hours, from 00:00 UTC; each further one goes back in time.",
                defaultValue = "1")
        @Positive
        @Max(31)
        long pages,

        @Argument(value = "The page to begin with: next of an answer before; 0 is the latest.", defaultValue = "0")
        @PositiveOrZero
        long page) {

    /** What a graph shows. */
    enum Mode {
        COUNT,
        MEAN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    SearchQuestion question(Instant now) {
        if (mode == Mode.MEAN && metric == null) {
            throw new CommandException(
                    Reason.INVALID_ARGUMENT,
                    "metric",
                    "metric is needed for mean: the field, such as @fields.orig_bytes.");
        }
        return window.question(now)
                .graph(mode.toString(), Optional.ofNullable(metric).orElse(""));
    }
}
