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
        name = "darktrace-email-release-email",
        description = "Releases a held email to the recipients that are named, if email.release allows it. It cannot be"
                + " undone. Never tried on an appliance.",
        context = "Darktrace.Email",
        key = "uuid",
        effect = Effect.CONTAINS)
@ActionOnEmailOutputs
class ReleaseEmail implements DarktraceCommand<ReleaseEmail.Arguments> {

    record Arguments(
            EmailId email,

            @Argument("The recipients to release it to (one address or a list); needed unless the email has one only.")
            List<String> recipient) {}

    private final Permissions permissions;

    ReleaseEmail(Permissions permissions) {
        this.permissions = permissions;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        permissions.require(darktrace, Permission.RELEASE_EMAILS);
        return new ActionOnEmail(
                        EmailAction.RELEASE,
                        darktrace.api(EmailApi.class),
                        arguments.email().uuid(),
                        arguments.recipient())
                .settled();
    }
}
