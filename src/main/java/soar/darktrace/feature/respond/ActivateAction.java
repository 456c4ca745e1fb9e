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
        name = "darktrace-activate-action",
        aliases = "darktrace-approve-action",
        description = "Confirms a pending RESPOND action, so that it takes effect.",
        context = "Darktrace.Action",
        key = "codeid",
        effect = Effect.CONTAINS)
@ActionOutputs
class ActivateAction implements DarktraceCommand<ActivateAction.Arguments> {

    record Arguments(
            @Argument("ID of the action.") @Positive long codeid,

            @Argument("Duration: seconds, or a time such as 10 minutes. Without it, the duration of the model.")
            @Nullable
            Duration duration,

            @Argument("Why, for the history in Darktrace.") @Nullable
            String reason) {}

    private final ActionChanges changes;

    ActivateAction(ActionChanges changes) {
        this.changes = changes;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        return changes.change(
                darktrace,
                arguments.codeid(),
                Transition.ACTIVATE,
                action -> arguments.duration(),
                Reasons.orElse(arguments.reason(), "darktrace-activate-action"));
    }
}
