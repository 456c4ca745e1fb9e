package soar.darktrace.feature.breach;

import java.util.List;
import soar.darktrace.api.DeviceRows;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.command.CommandResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The connections and events of a model breach. The first item may be a header about the breach itself.
 *
 * @param items as received
 */
record Connections(List<JsonNode> items) {

    private static final List<String> COLUMNS = List.of(
            "time", "eventType", "source", "destination", "port", "protocol", "applicationprotocol", "direction");

    CommandResult result(long pbid, long offset, long count) {
        ArrayNode shown = JsonNodeFactory.instance.arrayNode();
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        items.stream()
                .filter(item -> !isHeader(item))
                .skip(offset)
                .limit(count)
                .map(Connections::timed)
                .forEach(item -> {
                    shown.add(item);
                    rows.add(row(item));
                });
        ObjectNode outputs = JsonNodeFactory.instance.objectNode().put("pbid", pbid);
        outputs.set("connections", shown);
        return CommandResult.of("Darktrace Model Breach " + pbid + " Details", outputs)
                .showing(rows)
                .warning(DeviceRows.oddities(items));
    }

    private static boolean isHeader(JsonNode item) {
        return item.path("eventType").asString("").equals("policybreach");
    }

    private static JsonNode timed(JsonNode item) {
        if (item instanceof ObjectNode event && event.hasNonNull("timems")) {
            event.set("time", DarktraceTime.iso(event.get("timems")));
        }
        return item;
    }

    /** A screen has no room for two devices with all their fields. */
    private static JsonNode row(JsonNode item) {
        if (!(item instanceof ObjectNode event)) {
            return item;
        }
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        COLUMNS.stream().filter(event::hasNonNull).forEach(column -> row.set(column, event.get(column)));
        return row;
    }
}
