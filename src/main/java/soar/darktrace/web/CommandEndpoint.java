package soar.darktrace.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.ContentDisposition;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;
import soar.darktrace.command.CommandAnswer;
import soar.darktrace.command.CommandDispatcher;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.command.CommandRequest;
import soar.darktrace.command.InstanceParameters;
import soar.darktrace.command.ResultFile;
import soar.darktrace.warroom.WarRoomLine;
import soar.darktrace.warroom.WarRoomSyntaxException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs commands over HTTP, by name with JSON arguments or as a war-room line, and answers in the {@link AnswerForm} that
 * the caller accepts. {@link CommandMapping} leads here.
 */
@Component
@ConditionalOnWebApplication
final class CommandEndpoint {

    private static final List<String> OF_A_COMMAND = List.of("args", "instance", "params");
    private static final String COMMAND_BODY = "{\"args\": {\"pbid\": \"95\"}}";
    private static final List<AnswerForm> FORMS_OF_A_COMMAND =
            List.of(AnswerForm.JSON, AnswerForm.FILE, AnswerForm.TABLE);
    private static final List<String> OF_A_LINE = List.of("line");
    private static final String LINE_BODY = "{\"line\": \"!darktrace-get-breach pbid=95\"}";
    private static final List<AnswerForm> FORMS_OF_A_LINE = List.of(AnswerForm.JSON, AnswerForm.TABLE);

    private final CommandDispatcher dispatcher;
    private final RequestReader reader;
    private final ObjectWriter json;

    CommandEndpoint(CommandDispatcher dispatcher, RequestReader reader, JsonMapper json) {
        this.dispatcher = dispatcher;
        this.reader = reader;
        this.json = json.writerFor(CommandAnswer.class);
    }

    /** Runs a command that is named in the address. */
    WebHandler of(String name) {
        return exchange -> answer(exchange, FORMS_OF_A_COMMAND, body -> named(name, body));
    }

    /** Runs the command of a line. */
    WebHandler ofWarRoom() {
        return exchange -> answer(exchange, FORMS_OF_A_LINE, CommandEndpoint::written);
    }

    private static CommandRequest named(String name, RequestDocument body) {
        RequestMembers members = RequestMembers.of(body.tree(), OF_A_COMMAND, COMMAND_BODY);
        Map<String, JsonNode> arguments = members.object("args");
        Map<String, JsonNode> parameters = members.object("params");
        return new CommandRequest(
                name,
                arguments == null ? Map.of() : arguments,
                members.text("instance"),
                parameters == null ? null : new InstanceParameters(parameters));
    }

    private static CommandRequest written(RequestDocument body) {
        String line = RequestMembers.of(body.tree(), OF_A_LINE, LINE_BODY).text("line");
        if (line == null) {
            throw new CommandException(
                    Reason.INVALID_REQUEST, "line", "The request body needs the member line: send " + LINE_BODY + ".");
        }
        try {
            return CommandRequest.of(WarRoomLine.parse(line));
        } catch (WarRoomSyntaxException e) {
            throw new CommandException(Reason.INVALID_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    /** Each refusal is a signal: what is thrown here would pass by the one place that makes problems of failures. */
    private Mono<Void> answer(
            ServerWebExchange exchange, List<AnswerForm> offered, Function<RequestDocument, CommandRequest> reading) {
        return Mono.defer(() -> {
            AnswerForm form =
                    AnswerForm.accepted(exchange.getRequest().getHeaders().getAccept(), offered);
            ServerHttpResponse response = exchange.getResponse();
            Mono<CommandRequest> request = reader.read(exchange.getRequest()).map(reading);
            return form == AnswerForm.FILE
                    ? request.flatMap(dispatcher::download).flatMap(file -> stream(file, response))
                    : request.flatMap(dispatcher::dispatch)
                            .flatMap(answer -> write(body(answer, form), form, response));
        });
    }

    private byte[] body(CommandAnswer answer, AnswerForm form) {
        return form == AnswerForm.TABLE ? answer.readableOutput().getBytes(UTF_8) : json.writeValueAsBytes(answer);
    }

    private static Mono<Void> write(byte[] body, AnswerForm form, ServerHttpResponse response) {
        response.getHeaders().setContentType(form.type());
        response.getHeaders().setContentLength(body.length);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    }

    private static Mono<Void> stream(ResultFile file, ServerHttpResponse response) {
        response.getHeaders().setContentType(AnswerForm.FILE.type());
        response.getHeaders()
                .setContentDisposition(ContentDisposition.attachment()
                        .filename(file.name(), UTF_8)
                        .build());
        return response.writeWith(file.body());
    }
}
