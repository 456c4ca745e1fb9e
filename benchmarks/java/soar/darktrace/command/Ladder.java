package soar.darktrace.command;

import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.http.MediaType;
import org.springframework.http.codec.HttpMessageReader;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.support.WebClientAdapter;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import reactor.core.publisher.Mono;
import soar.darktrace.api.ModelBreachApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.DarktraceInstances;
import soar.darktrace.client.LadderClient;
import soar.darktrace.command.CommandCatalogue.Registered;
import soar.darktrace.warroom.MarkdownTable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code darktrace-get-breach}, built up from a forwarder piece by piece: each address does what the one before it does,
 * and one thing more. What the last one here leaves out, the command itself does.
 */
@Profile("ladder")
@Component
class Ladder extends SimpleUrlHandlerMapping {

    /** The body of a command. */
    record Body(Map<String, JsonNode> args) {}

    /** One of the outputs, and the table. */
    record WithTable(JsonNode outputs, String readableOutput) {}

    private static final String BREACH = "/modelbreaches?includeacknowledged=true&deviceattop=true&pbid={pbid}";
    private static final long PBID = 95;
    private static final ResolvableType BODY = ResolvableType.forClass(Body.class);

    private final CommandCatalogue catalogue;
    private final DarktraceInstance darktrace;
    private final HttpMessageReader<?> reader;
    private final JsonMapper json;

    Ladder(
            CommandCatalogue catalogue,
            DarktraceInstances instances,
            WebClient.Builder webClient,
            ServerCodecConfigurer codecs,
            JsonMapper json,
            Clock clock) {
        this.catalogue = catalogue;
        this.darktrace = instances.find("main").orElseThrow();
        this.reader = codecs.getReaders().stream()
                .filter(one -> one.canRead(BODY, MediaType.APPLICATION_JSON))
                .findFirst()
                .orElseThrow();
        this.json = json;
        WebClient plain = webClient.clone().baseUrl(darktrace.settings().url()).build();
        WebClient signing = LadderClient.signing(webClient, darktrace, clock);
        ModelBreachApi unguarded = HttpServiceProxyFactory.builderFor(WebClientAdapter.create(signing))
                .build()
                .createClient(ModelBreachApi.class);
        setOrder(Ordered.HIGHEST_PRECEDENCE);
        setUrlMap(Map.of(
                "/ladder/server", rung(exchange -> bytes(plain)),
                "/ladder/signature", rung(exchange -> bytes(signing)),
                "/ladder/tree", rung(exchange -> tree(signing)),
                "/ladder/interface", rung(exchange -> unguarded.breach(PBID)),
                "/ladder/guards",
                        rung(exchange -> darktrace.api(ModelBreachApi.class).breach(PBID)),
                "/ladder/binding", rung(exchange -> result(exchange).map(CommandResult::outputs)),
                "/ladder/table", rung(exchange -> result(exchange).map(Ladder::withTable)),
                "/ladder/outputs", rung(exchange -> result(exchange).map(this::answer))));
    }

    private WebHandler rung(Function<ServerWebExchange, Mono<?>> answer) {
        return exchange -> answer.apply(exchange).flatMap(value -> write(value, exchange.getResponse()));
    }

    private Mono<Void> write(Object value, ServerHttpResponse response) {
        byte[] body = value instanceof byte[] bytes ? bytes : json.writeValueAsBytes(value);
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        response.getHeaders().setContentLength(body.length);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    }

    private static Mono<byte[]> bytes(WebClient client) {
        return client.get().uri(BREACH, PBID).retrieve().bodyToMono(byte[].class);
    }

    private static Mono<JsonNode> tree(WebClient client) {
        return client.get().uri(BREACH, PBID).retrieve().bodyToMono(JsonNode.class);
    }

    private static WithTable withTable(CommandResult result) {
        return new WithTable(result.outputs(), MarkdownTable.render(result.title(), result.rows()));
    }

    private CommandAnswer answer(CommandResult result) {
        CommandSpec command = command().spec();
        return CommandAnswer.of(command, darktrace.name(), result, command.effect());
    }

    private Registered<?> command() {
        return catalogue.registered("darktrace-get-breach");
    }

    private Mono<CommandResult> result(ServerWebExchange exchange) {
        return reader.readMono(BODY, exchange.getRequest(), Map.of())
                .cast(Body.class)
                .flatMap(body -> command().plan(body.args(), darktrace).flatMap(Plan::work));
    }
}
