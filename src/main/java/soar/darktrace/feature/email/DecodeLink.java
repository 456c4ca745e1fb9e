package soar.darktrace.feature.email;

import static soar.darktrace.command.OutputType.STRING;

import jakarta.validation.constraints.Size;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;
import soar.darktrace.api.EmailApi;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Output;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

@Command(
        name = "darktrace-email-decode-link",
        description = "Returns where a link leads that Darktrace/EMAIL rewrote in an email; nothing is opened. Never"
                + " tried on an appliance.",
        context = "Darktrace.EmailLink",
        key = "link")
@Output(path = "link", type = STRING, description = "The link in the email.")
@Output(path = "decoded", type = STRING, description = "Where it leads.")
class DecodeLink implements DarktraceCommand<DecodeLink.Arguments> {

    record Arguments(
            @Argument("The link as it stands in the email.") @Size(max = 8000, message = "has 8000 characters at most")
            String link) {}

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        return darktrace
                .api(EmailApi.class)
                .decode(arguments.link())
                .onErrorMap(DarktraceException.class, EmailApi::explained)
                .map(answer -> CommandResult.of(
                        "Darktrace Email Link",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("link", arguments.link())
                                .put("decoded", decoded(answer))));
    }

    /** Nobody has published an answer: a text, or an object that has it under one of these names. */
    private static String decoded(JsonNode answer) {
        return Stream.concat(
                        Stream.of(answer),
                        Stream.of("decoded", "decoded_link", "unlocked_link", "url", "link")
                                .map(answer::path))
                .map(text -> text.asString(""))
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElseThrow(() -> DarktraceAnswer.unreadable("is not of the expected shape"));
    }
}
