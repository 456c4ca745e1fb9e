package soar.darktrace.feature.network;

import java.util.List;
import soar.darktrace.client.DarktraceTime;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What Darktrace counts over time. Each sample has its time twice, as {@code timems} and as text to the minute or second;
 * the context has it once, as {@code time} in ISO 8601. What is null is missing.
 */
final class Samples {

    private static final int MOST_ROWS = 100;

    private Samples() {}

    /** The same value with such times, however deep they stand. */
    static JsonNode of(JsonNode value) {
        if (value.isArray()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            value.forEach(item -> list.add(of(item)));
            return list;
        }
        if (!value.isObject()) {
            return value;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        value.forEachEntry((name, member) -> {
            if (name.equals("timems")) {
                object.set("time", DarktraceTime.iso(member));
            } else if (!member.isNull() && !(name.equals("time") && value.hasNonNull("timems"))) {
                object.set(name, of(member));
            }
        });
        return object;
    }

    /** The first rows, as many as a person reads. */
    static ArrayNode first(ArrayNode rows) {
        ArrayNode first = JsonNodeFactory.instance.arrayNode();
        rows.valueStream().limit(MOST_ROWS).forEach(first::add);
        return first;
    }

    /** Says where there are more rows than are shown. */
    static List<String> warnings(ArrayNode rows) {
        return rows.size() <= MOST_ROWS
                ? List.of()
                : List.of("The table shows the first %s of %s rows; the context has all."
                        .formatted(MOST_ROWS, rows.size()));
    }
}
