package soar.darktrace.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.TEXT_EVENT_STREAM_VALUE;

import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.access.Caller;
import soar.darktrace.web.CallerLimits;
import soar.darktrace.web.RequestDocument;
import tools.jackson.databind.json.JsonMapper;

/** The transport of the protocol that is called streamable HTTP: one address, by which a caller's requests come as all do. */
@RestController
@RequestMapping("/mcp")
@ConditionalOnBooleanProperty("connector.mcp.enabled")
class McpController {

    private static final String SESSION = "Mcp-Session-Id";
    private static final String VERSION = "MCP-Protocol-Version";
    private static final MediaType EVENTS = new MediaType(MediaType.TEXT_EVENT_STREAM, UTF_8);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final String ALIVE = ":alive\n\n";

    private final Sessions sessions;
    private final IncidentFollower follower;
    private final CallerLimits limits;
    private final Closing closing;

    McpController(Sessions sessions, IncidentFollower follower, CallerLimits limits, Closing closing) {
        this.sessions = sessions;
        this.follower = follower;
        this.limits = limits;
        this.closing = closing;
    }

    @PostMapping(
            consumes = APPLICATION_JSON_VALUE,
            produces = {APPLICATION_JSON_VALUE, TEXT_EVENT_STREAM_VALUE})
    Mono<Void> post(
            @RequestBody RequestDocument body,
            @RequestHeader(name = SESSION, required = false) @Nullable String id,
            @RequestHeader(name = VERSION, required = false) @Nullable String version,
            ServerHttpResponse response) {
        return Mono.deferContextual(context -> {
            Greeting.requireKnown(version);
            JSONRPCMessage message = RpcMessage.of(body.tree());
            Caller caller = Caller.in(context);
            if (message instanceof JSONRPCRequest request && request.method().equals(McpSchema.METHOD_INITIALIZE)) {
                return initialize(caller, request, response);
            }
            Session session = sessions.find(caller, id);
            if (message instanceof JSONRPCRequest request) {
                return stream(session, session.answer(request).map(answer -> event("", answer)), response);
            }
            response.setStatusCode(HttpStatus.ACCEPTED);
            if (message instanceof JSONRPCResponse answer) {
                return session.accept(answer);
            }
            session.accept((JSONRPCNotification) message);
            return Mono.empty();
        });
    }

    private Mono<Void> initialize(Caller caller, JSONRPCRequest request, ServerHttpResponse response) {
        Greeting greeting = Greeting.of(request.params());
        Session session = sessions.open(caller, greeting.capabilities(), greeting.client());
        response.getHeaders().set(SESSION, session.id());
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        JSONRPCResponse answer = JSONRPCResponse.result(request.id(), greeting.answer());
        return response.writeWith(Mono.fromSupplier(() -> buffer(json(answer), response)));
    }

    /** What happens to the incidents that the session follows. A later stream of the session takes its place. */
    @GetMapping(produces = TEXT_EVENT_STREAM_VALUE)
    Mono<Void> listen(
            @RequestHeader(name = SESSION, required = false) @Nullable String id,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last,
            ServerHttpResponse response) {
        return Mono.deferContextual(context -> {
            Caller caller = Caller.in(context);
            Session session = sessions.find(caller, id);
            if (last != null && last.matches("\\d{1,18}")) {
                session.moveTo(Long.parseLong(last));
            }
            Mono<Void> end = Mono.firstWithSignal(
                    session.listen(),
                    closing.begun(),
                    Mono.delay(limits.streamLifetime()).then());
            Flux<String> updates = follower.updates(session, caller)
                    .map(update -> event("id:" + update.position() + "\n", updated(update.uri())));
            return limits.open(stream(session, updates.takeUntilOther(end).startWith(ALIVE), response));
        });
    }

    private static String alive(Session session) {
        session.use();
        return ALIVE;
    }

    private static JSONRPCNotification updated(String uri) {
        return new JSONRPCNotification(McpSchema.METHOD_NOTIFICATION_RESOURCES_UPDATED, Map.of("uri", uri));
    }

    @DeleteMapping
    Mono<Void> end(@RequestHeader(name = SESSION, required = false) @Nullable String id) {
        return Mono.deferContextual(context -> {
            sessions.close(sessions.find(Caller.in(context), id));
            return Mono.empty();
        });
    }

    /** Proxies close what is silent, such as the wait for a person. */
    private static Mono<Void> stream(Session session, Flux<String> events, ServerHttpResponse response) {
        response.getHeaders().setContentType(EVENTS);
        Flux<String> withHeartbeat = events.publish(shared -> Flux.merge(
                shared,
                Flux.interval(HEARTBEAT)
                        .onBackpressureDrop()
                        .map(tick -> alive(session))
                        .takeUntilOther(shared.ignoreElements())));
        return response.writeAndFlushWith(
                withHeartbeat.<Publisher<DataBuffer>>map(text -> Mono.fromSupplier(() -> buffer(text, response))));
    }

    private static String event(String id, JSONRPCMessage message) {
        return id + "event:message\ndata:" + json(message) + "\n\n";
    }

    private static String json(JSONRPCMessage message) {
        return JsonMapper.shared().writeValueAsString(message);
    }

    private static DataBuffer buffer(String text, ServerHttpResponse response) {
        return response.bufferFactory().wrap(text.getBytes(UTF_8));
    }
}
