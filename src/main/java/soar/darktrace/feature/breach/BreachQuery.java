package soar.darktrace.feature.breach;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import soar.darktrace.api.BreachParameters;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.command.TimeRange;
import soar.darktrace.command.TimeWindow;

/**
 * The query of {@code GET /modelbreaches} ({@code darktrace-api.md} §2.1): Darktrace's names, scores 0–1, times in
 * epoch milliseconds and in pairs.
 *
 * @param warnings what was filled in
 */
record BreachQuery(MultiValueMap<String, String> parameters, List<String> warnings) {

    static BreachQuery of(BreachSearch search, Instant now) {
        BreachParameters query = new BreachParameters();
        query.add("did", search.did());
        query.add("pid", search.pid());
        query.add("uuid", search.uuid());
        if (!search.pbid().isEmpty()) {
            query.add("pbid", search.pbid().stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
        query.minScore(search.minScore());
        List<String> warnings = addWindow(query, search, now);
        query.add("creationtime", search.creationTime());
        query.add("includeacknowledged", includeAcknowledged(search));
        query.add("includesuppressed", search.includeSuppressed());
        query.add("includebreachurl", search.includeBreachUrl());
        // Darktrace's documentation contradicts itself about the defaults of these two.
        query.add("minimal", search.minimal());
        query.add("deviceattop", search.deviceAtTop());
        query.add("expandenums", search.expandEnums());
        query.add("historicmodelonly", search.historicModelOnly());
        query.add("fulldevicedetails", search.fullDeviceDetails());
        query.add("saasonly", search.saasOnly());
        search.saasFilter().forEach(platform -> query.add("saasfilter", platform));
        query.add("group", search.group());
        query.add("responsedata", search.responseData());
        return new BreachQuery(query.values(), warnings);
    }

    /** A search by ID has no default window: the breach may be of any age. */
    private static List<String> addWindow(BreachParameters query, BreachSearch search, Instant now) {
        String start = either("start_time", search.window().startTime(), "from_time", search.fromTime());
        String end = either("end_time", search.window().endTime(), "to_time", search.toTime());
        if (!search.pbid().isEmpty() && start == null && end == null) {
            return List.of();
        }
        TimeWindow window = new TimeRange(start, end).at(now);
        query.between(window.start(), window.end());
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

    /** Darktrace omits acknowledged breaches by default; a search by ID or by this state includes them. */
    private static @Nullable Boolean includeAcknowledged(BreachSearch search) {
        if (search.includeAcknowledged() != null) {
            return search.includeAcknowledged();
        }
        boolean wanted = !search.pbid().isEmpty() || Boolean.TRUE.equals(search.acknowledged());
        return wanted ? Boolean.TRUE : null;
    }
}
