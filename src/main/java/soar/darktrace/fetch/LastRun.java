package soar.darktrace.fetch;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What XSOAR keeps between two fetches: the cursor of each source, by its name. */
record LastRun(Map<String, FetchCursor> cursors) {

    LastRun {
        cursors = Map.copyOf(cursors);
    }

    /**
     * Reads what {@link #toJson} wrote; an empty object or null is before the first fetch. Before there was a second source it
     * was the cursor alone.
     *
     * @param only the name of the source that there was then
     */
    static LastRun of(@Nullable JsonNode json, String only) {
        if (json == null || !json.isObject() || json.has("position")) {
            FetchCursor cursor = FetchCursor.of(json);
            return new LastRun(cursor.settled() == null ? Map.of() : Map.of(only, cursor));
        }
        Map<String, FetchCursor> cursors = new LinkedHashMap<>();
        json.forEachEntry((source, cursor) -> cursors.put(source, FetchCursor.of(cursor)));
        return new LastRun(cursors);
    }

    FetchCursor cursor(String source) {
        return cursors.getOrDefault(source, FetchCursor.NONE);
    }

    /** The same with a source further on. */
    LastRun with(String source, FetchCursor cursor) {
        Map<String, FetchCursor> next = new LinkedHashMap<>(cursors);
        next.put(source, cursor);
        return new LastRun(next);
    }

    JsonNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        cursors.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> json.set(entry.getKey(), entry.getValue().toJson()));
        return json;
    }
}
