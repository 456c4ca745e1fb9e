package soar.darktrace.feature.respond;

import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Effect;

@Command(
        name = "darktrace-clear-action",
        description = "Ends a RESPOND action: an active one at once, a pending or expired one so that it"
                + " cannot take effect again by itself.",
        context = "Darktrace.Action",
        key = "codeid",
        effect = Effect.CONTAINS)
@ActionOutputs
class ClearAction implements DarktraceCommand<ClearAction.Arguments> {

    record Arguments(
            @Argument("ID of the action.") @Positive long codeid,

            @Argument("Why, for the history in Darktrace.") @Nullable
            String reason) {}

    private final ActionChanges changes;

    ClearAction(ActionChanges changes) {
        this.changes = changes;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        return changes.change(
                darktrace,
                arguments.codeid(),
                Transition.CLEAR,
                action -> null,
                Reasons.orElse(arguments.reason(), "darktrace-clear-action"));
    }
}
