package soar.darktrace.api;

import java.math.RoundingMode;
import soar.darktrace.client.DarktraceNumber;
import soar.darktrace.client.DarktraceTime;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Takes what is there of an answer over into outputs under other names; what is missing or null stays missing. */
record AnalystFields(JsonNode source, ObjectNode outputs) {

    void copy(String from, String to) {
        if (source.hasNonNull(from)) {
            outputs.set(to, source.get(from));
        }
    }

    void time(String from, String to) {
        if (source.hasNonNull(from)) {
            outputs.set(to, DarktraceTime.iso(source.get(from)));
        }
    }

    /** As a list, also where it came as a single value; no list where it is empty. */
    void list(String from, String to) {
        JsonNode value = source.path(from);
        if (value.isArray() && !value.isEmpty()) {
            outputs.set(to, withoutNulls(value));
        } else if (source.hasNonNull(from) && !value.isArray()) {
            outputs.putArray(to).add(value);
        }
    }

    /** A score with one decimal, as XSOAR's pack has it; what is no number stays as it is. */
    void score(String from, String to) {
        copy(from, to);
        DarktraceNumber.decimal(source.path(from))
                .ifPresent(score -> outputs.put(to, score.setScale(1, RoundingMode.HALF_UP)));
    }

    /** The same value; members that are null, as those of devices often are, are missing. */
    private static JsonNode withoutNulls(JsonNode value) {
        if (value.isArray()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            value.forEach(item -> list.add(withoutNulls(item)));
            return list;
        }
        if (value.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            value.forEachEntry((name, member) -> {
                if (!member.isNull()) {
                    object.set(name, withoutNulls(member));
                }
            });
            return object;
        }
        return value;
    }

    /** Adds where it opens in Darktrace: its own link, which it has only where it knows its name, or the one that is made. */
    ObjectNode link(String own, String made) {
        return outputs.put(
                "link",
                source.path(own).asString("").isBlank()
                        ? made
                        : source.path(own).asString());
    }
}
