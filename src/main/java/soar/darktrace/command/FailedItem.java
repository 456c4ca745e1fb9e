package soar.darktrace.command;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;
import soar.darktrace.failure.Failure;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One of several things that a command was asked for, which failed while others did not.
 *
 * @param json its key such as {@code pbid}, {@code code}, {@code detail}, and {@code retry_after} where it applies
 */
public record FailedItem(@JsonValue ObjectNode json) {

    private static final String RETRY_AFTER = "retry_after";

    /**
     * The item with this ID.
     *
     * @param key the name of the ID
     * @param detail what happened and what to do
     */
    public static FailedItem of(String key, long id, Failure failure, String detail) {
        return of(JsonNodeFactory.instance.objectNode().put(key, id), failure, detail);
    }

    /** The same with an ID that is a text. */
    public static FailedItem of(String key, String id, Failure failure, String detail) {
        return of(JsonNodeFactory.instance.objectNode().put(key, id), failure, detail);
    }

    private static FailedItem of(ObjectNode json, Failure failure, String detail) {
        json.put("code", failure.code()).put("detail", detail);
        Map<String, Object> details = failure.details();
        if (details.get(RETRY_AFTER) instanceof Number seconds) {
            json.put(RETRY_AFTER, seconds.longValue());
        }
        return new FailedItem(json);
    }
}
