package soar.darktrace.feature.breach;

import static soar.darktrace.command.OutputType.BOOLEAN;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;

import jakarta.validation.constraints.Positive;
import java.util.List;
import reactor.core.publisher.Mono;
import soar.darktrace.api.ModelBreachApi;
import soar.darktrace.api.NewComment;
import soar.darktrace.api.Reference;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.EachItem;
import soar.darktrace.command.Effect;
import soar.darktrace.command.Output;
import soar.darktrace.command.ReasonTemplate;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "darktrace-add-comment",
        description = "Adds a comment to a model breach. Comments cannot be changed or deleted in Darktrace.",
        context = "Darktrace.ModelBreach",
        key = "pbid",
        effect = Effect.CHANGES,
        aliases = "darktrace-post-comment-to-model-breach")
@Output(path = "pbid", type = NUMBER, description = "Model breach ID.")
@Output(path = "message", type = STRING, description = "Text of the comment.")
@Output(path = "commented", type = BOOLEAN, description = "Whether the comment was added.")
class AddComment implements DarktraceCommand<AddComment.Arguments> {

    record Arguments(
            @Argument("Model breach ID.") @Positive long pbid,

            @Argument(value = "Text of the comment.", aliases = "comment")
            String message) {}

    private final ReasonTemplate template;

    AddComment(ReasonTemplate template) {
        this.template = template;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        ObjectNode outputs = JsonNodeFactory.instance
                .objectNode()
                .put("pbid", arguments.pbid())
                .put("message", arguments.message())
                .put("commented", true);
        return EachBreach.forEach(
                List.of(arguments.pbid()),
                pbid -> "Model Breach " + pbid + " Commented",
                pbid -> template.applyTo(arguments.message())
                        .flatMap(text -> new NewComment(pbid, text, Reference.random())
                                .post(darktrace.api(ModelBreachApi.class)))
                        .map(response -> EachItem.Outcome.of(outputs, response, List.of())));
    }
}
