package soar.darktrace.mcp;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpStreamableServerTransport;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** What the SDK writes of the answer to one request: questions on the way, and the answer. */
record RpcStream(FluxSink<JSONRPCMessage> sink) implements McpStreamableServerTransport {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
        return Mono.fromRunnable(() -> sink.next(message));
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message, @Nullable String id) {
        return sendMessage(message);
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return JSON.convertValue(data, JSON.constructType(type.getType()));
    }

    /** The work ends at once, and the stream with it: {@link Session#answer}. */
    @Override
    public Mono<Void> closeGracefully() {
        return Mono.empty();
    }
}
