package soar.darktrace.client;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import soar.darktrace.client.DarktraceException.Kind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads what Darktrace answers, whatever the appliance: the same endpoint answers with an object or a list, and a
 * Unified View wraps more ({@code darktrace-api.md} §2.0).
 */
public final class DarktraceAnswer {

    private static final Set<String> NO_ERROR = Set.of("false", "0", "{}", "[]");

    private DarktraceAnswer() {}

    /** The items of an answer: those of a list, or the one object; an empty object is no item. */
    public static List<JsonNode> items(JsonNode answer) {
        if (answer.isArray()) {
            return List.copyOf(answer.values());
        }
        return object(answer).isEmpty() ? List.of() : List.of(answer);
    }

    /**
     * The one item that is looked for in an answer that is an object or a list; {@code not_found} if it is missing. Odd items
     * beside it are passed over.
     *
     * @param missing says what Darktrace does not know
     */
    public static ObjectNode one(JsonNode answer, Predicate<JsonNode> wanted, String missing) {
        List<JsonNode> items = items(answer);
        return items.stream()
                .filter(item -> item.isObject() && wanted.test(item))
                .findFirst()
                .map(DarktraceAnswer::object)
                .orElseThrow(() -> items.stream().allMatch(JsonNode::isObject)
                        ? new DarktraceException(Kind.NOT_FOUND, missing)
                        : unreadable("is not of the expected shape"));
    }

    /** The answer as the object that was promised; {@code darktrace_unreadable} otherwise. */
    public static ObjectNode object(JsonNode answer) {
        if (answer instanceof ObjectNode object) {
            return object;
        }
        throw unreadable("is not of the expected shape");
    }

    /** Tells an error that comes with HTTP 200 from data ({@code darktrace-api.md} §3.1). */
    static void requireData(JsonNode answer) {
        error(answer).ifPresent(error -> {
            throw error;
        });
    }

    /**
     * {@code {"response":"ERROR"}}, {@code {"error":"Please login again"}}, and of /EMAIL {@code {"result":1,"error":"…"}};
     * nothing where the answer may be data.
     */
    private static Optional<DarktraceException> error(JsonNode answer) {
        boolean isOfEmail = answer.size() == 2 && answer.has("result") && answer.has("error");
        return answer.size() == 1 || isOfEmail ? refusal(answer) : Optional.empty();
    }

    private static Optional<DarktraceException> refusal(JsonNode answer) {
        if (hasResponse(answer, "ERROR")) {
            return Optional.of(
                    new DarktraceException(Kind.REFUSED, "Darktrace refused the request without saying why."));
        }
        String error = errorText(answer);
        if (error.contains("login")) {
            return Optional.of(new DarktraceException(
                    Kind.LOGIN_PAGE, "Darktrace wants a login instead of the API token here. Check the token."));
        }
        return error.isEmpty()
                ? Optional.empty()
                : Optional.of(new DarktraceException(
                        Kind.REFUSED, "Darktrace refused the request; it says \"" + DarktraceWords.cut(error) + "\"."));
    }

    /** A page for a browser came with HTTP 200. */
    static DarktraceException page() {
        return new DarktraceException(
                Kind.LOGIN_PAGE,
                "Darktrace answered with a web page instead of data. Check that the instance's url is the appliance"
                        + " itself and that the API token is active.");
    }

    /** A {@code darktrace_unreadable} failure: the answer "is cut off", "is not a list". */
    public static DarktraceException unreadable(String why) {
        return new DarktraceException(
                Kind.UNREADABLE,
                "Darktrace's answer " + why + ". Try again; if it stays so, check the instance's url.");
    }

    /**
     * Requires that a change was made: {@code {"response":"SUCCESS"}}, or a Unified View's list of what it changed
     * ({@code darktrace-api.md} §2.2, §2.3). What is neither that nor a refusal leaves the outcome unknown.
     *
     * @param refusal says what Darktrace refused
     */
    public static void requireSuccess(JsonNode answer, String refusal) {
        boolean isSuccess = answer.isArray()
                ? !answer.isEmpty() && answer.values().stream().allMatch(DarktraceAnswer::isChangedItem)
                : hasResponse(answer, "SUCCESS");
        if (!isSuccess) {
            throw notDone(answer, refusal);
        }
    }

    /** Whether a change's answer names an error, whatever else is beside it. */
    public static boolean isRefusal(JsonNode answer) {
        return hasResponse(answer, "ERROR") || !errorText(answer).isEmpty();
    }

    /** A refusal where a change's answer is one, otherwise an unknown outcome. */
    public static DarktraceException notDone(JsonNode answer, String refusal) {
        if (hasResponse(answer, "ERROR")) {
            return new DarktraceException(Kind.REFUSED, refusal);
        }
        return refusal(answer)
                .orElseGet(() -> ExchangeFailures.outcomeUnknown("An answer that cannot be understood came"));
    }

    /** Empty where the error is none, such as {@code false} or {@code null}. */
    private static String errorText(JsonNode answer) {
        JsonNode error = answer.path("error");
        String text =
                error.isContainer() ? error.toString() : error.asString("").strip();
        return NO_ERROR.contains(text) ? "" : text;
    }

    private static boolean isChangedItem(JsonNode item) {
        return item.isObject() && !item.isEmpty() && !item.has("error") && !hasResponse(item, "ERROR");
    }

    private static boolean hasResponse(JsonNode answer, String response) {
        return response.equals(answer.path("response").asString(""));
    }
}
