package soar.darktrace.appliance;

import java.time.Instant;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * What the appliance itself knows of an item in its list of breaches, whatever the item says.
 *
 * @param id the pbid as text; empty where the item has none
 * @param time when the first activity was, epoch milliseconds
 * @param created when the breach was created, epoch milliseconds
 * @param shownFrom when it gets into the list
 * @param json makes the item when it is looked at, as thousands of them would fill the memory
 */
record ListedBreach(String id, long time, long created, Instant shownFrom, Supplier<JsonNode> json) {

    /** Listed at once; where the item does not say when it was created, it was at its time, or else now. */
    static ListedBreach of(JsonNode item, Instant now) {
        long time = millis(item, "time", now.toEpochMilli());
        return of(item, millis(item, "creationTime", time), Instant.MIN);
    }

    static ListedBreach of(JsonNode item, long created, Instant shownFrom) {
        return new ListedBreach(
                item.path("pbid").asString(""), millis(item, "time", created), created, shownFrom, item::deepCopy);
    }

    static ListedBreach of(SyntheticBreach breach) {
        return new ListedBreach(
                String.valueOf(breach.pbid()), breach.time(), breach.creationTime(), Instant.MIN, breach::json);
    }

    private static long millis(JsonNode item, String field, long otherwise) {
        return item.path(field).isIntegralNumber() ? item.path(field).asLong(otherwise) : otherwise;
    }
}
