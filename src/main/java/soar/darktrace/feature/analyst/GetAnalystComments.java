package soar.darktrace.feature.analyst;

import static soar.darktrace.command.OutputType.DATE;
import static soar.darktrace.command.OutputType.STRING;
import static soar.darktrace.command.OutputType.UNKNOWN;

import reactor.core.publisher.Mono;
import soar.darktrace.api.AnalystApi;
import soar.darktrace.api.AnalystComments;
import soar.darktrace.api.Comments;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Output;
import soar.darktrace.command.ReasonTemplate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "darktrace-get-comments-for-ai-analyst-incident-event",
        description = "Returns the comments on an incident event of AI Analyst. Darktrace 7 keeps none.",
        context = "Darktrace.AIAnalyst",
        key = "eventId")
@Output(path = "eventId", type = STRING, description = "ID of the incident event.")
@Output(path = "comments", type = UNKNOWN, description = "Array of the comments on the incident event.")
@Output(path = "comments.eventId", type = STRING, description = "ID of the incident event.")
@Output(path = "comments.message", type = STRING, description = "Text of the comment.")
@Output(path = "comments.username", type = STRING, description = "Who wrote the comment.")
@Output(path = "comments.time", type = DATE, description = "When the comment was written, UTC.")
@Output(path = "comments.reference", type = STRING, description = "Reference of a comment that the connector added.")
class GetAnalystComments implements DarktraceCommand<GetAnalystComments.Arguments> {

    record Arguments(
            @Argument(value = "ID of the incident event.", aliases = "eventId")
            String eventId) {}

    private final ReasonTemplate template;

    GetAnalystComments(ReasonTemplate template) {
        this.template = template;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        String id = arguments.eventId();
        return darktrace.api(AnalystApi.class).comments(id).map(answer -> {
            ArrayNode comments = new AnalystComments(answer).outputs(id);
            ArrayNode rows = Comments.rows(comments);
            Comments.restore(comments, template::removedFrom);
            ObjectNode outputs = JsonNodeFactory.instance.objectNode().put("eventId", id);
            outputs.set("comments", comments);
            return CommandResult.of("Darktrace AIA Comments for " + id, outputs).showing(rows);
        });
    }
}
