package soar.darktrace.feature.analyst;

import static soar.darktrace.command.OutputType.BOOLEAN;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;

import reactor.core.publisher.Mono;
import soar.darktrace.api.Reference;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Effect;
import soar.darktrace.command.Output;
import soar.darktrace.command.ReasonTemplate;

@Command(
        name = "darktrace-post-comment-to-ai-analyst-incident-event",
        description =
                "Adds a comment to an incident event of AI Analyst, and reads it back. Darktrace 7 accepts comments"
                        + " there and stores none: then the answer says so, and the comment can go to a related model breach.",
        context = "Darktrace.AIAnalyst",
        key = "eventId",
        effect = Effect.CHANGES)
@Output(path = "eventId", type = STRING, description = "ID of the incident event.")
@Output(path = "message", type = STRING, description = "Text of the comment.")
@Output(path = "commented", type = BOOLEAN, description = "Whether the comment is in Darktrace, wherever.")
@Output(path = "stored", type = BOOLEAN, description = "Whether the incident event has the comment.")
@Output(path = "response", type = STRING, description = "What became of the comment, in a sentence.")
@Output(path = "breachPbid", type = NUMBER, description = "The model breach that got the comment instead.")
class PostAnalystComment implements DarktraceCommand<PostAnalystComment.Arguments> {

    record Arguments(
            @Argument(value = "ID of the incident event.", aliases = "eventId")
            String eventId,

            @Argument("Text of the comment.") String comment,

            @Argument(
                    value =
                            "Comment on the first related model breach where the incident event does not keep the comment.",
                    defaultValue = "false")
            boolean fallbackToBreach) {}

    private final ReasonTemplate template;

    PostAnalystComment(ReasonTemplate template) {
        this.template = template;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        return template.applyTo(arguments.comment())
                .flatMap(text -> new NewAnalystComment(arguments, text, Reference.random()).post(darktrace));
    }
}
