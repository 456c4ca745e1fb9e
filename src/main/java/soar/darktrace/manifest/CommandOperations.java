package soar.darktrace.manifest;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.APPLICATION_OCTET_STREAM_VALUE;
import static org.springframework.http.MediaType.TEXT_MARKDOWN_VALUE;

import java.util.List;
import org.apache.commons.text.CaseUtils;
import soar.darktrace.command.CommandSpec;
import tools.jackson.databind.node.ObjectNode;

/**
 * The operations of the OpenAPI document that run or list commands.
 *
 * @param schemas where their schemas go
 */
record CommandOperations(ObjectNode schemas) {

    /** Adds the schemas that all commands share. */
    static CommandOperations in(ObjectNode schemas) {
        AnswerSchema.addCatalogueTo(schemas);
        schemas.set(AnswerSchema.ANY_COMMAND, AnswerSchema.of(JsonType.tree()));
        schemas.set(ProblemResponses.COMPONENT, ProblemResponses.schema());
        schemas.set(RequestSchema.PARAMS, RequestSchema.params());
        return new CommandOperations(schemas);
    }

    ObjectNode of(CommandSpec spec) {
        String prefix = CaseUtils.toCamelCase(spec.name(), true, '-');
        schemas.set(prefix + "Request", RequestSchema.of(spec));
        schemas.set(prefix + "Answer", AnswerSchema.of(new OutputSchema(schemas).of(prefix + "Outputs", spec)));
        return Operations.operation(
                        CaseUtils.toCamelCase(spec.name(), false, '-'),
                        spec.description(),
                        spec.family().title(),
                        spec.effect().toString())
                .set(
                        "requestBody",
                        Operations.jsonBody(JsonType.reference(prefix + "Request"), RequestSchema.example(spec)))
                .set(
                        "responses",
                        responses(JsonType.reference(prefix + "Answer"), spec.changesState(), spec.hasFile()));
    }

    ObjectNode warRoom() {
        ObjectNode body = JsonType.closedObject(
                JsonType.tree()
                        .set(
                                "line",
                                JsonType.STRING.describedAs(
                                        "A command as typed in a war room: !darktrace-get-breach pbid=95.")),
                List.of("line"));
        ObjectNode example = JsonType.tree().put("line", "!darktrace-get-breach pbid=95");
        return Operations.operation("warRoom", "Runs a command that is typed as a war-room line.", Operations.WAR_ROOM)
                .set("requestBody", Operations.jsonBody(body, example))
                .set("responses", responses(JsonType.reference(AnswerSchema.ANY_COMMAND), true, false));
    }

    ObjectNode catalogue() {
        ObjectNode entries = JsonType.listOf(JsonType.reference(AnswerSchema.CATALOGUE_ENTRY));
        ObjectNode operation = Operations.operation(
                "listCommands", "Lists the commands with their arguments and outputs.", Operations.CATALOGUE);
        ObjectNode responses = operation.putObject("responses");
        responses.set("200", Operations.response("The commands.", Operations.content(APPLICATION_JSON_VALUE, entries)));
        ProblemResponses.addUnauthenticatedTo(responses);
        ProblemResponses.addTo(responses, "406", "invalid_request");
        ProblemResponses.addUnforeseenTo(responses);
        return operation;
    }

    private static ObjectNode responses(ObjectNode answer, boolean changesState, boolean hasFile) {
        ObjectNode content = Operations.content(APPLICATION_JSON_VALUE, answer)
                .setAll(Operations.content(TEXT_MARKDOWN_VALUE, JsonType.STRING.schema()));
        if (hasFile) {
            content.setAll(Operations.content(APPLICATION_OCTET_STREAM_VALUE, JsonType.tree()));
        }
        ObjectNode responses = JsonType.tree()
                .set("200", Operations.response("The command succeeded; as markdown, only its table.", content));
        ProblemResponses.addTo(responses, changesState);
        return responses;
    }
}
