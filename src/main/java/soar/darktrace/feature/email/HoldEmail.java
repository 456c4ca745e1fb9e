package soar.darktrace.feature.email;

import java.util.List;
import reactor.core.publisher.Mono;
import soar.darktrace.api.EmailApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Effect;
import soar.darktrace.policy.Permission;
import soar.darktrace.policy.Permissions;

@Command(
        name = "darktrace-email-hold-email",
        description = "Holds an email back from its recipients, if email.hold allows it. Never tried on an appliance.",
        context = "Darktrace.Email",
        key = "uuid",
        effect = Effect.CONTAINS)
@ActionOnEmailOutputs
class HoldEmail implements DarktraceCommand<HoldEmail.Arguments> {

    record Arguments(
            EmailId email,

            @Argument("Only for these recipients (one address or a list); without it, for all.")
            List<String> recipient) {}

    private final Permissions permissions;

    HoldEmail(Permissions permissions) {
        this.permissions = permissions;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        permissions.require(darktrace, Permission.HOLD_EMAILS);
        return new ActionOnEmail(
                        EmailAction.HOLD,
                        darktrace.api(EmailApi.class),
                        arguments.email().uuid(),
                        arguments.recipient())
                .settled();
    }
}
