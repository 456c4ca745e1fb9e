package soar.darktrace.feature.email;

import reactor.core.publisher.Mono;
import soar.darktrace.api.Email;
import soar.darktrace.api.EmailApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.policy.Permission;
import soar.darktrace.policy.Permissions;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "darktrace-email-get-email",
        description = "Returns an email of Darktrace/EMAIL. Never tried on an appliance.",
        context = "Darktrace.Email",
        key = "uuid")
@EmailOutputs
@EmailDetailOutputs
@Columns({"uuid", "time", "direction", "sender", "recipient", "subject", "score", "receipt_status", "actions", "summary"
})
class GetEmail implements DarktraceCommand<GetEmail.Arguments> {

    record Arguments(
            EmailId email,

            @Argument(value = "Also return the email's headers, if email.content allows it.", defaultValue = "false")
            boolean includeHeaders) {}

    private final Permissions permissions;

    GetEmail(Permissions permissions) {
        this.permissions = permissions;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        if (arguments.includeHeaders()) {
            permissions.require(darktrace, Permission.READ_EMAILS);
        }
        EmailApi api = darktrace.api(EmailApi.class);
        return api.emailOrNotFound(arguments.email().uuid(), arguments.includeHeaders() ? true : null)
                .flatMap(email -> KnownTags.read(api).map(known -> result(arguments, darktrace, email, known)));
    }

    /** The table has a row for each copy. */
    private static CommandResult result(
            Arguments arguments, DarktraceInstance darktrace, Email email, KnownTags known) {
        ObjectNode outputs = email.outputs(darktrace.settings().url(), known.tags());
        if (arguments.includeHeaders()) {
            outputs.set("headers", email.further());
        }
        return CommandResult.of("Darktrace Email " + email.uuid(), outputs)
                .showing(email.rows(outputs, known.tags()))
                .warning(known.warnings());
    }
}
