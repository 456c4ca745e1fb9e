package soar.darktrace.feature.breach;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Comments;
import soar.darktrace.api.ModelBreachApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.EachItem;
import soar.darktrace.command.ReasonTemplate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "darktrace-get-comments",
        description = "Returns the comments on one or several model breaches.",
        context = "Darktrace.ModelBreach",
        key = "pbid",
        aliases = "darktrace-get-model-breach-comments")
@CommentOutputs
@EachBreachOutputs
class GetComments implements DarktraceCommand<GetComments.Arguments> {

    record Arguments(
            @Argument("Model breach ID, or a list of them.") @NotEmpty
            List<@Positive Long> pbid,

            @Argument("Return only this top-level field of Darktrace's answer, in its own shape.") @Nullable
            String responseData) {}

    private final ReasonTemplate template;

    GetComments(ReasonTemplate template) {
        this.template = template;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        ModelBreachApi api = darktrace.api(ModelBreachApi.class);
        return EachBreach.forEach(
                arguments.pbid(),
                pbid -> "Darktrace Model Breach " + pbid + " Comments",
                pbid -> api.comments(pbid, arguments.responseData())
                        .map(answer -> outcome(pbid, Comments.in(answer), arguments.responseData() != null)));
    }

    private EachItem.Outcome outcome(long pbid, Comments comments, boolean asTheyCome) {
        ObjectNode outputs = JsonNodeFactory.instance.objectNode().put("pbid", pbid);
        if (asTheyCome) {
            outputs.set("comments", comments.source());
            return new EachItem.Outcome(outputs, comments.source(), comments.warnings());
        }
        ArrayNode completed = comments.outputs(pbid);
        ArrayNode rows = Comments.rows(completed);
        Comments.restore(completed, template::removedFrom);
        outputs.set("comments", completed);
        return new EachItem.Outcome(outputs, rows, comments.warnings());
    }
}
