package soar.darktrace.feature.email;

import static soar.darktrace.command.OutputType.STRING;

import org.springframework.core.io.buffer.DataBuffer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Email;
import soar.darktrace.api.EmailApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.FileLimit;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Output;
import soar.darktrace.command.ResultFile;
import soar.darktrace.policy.DownloadRules;
import tools.jackson.databind.node.JsonNodeFactory;

@Command(
        name = "darktrace-email-download-email",
        description =
                "Returns an email as a file, if email.content allows it: it is personal data, and may be dangerous"
                        + " to open. Never tried on an appliance.",
        context = "Darktrace.Email",
        key = "uuid",
        file = true,
        audited = true)
@Output(path = "uuid", type = STRING, description = "ID of the email in Darktrace.")
@Output(path = "subject", type = STRING, description = "Subject of the email.")
class DownloadEmail implements DarktraceCommand<DownloadEmail.Arguments> {

    record Arguments(EmailId email) {}

    private final DownloadRules rules;

    DownloadEmail(DownloadRules rules) {
        this.rules = rules;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        FileLimit limit = rules.requireEmail(darktrace);
        EmailApi api = darktrace.api(EmailApi.class);
        return api.emailOrNotFound(arguments.email().uuid()).map(email -> {
            Flux<DataBuffer> file = EmailFile.checked(limit.around(api.download(email.uuid())));
            return result(email, rules.oneOfFew(darktrace, file));
        });
    }

    private static CommandResult result(Email email, Flux<DataBuffer> file) {
        return CommandResult.of(
                        "Darktrace Email " + email.uuid(),
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("uuid", email.uuid())
                                .put("subject", email.subject()))
                .attaching(new ResultFile(email.uuid() + ".eml", "message/rfc822", file));
    }
}
