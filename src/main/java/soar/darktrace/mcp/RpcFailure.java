package soar.darktrace.mcp;

import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.util.context.ContextView;
import soar.darktrace.access.AccessException;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.command.CorrelationId;
import soar.darktrace.failure.Failure;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A failure as an assistant gets it: the code and the sentence of a problem document, and nothing of what is inside.
 *
 * @param isOwn whether the sentence is this service's own, and quotes nothing but what the assistant wrote
 */
record RpcFailure(String code, String sentence, Map<String, Object> details, boolean isOwn) {

    private static final Logger log = LoggerFactory.getLogger(RpcFailure.class);
    private static final int LONGEST = 2000;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int OWN_ERROR = -32000;

    private static final JsonNode ANY = JsonMapper.shared().createObjectNode();

    private static final String INTERNAL = "internal_error";

    /** What is to be told of it; a fault of this service is written to the log. */
    static RpcFailure of(Throwable failure, ContextView context) {
        if (failure instanceof Failure known) {
            return new RpcFailure(
                    known.code(),
                    DarktraceText.visible(String.valueOf(failure.getMessage()), LONGEST),
                    known.details(),
                    isOwn(failure));
        }
        CorrelationId correlation = CorrelationId.in(context);
        correlation.whileLogging(() -> log.error("A request of an assistant failed in this service", failure));
        return new RpcFailure(
                INTERNAL,
                "This is a fault of the connector: its log says more, under correlation_id " + correlation.value()
                        + ".",
                Map.of(),
                true);
    }

    /** A policy names devices, and so do the others. */
    private static boolean isOwn(Throwable failure) {
        return failure instanceof AccessException
                || (failure instanceof CommandException refused && refused.reason() != Reason.REFUSED_BY_POLICY);
    }

    /** The same as an error of the protocol, for what is not a tool's. */
    static Throwable asError(Throwable failure, ContextView context) {
        if (failure instanceof McpError) {
            return failure;
        }
        RpcFailure told = of(failure, context);
        int status = failure instanceof Failure known ? known.status() : 0;
        int code = switch (status) {
            case 0 -> ErrorCodes.INTERNAL_ERROR;
            case BAD_REQUEST -> ErrorCodes.INVALID_PARAMS;
            case NOT_FOUND -> ErrorCodes.RESOURCE_NOT_FOUND;
            default -> OWN_ERROR;
        };
        return McpError.builder(code).message(told.sentence()).data(told.json()).build();
    }

    /** A second request under the ID of one that has no answer yet. */
    static JSONRPCResponse idInUse(Object id) {
        return JSONRPCResponse.error(
                id,
                new JSONRPCError(
                        ErrorCodes.INVALID_REQUEST,
                        "This session has a request of that id, which is not answered yet: give each request an id of its own.",
                        null));
    }

    /** The message, in whose error every character is seen: the SDK, too, quotes what a client sent. */
    static JSONRPCMessage visible(JSONRPCMessage message) {
        if (!(message instanceof JSONRPCResponse response) || response.error() == null) {
            return message;
        }
        JSONRPCError error = response.error();
        return JSONRPCResponse.error(
                response.id(),
                new JSONRPCError(
                        error.code(),
                        DarktraceText.visible(error.message(), LONGEST),
                        error.data() == null ? null : visible(error.data())));
    }

    private static @Nullable JsonNode visible(Object data) {
        return new Extract(ANY, LONGEST).of(JsonMapper.shared().valueToTree(data), ANY);
    }

    /** Its code and details, as in a problem document. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>(details);
        json.replaceAll((name, value) -> value instanceof String text ? DarktraceText.visible(text, LONGEST) : value);
        json.put("code", code);
        return json;
    }
}
