package soar.darktrace.feature.respond;

import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Action;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Effect;
import soar.darktrace.policy.Permissions;

@Command(
        name = "darktrace-extend-action",
        description =
                "Changes when an active RESPOND action ends: at a time from now (duration), or later by some time (extend_by).",
        context = "Darktrace.Action",
        key = "codeid",
        effect = Effect.CONTAINS)
@ActionOutputs
class ExtendAction implements DarktraceCommand<ExtendAction.Arguments> {

    record Arguments(
            @Argument("ID of the action.") @Positive long codeid,

            @Argument("Duration from now, whatever time remains: seconds, or a time such as 10 minutes. A shorter"
                    + " one than remains ends the action earlier.")
            @Nullable
            Duration duration,

            @Argument("Time to add to the remaining time: seconds, or a time such as 10 minutes.") @Nullable
            Duration extendBy,

            @Argument("Why, for the history in Darktrace.") @Nullable
            String reason) {}

    private final ActionChanges changes;

    ExtendAction(ActionChanges changes) {
        this.changes = changes;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        if ((arguments.duration() == null) == (arguments.extendBy() == null)) {
            throw new CommandException(
                    Reason.INVALID_ARGUMENT, "duration", "darktrace-extend-action needs either duration or extend_by.");
        }
        return changes.change(
                darktrace,
                arguments.codeid(),
                Transition.EXTEND,
                action -> arguments.extendBy() == null ? arguments.duration() : later(action, arguments.extendBy()),
                Reasons.orElse(arguments.reason(), "darktrace-extend-action"));
    }

    /** Rounded up to seconds, so that the action ends later by the whole time. */
    private static Duration later(Action action, Duration by) {
        if (action.expires().isEmpty()) {
            throw Permissions.refused("Action %s has no end in Darktrace, to which nothing can be added: use duration."
                    .formatted(action.codeid()));
        }
        return Duration.ofSeconds(action.remaining().plus(by).plusMillis(999).toSeconds());
    }
}
