package soar.darktrace.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.APPLICATION_OCTET_STREAM_VALUE;
import static org.springframework.http.MediaType.TEXT_MARKDOWN_VALUE;

import java.util.List;
import java.util.Map;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.access.Caller;
import soar.darktrace.command.CommandAnswer;
import soar.darktrace.command.CommandCatalogue;
import soar.darktrace.command.CommandDispatcher;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.command.CommandRequest;
import soar.darktrace.command.InstanceParameters;
import soar.darktrace.warroom.WarRoomLine;
import soar.darktrace.warroom.WarRoomSyntaxException;
import tools.jackson.databind.JsonNode;

/**
 * Runs commands over HTTP, by name with JSON arguments or as a war-room line. Bodies are JSON only: a browser then asks
 * before it lets another site's page send one. {@code Accept: text/markdown} answers with the table alone.
 */
@RestController
@RequestMapping("/api/v1")
class CommandController {

    private static final List<String> OF_A_COMMAND = List.of("args", "instance", "params");
    private static final String COMMAND_BODY = "{\"args\": {\"pbid\": \"95\"}}";
    private static final List<String> OF_A_LINE = List.of("line");
    private static final String LINE_BODY = "{\"line\": \"!darktrace-get-breach pbid=95\"}";

    private final CommandCatalogue catalogue;
    private final CommandDispatcher dispatcher;

    CommandController(CommandCatalogue catalogue, CommandDispatcher dispatcher) {
        this.catalogue = catalogue;
        this.dispatcher = dispatcher;
    }

    @GetMapping("/commands")
    Mono<List<CatalogueEntry>> commands() {
        return Mono.deferContextual(context -> Mono.just(catalogue.specs(Caller.in(context)).stream()
                .map(CatalogueEntry::of)
                .toList()));
    }

    @PostMapping(path = "/commands/{name}", consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    Mono<CommandAnswer> run(@PathVariable String name, @RequestBody RequestDocument body) {
        return dispatcher.dispatch(request(name, body));
    }

    private static CommandRequest request(String name, RequestDocument body) {
        RequestMembers members = RequestMembers.of(body.tree(), OF_A_COMMAND, COMMAND_BODY);
        Map<String, JsonNode> arguments = members.object("args");
        Map<String, JsonNode> parameters = members.object("params");
        return new CommandRequest(
                name,
                arguments == null ? Map.of() : arguments,
                members.text("instance"),
                parameters == null ? null : new InstanceParameters(parameters));
    }

    @PostMapping(path = "/commands/{name}", consumes = APPLICATION_JSON_VALUE, produces = TEXT_MARKDOWN_VALUE)
    Mono<String> runForTable(@PathVariable String name, @RequestBody RequestDocument body) {
        return run(name, body).map(CommandAnswer::readableOutput);
    }

    /** Streams the file of a command; one that never has a file does not run. */
    @PostMapping(
            path = "/commands/{name}",
            consumes = APPLICATION_JSON_VALUE,
            produces = APPLICATION_OCTET_STREAM_VALUE)
    Mono<ResponseEntity<Flux<DataBuffer>>> runForFile(@PathVariable String name, @RequestBody RequestDocument body) {
        return dispatcher.download(request(name, body)).map(file -> {
            ContentDisposition attachment =
                    ContentDisposition.attachment().filename(file.name(), UTF_8).build();
            return ResponseEntity.ok()
                    .header(HttpHeaders.CONTENT_DISPOSITION, attachment.toString())
                    .contentType(MediaType.APPLICATION_OCTET_STREAM)
                    .body(file.body());
        });
    }

    @PostMapping(path = "/war-room", consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    Mono<CommandAnswer> warRoom(@RequestBody RequestDocument body) {
        String line = RequestMembers.of(body.tree(), OF_A_LINE, LINE_BODY).text("line");
        if (line == null) {
            throw new CommandException(
                    Reason.INVALID_REQUEST, "line", "The request body needs the member line: send " + LINE_BODY + ".");
        }
        try {
            return dispatcher.dispatch(CommandRequest.of(WarRoomLine.parse(line)));
        } catch (WarRoomSyntaxException e) {
            throw new CommandException(Reason.INVALID_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    @PostMapping(path = "/war-room", consumes = APPLICATION_JSON_VALUE, produces = TEXT_MARKDOWN_VALUE)
    Mono<String> warRoomForTable(@RequestBody RequestDocument body) {
        return warRoom(body).map(CommandAnswer::readableOutput);
    }
}
