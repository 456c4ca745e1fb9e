package soar.darktrace.mcp;

import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import tools.jackson.databind.JsonNode;

/** The conversation with one client. It is its caller's alone; what the caller may do is asked anew with each request. */
final class Session {

    private static final String CANCELLED = "notifications/cancelled";
    private static final int MOST_FOLLOWED = 100;

    private final String id;
    private final String callerId;
    private final int mostQuestions;
    private final McpStreamableServerSession rpc;
    private final Map<Object, FluxSink<JSONRPCMessage>> underWay = new ConcurrentHashMap<>();
    private final AtomicInteger questions = new AtomicInteger();
    private final Set<String> followed = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosed;
    private volatile long position;
    private volatile Sinks.@Nullable Empty<Void> listening;
    private volatile long lastUse = System.nanoTime();

    Session(
            String id,
            String callerId,
            @Nullable ClientCapabilities capabilities,
            @Nullable Implementation client,
            Methods methods,
            SessionLimits limits) {
        this.id = id;
        this.callerId = callerId;
        this.mostQuestions = limits.questions();
        this.rpc = new McpStreamableServerSession(
                id, capabilities, client, limits.patience(), methods.handlers(this), Map.of(), Mono::empty, null);
    }

    String id() {
        return id;
    }

    boolean isOf(String caller) {
        return callerId.equals(caller);
    }

    void use() {
        lastUse = System.nanoTime();
    }

    long idleNanos() {
        return System.nanoTime() - lastUse;
    }

    /**
     * The messages that answer a request. Whoever cancels them, or sends {@code notifications/cancelled}, ends the work; so
     * that it is known which is meant, an ID is under way once at a time.
     */
    Flux<JSONRPCMessage> answer(JSONRPCRequest request) {
        return Flux.<JSONRPCMessage>create(sink -> {
                    if (underWay.putIfAbsent(request.id(), sink) != null) {
                        sink.next(RpcFailure.idInUse(request.id()));
                        sink.complete();
                        return;
                    }
                    if (isClosed) {
                        underWay.remove(request.id(), sink);
                        sink.complete();
                        return;
                    }
                    // Before its client learns that it is over, or the next request with this ID might come too early.
                    Disposable work = rpc.responseStream(request, new RpcStream(sink))
                            .doOnTerminate(() -> underWay.remove(request.id(), sink))
                            .contextWrite(sink.contextView())
                            .subscribe(null, sink::error, sink::complete);
                    sink.onDispose(() -> {
                        work.dispose();
                        underWay.remove(request.id(), sink);
                    });
                })
                .map(this::counted)
                .map(RpcFailure::visible);
    }

    private JSONRPCMessage counted(JSONRPCMessage message) {
        if (message instanceof JSONRPCRequest) {
            questions.incrementAndGet();
        }
        return message;
    }

    /** Whether another one should take its place; not while its client waits for an answer. */
    boolean isWornOut() {
        return questions.get() >= mostQuestions && underWay.isEmpty();
    }

    /** Takes what a client tells: of use is that it waits for a request no longer. */
    void accept(JSONRPCNotification notification) {
        if (notification.method().equals(CANCELLED)) {
            Object request = RpcMessage.id(((JsonNode) notification.params()).path("requestId"));
            FluxSink<JSONRPCMessage> sink = request == null ? null : underWay.get(request);
            if (sink != null) {
                sink.complete();
            }
        }
    }

    /** Takes an answer to a question; one that nobody waits for any more is no failure. */
    Mono<Void> accept(JSONRPCResponse response) {
        return rpc.accept(response).onErrorComplete();
    }

    /**
     * Notes that the client wants to hear of a resource.
     *
     * @param end the position of the log, from which on it does
     */
    void follow(String uri, long end) {
        if (followed.size() >= MOST_FOLLOWED && !followed.contains(uri)) {
            throw new CommandException(
                    Reason.INVALID_REQUEST, "A session follows 100 resources at most: unsubscribe from one.");
        }
        if (followed.isEmpty()) {
            position = Math.max(position, end);
        }
        followed.add(uri);
    }

    void unfollow(String uri) {
        followed.remove(uri);
    }

    boolean follows(String uri) {
        return followed.contains(uri);
    }

    boolean followsAny() {
        return !followed.isEmpty();
    }

    /** Up to where the client was told what happened. */
    long position() {
        return position;
    }

    void moveTo(long told) {
        position = told;
    }

    /** Completes when another stream takes the place of the one that begins now. */
    Mono<Void> listen() {
        Sinks.Empty<Void> replaced = Sinks.empty();
        Sinks.Empty<Void> before = listening;
        listening = replaced;
        if (before != null) {
            before.tryEmitEmpty();
        }
        return replaced.asMono();
    }

    /** Ends what is under way. */
    void close() {
        isClosed = true;
        underWay.values().forEach(FluxSink::complete);
        listen();
        rpc.close();
    }
}
