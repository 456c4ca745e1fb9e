package soar.darktrace.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import soar.darktrace.command.CommandAnswer;
import soar.darktrace.command.CommandDispatcher;
import soar.darktrace.command.CommandRequest;
import soar.darktrace.command.InstanceParameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The fetch step over HTTP, in the words of XSOAR: {@code last_run} goes in, incidents and {@code next_run} come out. */
@RestController
class FetchController {

    private static final String COMMAND = "fetch-incidents";

    /** The body of a fetch request; {@code last_run} may be given among the arguments too, as with any command. */
    @JsonNaming(SnakeCaseStrategy.class)
    record FetchBody(
            @Nullable JsonNode lastRun,
            @Nullable Map<String, JsonNode> args,
            @Nullable String instance,
            @Nullable InstanceParameters params) {

        Map<String, JsonNode> arguments() {
            Map<String, JsonNode> arguments = new LinkedHashMap<>(args == null ? Map.of() : args);
            if (lastRun != null) {
                arguments.put("last_run", lastRun);
            }
            return arguments;
        }
    }

    /** One step of fetching. */
    @JsonNaming(SnakeCaseStrategy.class)
    record FetchAnswer(JsonNode incidents, JsonNode nextRun, List<String> warnings) {

        static FetchAnswer of(CommandAnswer answer) {
            return new FetchAnswer(
                    answer.outputs().path("incidents"), answer.outputs().path("next_run"), answer.warnings());
        }
    }

    private final CommandDispatcher dispatcher;

    FetchController(CommandDispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    @PostMapping(
            path = "/api/v1/commands/" + COMMAND,
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<FetchAnswer> fetch(@RequestBody FetchBody body) {
        return dispatcher
                .dispatch(new CommandRequest(COMMAND, body.arguments(), body.instance(), body.params()))
                .map(FetchAnswer::of);
    }
}
