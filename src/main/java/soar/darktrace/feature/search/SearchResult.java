package soar.darktrace.feature.search;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import soar.darktrace.client.DarktraceTime;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A log entry that a search found.
 *
 * @param source as received
 */
record SearchResult(ObjectNode source) {

    private static final String FIELDS = "@fields";
    private static final int LONGEST_TEXT = 120;

    /** All that it has, side by side; a field whose name is taken keeps that of Darktrace. */
    ObjectNode outputs() {
        ObjectNode outputs = JsonNodeFactory.instance.objectNode();
        JsonNode entry = source.path("_source");
        outputs.set("id", source.path("_id"));
        outputs.set("type", entry.path("@type"));
        outputs.set("timestamp", timestamp(entry.path("@timestamp")));
        entry.forEachEntry((name, value) -> {
            if (!name.equals(FIELDS) && !name.equals("@type") && !name.equals("@timestamp")) {
                outputs.set(name.replaceFirst("^@", ""), value);
            }
        });
        entry.path(FIELDS)
                .forEachEntry((name, value) -> outputs.set(outputs.has(name) ? FIELDS + "." + name : name, value));
        outputs.removeIf(value -> value.isMissingNode() || value.isNull());
        return outputs;
    }

    /** Darktrace's times are UTC without saying so. */
    private static JsonNode timestamp(JsonNode written) {
        try {
            return written.isString()
                    ? JsonNodeFactory.instance.stringNode(
                            DarktraceTime.iso(DarktraceTime.parse(written.stringValue(), Instant.EPOCH)
                                    .toEpochMilli()))
                    : written;
        } catch (DateTimeException e) {
            return written;
        }
    }

    /** What fits a screen, of which each kind of log has something. */
    static ObjectNode row(JsonNode outputs) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        put(row, "Time", outputs.path("timestamp"));
        put(row, "Type", outputs.path("type"));
        row.put("From", endpoint(outputs, "source_ip", "source_port"));
        row.put("To", endpoint(outputs, "dest_ip", "dest_port"));
        // Of one kind of blank at a time: a pattern of several recurses for each, and a log may have any number of
        // them.
        String text = outputs.path("message").asString("").replace("\\t", " ").replaceAll("\\s+", " ");
        row.put("Log", text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…");
        return row;
    }

    private static void put(ObjectNode row, String name, JsonNode value) {
        row.put(name, value.asString(""));
    }

    private static String endpoint(JsonNode outputs, String ip, String port) {
        List<String> parts = new ArrayList<>();
        for (String name : List.of(ip, port)) {
            String part = outputs.path(name).asString("");
            if (!part.isEmpty()) {
                parts.add(part);
            }
        }
        return String.join(" : ", parts);
    }
}
