package soar.darktrace.api;

import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.http.ResponseEntity;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceTime;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The comments on a model breach as Darktrace returns them ({@code darktrace-api.md} §2.2).
 *
 * @param source as received
 */
public record Comments(JsonNode source) {

    private static final String REFERENCE = "reference";
    private static final String MESSAGE = "message";

    public static Comments in(ResponseEntity<JsonNode> answer) {
        JsonNode body = answer.getBody();
        if (body == null) {
            throw DarktraceAnswer.unreadable("is empty");
        }
        return new Comments(body);
    }

    /**
     * The comments with ISO times and their breach, and the reference of one that this service wrote apart from its text; a
     * comment that is not an object is passed on unchanged.
     */
    public ArrayNode outputs(long pbid) {
        ArrayNode outputs = JsonNodeFactory.instance.arrayNode();
        DarktraceAnswer.items(source)
                .forEach(
                        comment -> outputs.add(comment instanceof ObjectNode known ? completed(known, pbid) : comment));
        return outputs;
    }

    /** What a reader wants of these outputs: no references. */
    public static ArrayNode rows(ArrayNode outputs) {
        ArrayNode rows = outputs.deepCopy();
        rows.forEach(row -> {
            if (row instanceof ObjectNode comment) {
                comment.remove(REFERENCE);
            }
        });
        return rows;
    }

    /**
     * Gives the messages of this service, those with a reference, the text that their caller wrote, so that a playbook
     * recognises its own.
     */
    public static void restore(ArrayNode outputs, UnaryOperator<String> text) {
        outputs.forEach(output -> {
            if (output instanceof ObjectNode comment && comment.has(REFERENCE)) {
                comment.put(MESSAGE, text.apply(comment.path(MESSAGE).asString("")));
            }
        });
    }

    public List<String> warnings() {
        return source.isObject() || source.valueStream().allMatch(JsonNode::isObject)
                ? List.of()
                : List.of("Some comments are not in the expected shape; they are passed on as they came.");
    }

    /** Whether there is the comment that was sent with this reference. */
    public boolean have(Reference reference) {
        return DarktraceAnswer.items(source).stream()
                .anyMatch(comment -> reference.isOf(comment.path(MESSAGE).asString("")));
    }

    private static ObjectNode completed(ObjectNode comment, long pbid) {
        if (comment.has("time")) {
            comment.set("time", DarktraceTime.iso(comment.path("time")));
        }
        String message = comment.path(MESSAGE).asString("");
        Reference.of(message)
                .ifPresent(reference ->
                        comment.put(MESSAGE, reference.removedFrom(message)).put(REFERENCE, reference.token()));
        return comment.put("pbid", pbid);
    }
}
