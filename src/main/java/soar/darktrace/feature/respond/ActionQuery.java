package soar.darktrace.feature.respond;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.command.TimeRange;
import soar.darktrace.command.TimeWindow;

/**
 * The query of {@code GET /antigena} and its summary ({@code darktrace-api.md} §2.4).
 *
 * @param warnings what was filled in
 */
record ActionQuery(MultiValueMap<String, String> parameters, List<String> warnings) {

    static ActionQuery of(ActionSearch search, Instant now) {
        ActionQuery query = window(search.window(), now);
        query.add("did", search.did());
        query.add("pbid", search.pbid());
        boolean byCodeid = search.codeid() != null && search.includeCleared() == null;
        query.add("includecleared", byCodeid ? Boolean.TRUE : search.includeCleared());
        query.add("includehistory", search.includeHistory());
        query.add("includeconnections", search.includeConnections());
        query.add("needconfirming", search.needConfirming());
        query.add("fulldevicedetails", search.fullDeviceDetails());
        query.add("responsedata", search.responseData());
        return query;
    }

    /** Only the window; empty if neither end is given. */
    static ActionQuery window(TimeRange range, Instant now) {
        if (range.isEmpty()) {
            return new ActionQuery(new LinkedMultiValueMap<>(), List.of());
        }
        TimeWindow window = range.at(now);
        ActionQuery query = new ActionQuery(new LinkedMultiValueMap<>(), window.warnings());
        query.add("starttime", DarktraceTime.query(window.start()));
        query.add("endtime", DarktraceTime.query(window.end()));
        return query;
    }

    void add(String name, @Nullable Object value) {
        if (value != null) {
            parameters.add(name, value.toString());
        }
    }
}
