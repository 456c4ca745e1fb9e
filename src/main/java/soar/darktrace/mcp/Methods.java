package soar.darktrace.mcp;

import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.server.McpRequestHandler;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.HashMap;
import java.util.Map;
import reactor.core.publisher.Mono;
import soar.darktrace.access.Caller;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.incident.IncidentStore;
import tools.jackson.databind.JsonNode;

/** What a client may ask for, by the names of the protocol's methods. */
final class Methods {

    private final Tools tools;
    private final Resources resources;
    private final IncidentStore store;

    Methods(Tools tools, Resources resources, IncidentStore store) {
        this.tools = tools;
        this.resources = resources;
        this.store = store;
    }

    /** One method. */
    private interface Method {
        Mono<?> run(Caller caller, McpAsyncServerExchange exchange, JsonNode parameters);
    }

    Map<String, McpRequestHandler<?>> handlers(Session session) {
        Map<String, McpRequestHandler<?>> handlers = new HashMap<>();
        put(handlers, McpSchema.METHOD_PING, (caller, exchange, given) -> Mono.just(Map.of()));
        put(handlers, McpSchema.METHOD_TOOLS_LIST, (caller, exchange, given) -> Mono.just(tools.list(caller)));
        put(handlers, McpSchema.METHOD_TOOLS_CALL, tools::call);
        put(handlers, McpSchema.METHOD_RESOURCES_LIST, (caller, exchange, given) -> resources.list(caller));
        put(
                handlers,
                McpSchema.METHOD_RESOURCES_TEMPLATES_LIST,
                (caller, exchange, given) -> Mono.just(Resources.templates()));
        put(
                handlers,
                McpSchema.METHOD_RESOURCES_READ,
                (caller, exchange, given) -> resources.read(caller, text(given, "uri")));
        put(
                handlers,
                McpSchema.METHOD_RESOURCES_SUBSCRIBE,
                (caller, exchange, given) -> follow(session, caller, text(given, "uri")));
        put(handlers, McpSchema.METHOD_RESOURCES_UNSUBSCRIBE, (caller, exchange, given) -> {
            session.unfollow(text(given, "uri"));
            return Mono.just(Map.of());
        });
        put(handlers, McpSchema.METHOD_PROMPT_LIST, (caller, exchange, given) -> Mono.just(JobPrompt.list()));
        put(
                handlers,
                McpSchema.METHOD_PROMPT_GET,
                (caller, exchange, given) -> Mono.just(JobPrompt.get(text(given, "name"), given.path("arguments"))));
        return handlers;
    }

    private static void put(Map<String, McpRequestHandler<?>> handlers, String name, Method method) {
        McpRequestHandler<Object> handler = (exchange, parameters) -> Mono.deferContextual(
                context -> Mono.defer(() -> method.run(Caller.in(context), exchange, (JsonNode) parameters))
                        .cast(Object.class)
                        .onErrorMap(failure -> RpcFailure.asError(failure, context)));
        handlers.put(name, handler);
    }

    /** The end of the log is read first: what happens from then on is told, and what it was before can be read. */
    private Mono<Map<String, Object>> follow(Session session, Caller caller, String uri) {
        return store.lastPosition()
                .flatMap(end -> resources
                        .requireFollowable(caller, uri)
                        .then(Mono.fromRunnable(() -> session.follow(uri, end))))
                .thenReturn(Map.of());
    }

    private static String text(JsonNode parameters, String name) {
        JsonNode value = parameters.path(name);
        if (!value.isString()) {
            throw new CommandException(Reason.INVALID_REQUEST, "The parameter " + name + " must be a text.");
        }
        return value.asString();
    }
}
