package soar.darktrace.mcp;

import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import org.jspecify.annotations.Nullable;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import tools.jackson.databind.JsonNode;

/** Reads what a client sends. What is not of JSON-RPC is refused as any other body, with a problem. */
final class RpcMessage {

    private static final String EXAMPLE = "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/list\"}";
    private static final int LONGEST_NAME = 200;

    private RpcMessage() {}

    /** A message, with its parameters as a tree. */
    static JSONRPCMessage of(JsonNode body) {
        if (!body.isObject() || !body.path("jsonrpc").asString("").equals("2.0")) {
            throw refused("must be one JSON-RPC 2.0 message such as " + EXAMPLE);
        }
        JsonNode method = body.path("method");
        Object id = id(body.path("id"));
        if (method.isString() && method.asString().length() <= LONGEST_NAME) {
            JsonNode parameters = body.path("params");
            return id == null
                    ? new JSONRPCNotification(method.asString(), parameters)
                    : new JSONRPCRequest(method.asString(), id, parameters);
        }
        JSONRPCError error = error(body.path("error"));
        if (id != null && (error == null ? body.has("result") : !body.hasNonNull("result"))) {
            return new JSONRPCResponse("2.0", id, error == null ? body.get("result") : null, error);
        }
        throw refused("needs a method, or an id with either a result or an error: send " + EXAMPLE);
    }

    /** What stands for it in memory; null where there is none, as in a notification. */
    static @Nullable Object id(JsonNode id) {
        if (id.isString() && id.asString().length() <= LONGEST_NAME) {
            return id.asString();
        }
        if (id.isIntegralNumber() && id.canConvertToLong()) {
            return id.asLong();
        }
        if (id.isMissingNode()) {
            return null;
        }
        throw refused("has an id that is neither a whole number nor a text of up to 200 characters");
    }

    private static @Nullable JSONRPCError error(JsonNode error) {
        return error.isObject()
                ? new JSONRPCError(
                        error.path("code").asInt(0), error.path("message").asString(""), null)
                : null;
    }

    private static CommandException refused(String problem) {
        return new CommandException(Reason.INVALID_REQUEST, "The request body " + problem + ".");
    }
}
