package soar.darktrace.manifest;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.TEXT_EVENT_STREAM_VALUE;

import java.util.List;
import soar.darktrace.access.AccessException;
import tools.jackson.databind.node.ObjectNode;

/** The operations of the OpenAPI document that read incidents. */
final class IncidentOperations {

    static final String INCIDENT = "Incident";

    private IncidentOperations() {}

    /** An incident as it is stored, with the event that tells of it. */
    static ObjectNode incident() {
        ObjectNode label = JsonType.object(
                JsonType.tree().set("type", JsonType.STRING.schema()).set("value", JsonType.STRING.schema()));
        ObjectNode always = JsonType.tree()
                .set("name", JsonType.STRING.schema())
                .set("severity", JsonType.NUMBER.describedAs("XSOAR's: 0 unknown, 0.5, 1 low, 2, 3, 4 critical."))
                .set("type", JsonType.STRING.describedAs("The type that XSOAR gives it."))
                .set("details", JsonType.STRING.schema())
                .set("dbotMirrorId", JsonType.STRING.describedAs("What identifies the incident, such as main:95."))
                .set("labels", JsonType.listOf(label))
                .set("rawJSON", JsonType.STRING.describedAs("What Darktrace said of it, as JSON."))
                .set("CustomFields", JsonType.OBJECT.schema())
                .set("eventId", JsonType.STRING.describedAs("What identifies the event."))
                .set("kind", JsonType.STRING.describedAs("created, changed or closed."))
                .set("changes", JsonType.OBJECT.describedAs("What changed; empty for created."));
        List<String> required = List.copyOf(always.propertyNames());
        ObjectNode occurred = JsonType.STRING
                .describedAs("When it began, where that is known.")
                .put("format", "date-time");
        return JsonType.object(always.set("occurred", occurred), required);
    }

    static ObjectNode page() {
        ObjectNode limit = JsonType.INTEGER
                .describedAs("How many incidents to answer at most.")
                .put("minimum", 1)
                .put("maximum", 1000)
                .put("default", 100);
        ObjectNode answer = JsonType.object(JsonType.tree()
                .set("incidents", JsonType.listOf(JsonType.reference(INCIDENT)))
                .set("next", JsonType.STRING.describedAs("What to send as after with the next request.")));
        ObjectNode operation =
                operation("readIncidents", "Answers with the incidents after a cursor, in a stable order.");
        operation
                .putArray("parameters")
                .add(after())
                .add(Operations.query("limit", limit))
                .add(instance())
                .add(kinds())
                .add(Operations.query(
                        "wait",
                        JsonType.STRING.describedAs(
                                "How long to wait for an incident where there is none: 0s to 60s, such as 30s.")));
        return operation.set("responses", responses(APPLICATION_JSON_VALUE, "The incidents, oldest first.", answer));
    }

    static ObjectNode stream() {
        ObjectNode operation =
                operation("streamIncidents", "Streams the incidents after a cursor as server-sent events.");
        operation
                .putArray("parameters")
                .add(after())
                .add(instance())
                .add(kinds())
                .add(Operations.query(
                        "last",
                        JsonType.INTEGER
                                .describedAs("Without a cursor: begin with this many of the newest events.")
                                .put("minimum", 1)
                                .put("maximum", 1000)))
                .add(Operations.parameter(
                        "header",
                        "Last-Event-ID",
                        JsonType.STRING.describedAs("The id of the last event that was read; it wins over after.")));
        return operation.set(
                "responses",
                responses(
                        TEXT_EVENT_STREAM_VALUE,
                        "Events named incident: the id is a cursor, the data an incident. A comment every 15 s.",
                        JsonType.STRING.schema()));
    }

    private static ObjectNode operation(String id, String description) {
        return Operations.operation(id, description, Operations.INCIDENTS);
    }

    private static ObjectNode after() {
        return Operations.query(
                "after",
                JsonType.STRING.describedAs("The next of the answer before; without it, from the oldest incident."));
    }

    private static ObjectNode instance() {
        return Operations.query("instance", JsonType.STRING.describedAs("Only incidents of this instance."));
    }

    private static ObjectNode kinds() {
        return Operations.query(
                "kinds",
                JsonType.STRING.describedAs(
                        "Which events, separated by commas: created, changed, closed; created if not"
                                + " given. Each incident has eventId, kind and changes."));
    }

    private static ObjectNode responses(String mediaType, String description, ObjectNode schema) {
        ObjectNode responses =
                JsonType.tree().set("200", Operations.response(description, Operations.content(mediaType, schema)));
        ProblemResponses.addUnauthenticatedTo(responses);
        ProblemResponses.addTo(responses, "403", AccessException.FORBIDDEN);
        ProblemResponses.addTo(responses, "400", "invalid_argument, unknown_argument");
        ProblemResponses.addTo(responses, "404", "unknown_instance");
        ProblemResponses.addTo(responses, "410", "cursor_expired");
        ProblemResponses.addTo(responses, "503", "store_unavailable");
        ProblemResponses.addUnforeseenTo(responses);
        return responses;
    }
}
