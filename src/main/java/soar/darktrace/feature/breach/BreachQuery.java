package soar.darktrace.feature.breach;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.command.TimeWindow;

/**
 * What is asked of {@code GET /modelbreaches} ({@code darktrace-api.md} §2.1): Darktrace's names, scores 0–1, times in
 * epoch milliseconds and in pairs.
 *
 * @param warnings what was filled in
 */
record BreachQuery(MultiValueMap<String, String> parameters, List<String> warnings) {

    static BreachQuery of(BreachSearch search, Instant now) {
        MultiValueMap<String, String> query = new LinkedMultiValueMap<>();
        add(query, "did", search.did());
        add(query, "pid", search.pid());
        add(query, "uuid", search.uuid());
        if (!search.pbid().isEmpty()) {
            add(query, "pbid", search.pbid().stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
        add(query, "minscore", fraction(search.minScore()));
        List<String> warnings = addWindow(query, search, now);
        add(query, "creationtime", search.creationTime());
        add(query, "includeacknowledged", includeAcknowledged(search));
        add(query, "includesuppressed", search.includeSuppressed());
        add(query, "includebreachurl", search.includeBreachUrl());
        // Darktrace's documentation contradicts itself about the defaults of these two.
        add(query, "minimal", search.minimal());
        add(query, "deviceattop", search.deviceAtTop());
        add(query, "expandenums", search.expandEnums());
        add(query, "historicmodelonly", search.historicModelOnly());
        add(query, "fulldevicedetails", search.fullDeviceDetails());
        add(query, "saasonly", search.saasOnly());
        search.saasFilter().forEach(platform -> add(query, "saasfilter", platform));
        add(query, "group", search.group());
        add(query, "responsedata", search.responseData());
        return new BreachQuery(query, warnings);
    }

    /** A breach that is asked for by ID is wanted whatever its age. */
    private static List<String> addWindow(MultiValueMap<String, String> query, BreachSearch search, Instant now) {
        String start = either("start_time", search.startTime(), "from_time", search.fromTime());
        String end = either("end_time", search.endTime(), "to_time", search.toTime());
        if (!search.pbid().isEmpty() && start == null && end == null) {
            return List.of();
        }
        TimeWindow window = TimeWindow.of(start, end, now);
        add(query, "starttime", DarktraceTime.query(window.start()));
        add(query, "endtime", DarktraceTime.query(window.end()));
        return window.warnings();
    }

    private static @Nullable String either(
            String name, @Nullable String value, String otherName, @Nullable String otherValue) {
        if (value != null && otherValue != null) {
            throw new CommandException(
                    Reason.INVALID_ARGUMENT, otherName, "Give " + name + " or " + otherName + ", not both.");
        }
        return value == null ? otherValue : value;
    }

    /** Darktrace hides acknowledged breaches unless asked; who names one or filters by it wants to see it. */
    private static @Nullable Boolean includeAcknowledged(BreachSearch search) {
        if (search.includeAcknowledged() != null) {
            return search.includeAcknowledged();
        }
        boolean wanted = !search.pbid().isEmpty() || Boolean.TRUE.equals(search.acknowledged());
        return wanted ? Boolean.TRUE : null;
    }

    private static @Nullable String fraction(@Nullable BigDecimal percent) {
        if (percent == null) {
            return null;
        }
        BigDecimal fraction = percent.movePointLeft(2);
        return fraction.signum() == 0 ? "0" : fraction.stripTrailingZeros().toPlainString();
    }

    private static void add(MultiValueMap<String, String> query, String name, @Nullable Object value) {
        if (value != null) {
            query.add(name, value.toString());
        }
    }
}
