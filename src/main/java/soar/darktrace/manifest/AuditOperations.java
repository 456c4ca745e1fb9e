package soar.darktrace.manifest;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The operations of the OpenAPI document that read the audit. */
final class AuditOperations {

    static final String ENTRY = "AuditEntry";

    private AuditOperations() {}

    /** One attempt. */
    static ObjectNode entry() {
        return JsonType.object(
                JsonType.tree()
                        .set("position", JsonType.INTEGER.describedAs("Its place in the audit."))
                        .set("time", time("When it began or was refused."))
                        .set("caller", JsonType.STRING.describedAs("Who; missing where that is not known."))
                        .set("address", JsonType.STRING.describedAs("From where."))
                        .set("command", JsonType.STRING.describedAs("What was tried."))
                        .set("instance", JsonType.STRING.describedAs("On which instance."))
                        .set("arguments", JsonType.OBJECT.describedAs("As they were sent, without secrets, shortened."))
                        .set("correlation_id", JsonType.STRING.describedAs("The ID of the request."))
                        .set("policy", JsonType.STRING.describedAs("allowed or refused, where a policy was asked."))
                        .set(
                                "outcome",
                                JsonType.STRING.describedAs(
                                        "ok, partial, cancelled or the code of the failure; running while"
                                                + " it may be under way, and then, without an end, outcome_unknown."))
                        .set("answer", JsonType.STRING.describedAs("What came back, shortened."))
                        .set("duration_ms", JsonType.INTEGER.describedAs("How long it took."))
                        .set(
                                "attempts",
                                JsonType.INTEGER.describedAs(
                                        "How many requests it stands for: those of the unauthenticated are summed up.")),
                List.of("position", "time", "command", "outcome", "attempts"));
    }

    static ObjectNode page() {
        ObjectNode limit = JsonType.INTEGER
                .describedAs("How many entries to answer at most.")
                .put("minimum", 1)
                .put("maximum", 500)
                .put("default", 100);
        ObjectNode operation =
                operation("readAudit", "Answers with who changed what and who was refused. Needs the role admin.");
        operation
                .putArray("parameters")
                .add(text("after", "The next of the answer before; without it, from the beginning of the order."))
                .add(Operations.query("order", order()))
                .add(Operations.query("limit", limit))
                .add(text("caller", "Only those of this caller; * and ? are wildcards."))
                .add(text("command", "Only those of this command; * and ? are wildcards."))
                .add(text("instance", "Only those on this instance."))
                .add(text("outcome", "Only those that ended so, such as ok, forbidden or outcome_unknown."))
                .add(Operations.query("from", time("Only those since this time.")))
                .add(Operations.query("to", time("Only those before this time.")));
        ObjectNode answer = JsonType.object(JsonType.tree()
                .set("entries", JsonType.listOf(JsonType.reference(ENTRY)))
                .set("next", JsonType.STRING.describedAs("What to send as after with the next request.")));
        ObjectNode responses = responses("The entries, in the order asked for.", answer);
        ProblemResponses.addTo(responses, "410", "cursor_expired");
        return operation.set("responses", responses);
    }

    static ObjectNode verification() {
        ObjectNode operation =
                operation("verifyAudit", "Tells whether the audit is as it was written. Needs the role admin.");
        operation
                .putArray("parameters")
                .add(text("head", "A head that was logged, position:hmac: the audit must have come through it."));
        ObjectNode answer = JsonType.object(
                JsonType.tree()
                        .set("intact", JsonType.BOOLEAN.describedAs("Whether nothing is missing or altered."))
                        .set("rows", JsonType.INTEGER.describedAs("How many rows are as they were written."))
                        .set("position", JsonType.INTEGER.describedAs("The last of them."))
                        .set("head", JsonType.STRING.describedAs("The last row with its HMAC."))
                        .set("problem", JsonType.STRING.describedAs("What is wrong, and where.")),
                List.of("intact", "rows", "position", "head"));
        return operation.set("responses", responses("What was found.", answer));
    }

    private static ObjectNode operation(String id, String description) {
        return Operations.operation(id, description, Operations.AUDIT);
    }

    private static ObjectNode order() {
        ObjectNode order = JsonType.STRING.describedAs("Whether the oldest or the newest entries come first.");
        order.putArray("enum").add("oldest").add("newest");
        return order.put("default", "oldest");
    }

    private static ObjectNode text(String name, String description) {
        return Operations.query(name, JsonType.STRING.describedAs(description));
    }

    private static ObjectNode time(String description) {
        return JsonType.STRING.describedAs(description).put("format", "date-time");
    }

    private static ObjectNode responses(String description, ObjectNode schema) {
        ObjectNode responses = JsonType.tree()
                .set("200", Operations.response(description, Operations.content(APPLICATION_JSON_VALUE, schema)));
        ProblemResponses.addTo(responses, "400", "invalid_argument, unknown_argument");
        ProblemResponses.addUnauthenticatedTo(responses);
        ProblemResponses.addTo(responses, "403", "forbidden");
        ProblemResponses.addTo(responses, "503", "store_unavailable");
        ProblemResponses.addUnforeseenTo(responses);
        return responses;
    }
}
