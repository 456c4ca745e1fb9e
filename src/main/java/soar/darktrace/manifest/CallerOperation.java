package soar.darktrace.manifest;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import soar.darktrace.access.Role;
import tools.jackson.databind.node.ObjectNode;

/** The operation of the OpenAPI document that tells callers who they are. */
final class CallerOperation {

    private CallerOperation() {}

    static ObjectNode get() {
        ObjectNode role = JsonType.STRING.schema();
        Role.names().forEach(role.putArray("enum")::add);
        ObjectNode answer = JsonType.object(JsonType.tree()
                .set("id", JsonType.STRING.describedAs("Of the key, the person or the certificate."))
                .set("roles", JsonType.listOf(role))
                .set("instances", JsonType.listOf(JsonType.STRING.schema()))
                .set("commands", JsonType.listOf(JsonType.STRING.schema())));
        ObjectNode responses = JsonType.tree()
                .set(
                        "200",
                        Operations.response(
                                "The caller. Instances and commands may have wildcards; params among the instances"
                                        + " stands for those that a request brings along.",
                                Operations.content(APPLICATION_JSON_VALUE, answer)));
        ProblemResponses.addTo(responses, "401", "unauthenticated");
        ProblemResponses.addUnforeseenTo(responses);
        return Operations.operation("getCaller", "Tells the caller who it is and what it may do.", Operations.CALLER)
                .set("responses", responses);
    }
}
