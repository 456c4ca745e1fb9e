package soar.darktrace.api;

import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceTime;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The comments on an incident event of AI Analyst as Darktrace returns them.
 *
 * @param source as received: an object with {@code comments}, or their list
 */
public record AnalystComments(JsonNode source) {

    /** The comments for the context, and the reference of one that this service wrote apart from its text. */
    public ArrayNode outputs(String eventId) {
        ArrayNode outputs = JsonNodeFactory.instance.arrayNode();
        for (JsonNode comment : list()) {
            ObjectNode entry = outputs.addObject().put("eventId", eventId);
            String message = comment.path("message").asString("");
            entry.put("message", message);
            Reference.of(message)
                    .ifPresent(reference ->
                            entry.put("message", reference.removedFrom(message)).put("reference", reference.token()));
            AnalystFields fields = new AnalystFields(comment, entry);
            fields.copy("username", "username");
            if (comment.hasNonNull("time")) {
                entry.set("time", DarktraceTime.iso(comment.get("time")));
            }
        }
        return outputs;
    }

    /** Whether there is the comment that was sent with this reference. */
    public boolean have(Reference reference) {
        return list().valueStream()
                .anyMatch(comment -> reference.isOf(comment.path("message").asString("")));
    }

    private JsonNode list() {
        JsonNode comments = source.isArray() ? source : source.path("comments");
        if (!comments.isArray()) {
            throw DarktraceAnswer.unreadable("is not of the expected shape");
        }
        return comments;
    }
}
