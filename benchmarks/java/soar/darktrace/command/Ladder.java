package soar.darktrace.command;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import java.time.Clock;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.support.WebClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import reactor.core.publisher.Mono;
import soar.darktrace.api.ModelBreachApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.DarktraceInstances;
import soar.darktrace.client.LadderClient;
import soar.darktrace.command.CommandCatalogue.Registered;
import soar.darktrace.warroom.MarkdownTable;
import tools.jackson.databind.JsonNode;

/**
 * {@code darktrace-get-breach}, built up from a forwarder piece by piece: each address does what the one before it does,
 * and one thing more. What the last one here leaves out, the command itself does.
 */
@Profile("ladder")
@RestController
@RequestMapping(path = "/ladder", produces = APPLICATION_JSON_VALUE)
class Ladder {

    /** The body of a command. */
    record Body(Map<String, JsonNode> args) {}

    /** One of the outputs, and the table. */
    record WithTable(JsonNode outputs, String readableOutput) {}

    private static final String BREACH = "/modelbreaches?includeacknowledged=true&deviceattop=true&pbid={pbid}";
    private static final long PBID = 95;

    private final CommandCatalogue catalogue;
    private final DarktraceInstance darktrace;
    private final WebClient plain;
    private final WebClient signing;
    private final ModelBreachApi unguarded;

    Ladder(CommandCatalogue catalogue, DarktraceInstances instances, WebClient.Builder webClient, Clock clock) {
        this.catalogue = catalogue;
        this.darktrace = instances.find("main").orElseThrow();
        this.plain = webClient.clone().baseUrl(darktrace.settings().url()).build();
        this.signing = LadderClient.signing(webClient, darktrace, clock);
        this.unguarded = HttpServiceProxyFactory.builderFor(WebClientAdapter.create(signing))
                .build()
                .createClient(ModelBreachApi.class);
    }

    @PostMapping("/server")
    Mono<byte[]> server() {
        return plain.get().uri(BREACH, PBID).retrieve().bodyToMono(byte[].class);
    }

    @PostMapping("/signature")
    Mono<byte[]> signature() {
        return signing.get().uri(BREACH, PBID).retrieve().bodyToMono(byte[].class);
    }

    @PostMapping("/tree")
    Mono<JsonNode> tree() {
        return signing.get().uri(BREACH, PBID).retrieve().bodyToMono(JsonNode.class);
    }

    @PostMapping("/interface")
    Mono<JsonNode> httpInterface() {
        return unguarded.breach(PBID);
    }

    @PostMapping("/guards")
    Mono<JsonNode> guards() {
        return darktrace.api(ModelBreachApi.class).breach(PBID);
    }

    @PostMapping("/binding")
    Mono<JsonNode> binding(@RequestBody Body body) {
        return run(command(), body).map(CommandResult::outputs);
    }

    @PostMapping("/table")
    Mono<WithTable> table(@RequestBody Body body) {
        return run(command(), body)
                .map(result -> new WithTable(result.outputs(), MarkdownTable.render(result.title(), result.rows())));
    }

    @PostMapping("/outputs")
    Mono<CommandAnswer> outputs(@RequestBody Body body) {
        Registered<?> command = command();
        return run(command, body)
                .map(result -> CommandAnswer.of(
                        command.spec(), darktrace.name(), result, command.spec().effect()));
    }

    private Registered<?> command() {
        return catalogue.registered("darktrace-get-breach");
    }

    private Mono<CommandResult> run(Registered<?> command, Body body) {
        return command.plan(body.args(), darktrace).flatMap(Plan::work);
    }
}
