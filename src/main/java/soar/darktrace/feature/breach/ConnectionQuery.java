package soar.darktrace.feature.breach;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.command.Argument;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;

/** Which connections and events of a model breach are asked for. */
record ConnectionQuery(
        @Argument("Model breach ID.") @Positive long pbid,

        @Argument(
                value = "Nothing after this time: ISO 8601, YYYY-MM-DD HH:MM:SS (UTC), epoch milliseconds, or a"
                        + " time ago such as 3 days.",
                aliases = "end_time")
        @Nullable
        String endtime,

        @Argument(value = "Maximum number of items to return.", defaultValue = "100") @Positive @Max(100_000)
        long count,

        @Argument(value = "Index of the first item to return.", defaultValue = "0") @PositiveOrZero @Max(100_000)
        long offset) {

    /** One more than wanted, for the header; Darktrace's own {@code offset} is not documented. */
    MultiValueMap<String, String> at(Instant now) {
        MultiValueMap<String, String> query = new LinkedMultiValueMap<>();
        query.add("pbid", Long.toString(pbid));
        query.add("includetotalbytes", "true");
        if (endtime != null) {
            query.add("endtime", DarktraceTime.query(end(endtime, now)));
        }
        query.add("count", Long.toString(offset + count + 1));
        return query;
    }

    private static Instant end(String text, Instant now) {
        try {
            return DarktraceTime.parse(text, now);
        } catch (DateTimeException e) {
            throw new CommandException(Reason.INVALID_ARGUMENT, "endtime", "endtime: " + e.getMessage());
        }
    }
}
