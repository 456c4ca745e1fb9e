package soar.darktrace.manifest;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import tools.jackson.databind.node.ObjectNode;

/** The operation of the OpenAPI document that lists the instances. */
final class InstanceOperation {

    private InstanceOperation() {}

    static ObjectNode get() {
        ObjectNode answer = JsonType.listOf(JsonType.object(JsonType.tree()
                .set("name", JsonType.STRING.describedAs("What requests call it."))
                .set("url", JsonType.STRING.describedAs("The address of the appliance."))));
        ObjectNode responses = JsonType.tree()
                .set(
                        "200",
                        Operations.response(
                                "The instances, in the order of the configuration.",
                                Operations.content(APPLICATION_JSON_VALUE, answer)));
        ProblemResponses.addTo(responses, "401", "unauthenticated");
        ProblemResponses.addUnforeseenTo(responses);
        return Operations.operation(
                        "listInstances", "Lists the configured instances that the caller may use.", Operations.CALLER)
                .set("responses", responses);
    }
}
