package soar.darktrace.breach;

import static soar.darktrace.command.OutputType.DATE;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;
import static soar.darktrace.command.OutputType.UNKNOWN;

import jakarta.validation.constraints.Positive;
import java.util.List;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandHandler;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.Output;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "darktrace-get-comments",
        description = "Returns the comments on a model breach by its model breach ID (pbid).",
        context = "Darktrace.ModelBreach",
        key = "pbid")
@Output(path = "pbid", type = NUMBER, description = "Model breach ID.")
@Output(path = "comments", type = UNKNOWN, description = "Array of the comments on the model breach.")
@Output(path = "comments.message", type = STRING, description = "Text of the comment.")
@Output(path = "comments.username", type = STRING, description = "Who wrote the comment.")
@Output(path = "comments.time", type = DATE, description = "When the comment was written, UTC.")
@Output(path = "comments.pid", type = NUMBER, description = "ID of the model that was breached.")
@Output(path = "comments.pbid", type = NUMBER, description = "Model breach ID.")
class GetComments implements CommandHandler<GetComments.Arguments> {

    record Arguments(@Argument("Model breach ID.") @Positive long pbid) {}

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        return darktrace
                .api(ModelBreachApi.class)
                .comments(arguments.pbid())
                .map(answer -> result(arguments.pbid(), DarktraceAnswer.items(answer)));
    }

    private static CommandResult result(long pbid, List<JsonNode> comments) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        comments.forEach(comment -> rows.add(comment instanceof ObjectNode known ? completed(known, pbid) : comment));
        ObjectNode outputs = JsonNodeFactory.instance.objectNode();
        outputs.put("pbid", pbid).set("comments", rows);
        return CommandResult.of("Darktrace Model Breach " + pbid + " Comments", outputs)
                .showing(rows)
                .warning(
                        comments.stream().allMatch(JsonNode::isObject)
                                ? List.of()
                                : List.of(
                                        "Some comments are not in the expected shape; they are passed on as they came."));
    }

    private static ObjectNode completed(ObjectNode comment, long pbid) {
        comment.replace("time", DarktraceTime.iso(comment.path("time")));
        if (comment.path("time").isMissingNode()) {
            comment.remove("time");
        }
        return comment.put("pbid", pbid);
    }
}
