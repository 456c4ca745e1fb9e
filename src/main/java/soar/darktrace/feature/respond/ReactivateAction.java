package soar.darktrace.feature.respond;

import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Effect;

@Command(
        name = "darktrace-reactivate-action",
        description = "Lets an expired or cleared RESPOND action take effect again.",
        context = "Darktrace.Action",
        key = "codeid",
        effect = Effect.CONTAINS)
@ActionOutputs
class ReactivateAction implements DarktraceCommand<ReactivateAction.Arguments> {

    record Arguments(
            @Argument("ID of the action.") @Positive long codeid,

            @Argument("Duration: seconds, or a time such as 10 minutes.")
            Duration duration,

            @Argument("Why, for the history in Darktrace.") @Nullable
            String reason) {}

    private final ActionChanges changes;

    ReactivateAction(ActionChanges changes) {
        this.changes = changes;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        return changes.change(
                darktrace,
                arguments.codeid(),
                Transition.REACTIVATE,
                action -> arguments.duration(),
                Reasons.orElse(arguments.reason(), "darktrace-reactivate-action"));
    }
}
