package soar.darktrace.fetch;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An item of an answer that can become an incident.
 *
 * @param id the ID that its source gives it
 * @param earliest the earliest time at which it may have been created, epoch milliseconds
 * @param latest the latest such time, and of an item that grows the latest time for which it is listed
 * @param json as it was listed, with what {@link Source#complete} has added
 * @param isKnown whether there is an incident of it, which changes with it
 * @param belongsTo the {@code dbotMirrorId} of the incident that it is a part of; null where none is known
 */
public record Item(
        String id,
        long earliest,
        long latest,
        JsonNode json,
        boolean isKnown,
        @Nullable String belongsTo) {

    /** One of which nothing is known. */
    public Item(String id, long earliest, long latest, JsonNode json) {
        this(id, earliest, latest, json, false, null);
    }

    /** The same with more in it. */
    public Item with(JsonNode completed) {
        return new Item(id, earliest, latest, completed, isKnown, belongsTo);
    }

    /** The same, of which there is an incident. */
    Item known() {
        return new Item(id, earliest, latest, json, true, belongsTo);
    }

    /** The same as a part of an incident. */
    Item partOf(String mirrorId) {
        return new Item(id, earliest, latest, json, isKnown, mirrorId);
    }
}
