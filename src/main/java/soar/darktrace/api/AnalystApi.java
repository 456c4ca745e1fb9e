package soar.darktrace.api;

import static org.springframework.http.MediaType.APPLICATION_FORM_URLENCODED_VALUE;
import static org.springframework.http.MediaType.APPLICATION_PDF_VALUE;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import tools.jackson.databind.JsonNode;

/**
 * Darktrace's endpoints for AI Analyst ({@code darktrace-api.md} §2.10). Pinned incidents come whatever is asked for unless
 * {@code includeallpinned=false} says otherwise.
 */
public interface AnalystApi {

    /** Decoded item by item. */
    @GetExchange("/aianalyst/incidentevents")
    Flux<JsonNode> events(@RequestParam MultiValueMap<String, String> query);

    /** Decoded item by item. */
    @GetExchange("/aianalyst/groups")
    Flux<JsonNode> groups(@RequestParam MultiValueMap<String, String> query);

    /** The events with these IDs, acknowledged ones too; those that Darktrace does not know are missing. */
    default Mono<List<AnalystEvent>> eventsOf(List<String> ids, @Nullable String locale) {
        MultiValueMap<String, String> query = new LinkedMultiValueMap<>();
        query.add("uuid", String.join(",", ids));
        query.add("includeacknowledged", "true");
        query.add("includeallpinned", "false");
        query.add("includeincidenteventurl", "true");
        if (locale != null) {
            query.add("locale", locale);
        }
        return events(query)
                .transform(AnalystEvent::in)
                .filter(event -> ids.contains(event.id()))
                .collectList();
    }

    /** The event with this ID; {@code not_found} if Darktrace knows none. */
    default Mono<AnalystEvent> eventOrNotFound(String id, @Nullable String locale) {
        return eventsOf(List.of(id), locale)
                .map(events -> events.stream()
                        .filter(event -> event.id().equals(id))
                        .findFirst()
                        .orElseThrow(() -> unknownEvent(id)));
    }

    static DarktraceException unknownEvent(String id) {
        return new DarktraceException(
                Kind.NOT_FOUND,
                "Darktrace knows no AI Analyst incident event " + id
                        + ", or the API token's owner may not see it. See darktrace-list-ai-analyst-incident-events.");
    }

    /** A group that was taken up by another has no answer of its own any more. */
    static DarktraceException unknownGroup(String id) {
        return new DarktraceException(
                Kind.NOT_FOUND,
                "Darktrace knows no AI Analyst group " + id
                        + ", or it was merged into another: look that up by one of its"
                        + " events, with darktrace-get-ai-analyst-incident-group-from-eventId.");
    }

    /** The group with this ID, also as a part of the one that took it up; {@code not_found} if Darktrace knows none with events. */
    default Mono<AnalystGroup> groupOrNotFound(String id) {
        return groupsOf("groupid", id)
                .map(groups -> groups.stream()
                        .filter(group -> group.isOrWas(id) && !group.eventIds().isEmpty())
                        .findFirst()
                        .orElseThrow(() -> unknownGroup(id)));
    }

    /** Requires that a change was made: {@code {"aianalyst":"SUCCESS"}}, or what other changes answer. */
    static void requireSuccess(JsonNode answer, String refusal) {
        if (!answer.path("aianalyst").asString("").equals("SUCCESS")) {
            DarktraceAnswer.requireSuccess(answer, refusal);
        }
    }

    /** The groups that one parameter names, {@code groupid} or {@code uuid} of an event; acknowledged ones too. */
    default Mono<List<AnalystGroup>> groupsOf(String parameter, String ids) {
        MultiValueMap<String, String> query = new LinkedMultiValueMap<>();
        query.add(parameter, ids);
        query.add("includeacknowledged", "true");
        query.add("includeallpinned", "false");
        query.add("includegroupurl", "true");
        List<String> wanted = List.of(ids.split(",", -1));
        return groups(query)
                .transform(AnalystGroup::in)
                .filter(group -> wanted.stream()
                        .anyMatch(id -> group.isOrWas(id) || group.eventIds().contains(id)))
                .collectList();
    }

    @GetExchange("/aianalyst/incident/comments?incident_id={id}")
    Mono<JsonNode> comments(@PathVariable String id);

    /** From 7.0 on it answers SUCCESS and stores nothing (SDK issue 62), also for events that do not exist. */
    @PostExchange("/aianalyst/incident/comments")
    Mono<JsonNode> comment(@RequestBody Comment comment);

    /** The body of a new comment. */
    @JsonPropertyOrder({"incident_id", "message"})
    record Comment(@JsonProperty("incident_id") String incidentId, String message) {}

    @PostExchange(url = "/aianalyst/acknowledge", contentType = APPLICATION_FORM_URLENCODED_VALUE)
    Mono<JsonNode> acknowledge(@RequestParam String uuid);

    @PostExchange(url = "/aianalyst/unacknowledge", contentType = APPLICATION_FORM_URLENCODED_VALUE)
    Mono<JsonNode> unacknowledge(@RequestParam String uuid);

    @PostExchange(url = "/aianalyst/pin", contentType = APPLICATION_FORM_URLENCODED_VALUE)
    Mono<JsonNode> pin(@RequestParam String uuid);

    @PostExchange(url = "/aianalyst/unpin", contentType = APPLICATION_FORM_URLENCODED_VALUE)
    Mono<JsonNode> unpin(@RequestParam String uuid);

    @GetExchange("/aianalyst/stats")
    Mono<JsonNode> stats(@RequestParam MultiValueMap<String, String> query);

    @GetExchange("/aianalyst/investigations")
    Flux<JsonNode> investigations(@RequestParam MultiValueMap<String, String> query);

    @PostExchange("/aianalyst/investigations")
    Mono<JsonNode> investigate(@RequestBody NewInvestigation investigation);

    /**
     * What is to be investigated.
     *
     * @param investigateTime epoch seconds, as text as in Darktrace's guide
     */
    @JsonPropertyOrder({"investigateTime", "did"})
    record NewInvestigation(String investigateTime, long did) {}

    /** Undocumented; what Darktrace's own page asks for. An appliance that does not offer it answers something else. */
    @GetExchange(
            url = "/aianalyst/incidentevents?filename={filename}&locale={locale}&format=pdf&uuid={uuid}",
            accept = APPLICATION_PDF_VALUE)
    Flux<DataBuffer> report(@PathVariable String filename, @PathVariable String locale, @PathVariable String uuid);
}
