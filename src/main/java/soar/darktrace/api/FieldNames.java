package soar.darktrace.api;

import java.util.Map;
import java.util.Set;
import soar.darktrace.client.DarktraceNumber;
import soar.darktrace.client.DarktraceTime;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The names that the context has for Darktrace's fields. A field without another name keeps its own, so that nothing is
 * lost; {@code null} is left out.
 *
 * @param names by Darktrace's name; an empty one for a field that only repeats another
 * @param times the names, in the context, of those in epoch milliseconds, of which 0 means none
 */
record FieldNames(Map<String, String> names, Set<String> times) {

    ObjectNode outputs(ObjectNode source) {
        ObjectNode outputs = JsonNodeFactory.instance.objectNode();
        source.forEachEntry((field, value) -> {
            String name = names.getOrDefault(field, field);
            if (!name.isEmpty() && !value.isNull()) {
                set(outputs, name, value);
            }
        });
        return outputs;
    }

    private void set(ObjectNode outputs, String name, JsonNode value) {
        if (!times.contains(name)) {
            outputs.set(name, value);
        } else if (DarktraceNumber.whole(value, -1) != 0) {
            outputs.set(name, DarktraceTime.iso(value));
        }
    }
}
