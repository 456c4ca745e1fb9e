package soar.darktrace.mirror;

import java.util.ArrayList;
import java.util.List;
import soar.darktrace.api.BreachComment;
import soar.darktrace.api.ModelBreach;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.fetch.ShortText;
import soar.darktrace.incident.EventKind;
import soar.darktrace.incident.Incident;
import soar.darktrace.incident.IncidentChange;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How the log says what became of a model breach. */
final class BreachChanges {

    static final String COMMENTS = "comments";
    static final String ACKNOWLEDGED = "acknowledged";

    /** A text that is longer is cut; written as ASCII, a character may take six. */
    private static final int LONGEST_TEXT = 10_000;

    /** The log takes 100,000. Comments that do not fit into an event have another one. */
    private static final int LONGEST_OF_AN_EVENT = 90_000;

    private static final int LONGEST_NAME = 500;

    private BreachChanges() {}

    /** A comment without what it does not say. */
    static ObjectNode json(BreachComment comment) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (!comment.author().isBlank()) {
            json.put("author", ShortText.cut(comment.author(), LONGEST_NAME));
        }
        if (comment.time() >= 0) {
            json.put("time", DarktraceTime.iso(comment.time()));
        }
        return json.put("text", ShortText.cut(comment.text(), LONGEST_TEXT));
    }

    /** One event, or as many as the comments need. */
    static List<IncidentChange> commented(Incident incident, List<BreachComment> comments, long count) {
        List<IncidentChange> events = new ArrayList<>();
        int length = 0;
        ArrayNode of = JsonNodeFactory.instance.arrayNode();
        for (BreachComment comment : comments) {
            ObjectNode json = json(comment);
            int added = Incident.json(json).length();
            if (!of.isEmpty() && length + added > LONGEST_OF_AN_EVENT) {
                events.add(commented(incident, of, count));
                of = JsonNodeFactory.instance.arrayNode();
                length = 0;
            }
            of.add(json);
            length += added;
        }
        if (!of.isEmpty()) {
            events.add(commented(incident, of, count));
        }
        return events;
    }

    private static IncidentChange commented(Incident incident, ArrayNode comments, long count) {
        ObjectNode changes = JsonNodeFactory.instance.objectNode().put("commentCount", count);
        changes.set(COMMENTS, comments);
        return new IncidentChange(incident, EventKind.CHANGED, changes);
    }

    /** It was acknowledged, or that was taken back. */
    static IncidentChange acknowledged(Incident incident, ModelBreach breach) {
        boolean isAcknowledged = breach.isAcknowledged();
        ObjectNode outputs = breach.outputs();
        ObjectNode changes = JsonNodeFactory.instance.objectNode().put(ACKNOWLEDGED, isAcknowledged);
        if (isAcknowledged) {
            outputs.optional("acknowledgedBy")
                    .ifPresent(by -> changes.put("acknowledgedBy", ShortText.cut(by.asString(""), LONGEST_NAME)));
            outputs.optional("acknowledgedTime").ifPresent(time -> changes.set("acknowledgedTime", time));
        }
        return new IncidentChange(incident, isAcknowledged ? EventKind.CLOSED : EventKind.CHANGED, changes);
    }
}
