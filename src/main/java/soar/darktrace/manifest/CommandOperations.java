package soar.darktrace.manifest;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.TEXT_MARKDOWN_VALUE;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.List;
import org.apache.commons.text.CaseUtils;
import soar.darktrace.command.CommandSpec;

/**
 * The operations of the OpenAPI document that run or list commands.
 *
 * @param components where their schemas go
 */
record CommandOperations(Components components) {

    static final String READ = "read";
    private static final String CHANGE = "change";
    static final List<Tag> TAGS = List.of(
            new Tag().name(READ).description("What only reads."),
            new Tag().name(CHANGE).description("What can change something, in Darktrace or in this service."));

    /** Corrects the schemas that springdoc derived, and adds the one of failures. */
    static CommandOperations in(Components components) {
        AnswerSchema.correctDerived(components);
        components.addSchemas(ProblemResponses.COMPONENT, ProblemResponses.schema());
        // The bodies of the generic operations and of fetching, which get bodies of their own here.
        List.of("CommandBody", "WarRoomBody", "FetchBody", "FetchAnswer").forEach(components.getSchemas()::remove);
        components.addSchemas(RequestSchema.PARAMS, RequestSchema.params());
        return new CommandOperations(components);
    }

    Operation of(CommandSpec spec) {
        String prefix = CaseUtils.toCamelCase(spec.name(), true, '-');
        components.addSchemas(prefix + "Request", RequestSchema.of(spec));
        components.addSchemas(prefix + "Answer", AnswerSchema.of(spec, prefix, components));
        return operation(spec, prefix);
    }

    /** The fetch step: its request may have {@code last_run} beside the arguments, its answer is XSOAR's. */
    Operation fetch(CommandSpec spec) {
        String prefix = CaseUtils.toCamelCase(spec.name(), true, '-');
        Schema<Object> request = RequestSchema.of(spec);
        request.addProperty("last_run", JsonType.OBJECT.describedAs("The same as the argument last_run."));
        components.addSchemas(prefix + "Request", request);
        Schema<Object> answer = JsonType.OBJECT.schema();
        answer.addProperty("incidents", JsonType.listOf(JsonType.OBJECT.schema()));
        answer.addProperty("next_run", JsonType.OBJECT.describedAs("What to send as last_run with the next step."));
        answer.addProperty("warnings", JsonType.listOf(JsonType.STRING.schema()));
        answer.setRequired(List.copyOf(answer.getProperties().keySet()));
        components.addSchemas(prefix + "Answer", answer);
        return operation(spec, prefix);
    }

    private static Operation operation(CommandSpec spec, String prefix) {
        return described(
                        new Operation(),
                        CaseUtils.toCamelCase(spec.name(), false, '-'),
                        spec.description(),
                        spec.changesState())
                .requestBody(body(JsonType.reference(prefix + "Request")))
                .responses(responses(JsonType.reference(prefix + "Answer"), spec.changesState()));
    }

    Operation warRoom() {
        Schema<Object> body = JsonType.closedObject(List.of("line"));
        body.addProperty(
                "line",
                JsonType.STRING.describedAs("A command as typed in a war room: !darktrace-get-breach pbid=95."));
        return described(new Operation(), "warRoom", "Runs a command that is typed as a war-room line.", true)
                .requestBody(body(body))
                .responses(responses(JsonType.reference(AnswerSchema.ANY_COMMAND), true));
    }

    Operation catalogue(Operation derived) {
        ProblemResponses.addUnforeseenTo(derived.getResponses());
        return described(derived, "listCommands", "Lists the commands with their arguments and outputs.", false);
    }

    private static Operation described(Operation operation, String id, String description, boolean changesState) {
        return operation
                .operationId(id)
                .summary(description.split("(?<=\\.) ", 2)[0])
                .description(description)
                .tags(List.of(changesState ? CHANGE : READ));
    }

    private static RequestBody body(Schema<Object> schema) {
        return new RequestBody()
                .required(true)
                .content(new Content().addMediaType(APPLICATION_JSON_VALUE, new MediaType().schema(schema)));
    }

    private static ApiResponses responses(Schema<Object> answer, boolean changesState) {
        ApiResponses responses = new ApiResponses()
                .addApiResponse(
                        "200",
                        new ApiResponse()
                                .description("The command succeeded; as markdown, only its table.")
                                .content(new Content()
                                        .addMediaType(APPLICATION_JSON_VALUE, new MediaType().schema(answer))
                                        .addMediaType(
                                                TEXT_MARKDOWN_VALUE,
                                                new MediaType().schema(JsonType.STRING.schema()))));
        ProblemResponses.addTo(responses, changesState);
        return responses;
    }
}
