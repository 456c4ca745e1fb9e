package soar.darktrace.api;

import java.util.List;
import soar.darktrace.client.DarktraceTime;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The details of an event, one entry for each value: {@code section} (from 1), {@code header}, {@code key}, {@code type}
 * and {@code values}, always a list. Darktrace has two shapes of them: a list of sections, each a list of {@code header} with
 * {@code contents}, as documented and up to 5.2; and, recorded on 6.x, blocks with bullets.
 */
final class AnalystDetails {

    private static final List<String> RANGE = List.of("start", "end");

    private final ArrayNode entries = JsonNodeFactory.instance.arrayNode();

    private AnalystDetails() {}

    static ArrayNode of(JsonNode details) {
        AnalystDetails flattened = new AnalystDetails();
        int section = 0;
        for (JsonNode part : details) {
            section++;
            flattened.addSection(section, part);
        }
        return flattened.entries;
    }

    private void addSection(int section, JsonNode part) {
        if (part.has("blocks")) {
            for (JsonNode block : part.path("blocks")) {
                addBlock(section, block);
            }
        } else if (part.isArray()) {
            part.forEach(headed -> addHeaded(section, headed));
        } else {
            addHeaded(section, part);
        }
    }

    private void addBlock(int section, JsonNode block) {
        for (JsonNode bullets : block.path("bulletBlocks")) {
            for (JsonNode bullet : bullets) {
                add(section, block.path("blockHeader"), bullet, "detailKey", "valueType", "detailValues");
            }
        }
    }

    private void addHeaded(int section, JsonNode headed) {
        for (JsonNode content : headed.path("contents")) {
            add(section, headed.path("header"), content, "key", "type", "values");
        }
    }

    /** A time, or a range of two. */
    private static JsonNode asTime(JsonNode value) {
        if (value instanceof ObjectNode range) {
            RANGE.stream().filter(range::has).forEach(end -> range.set(end, DarktraceTime.iso(range.get(end))));
            return range;
        }
        return DarktraceTime.iso(value);
    }

    private void add(int section, JsonNode header, JsonNode from, String key, String type, String values) {
        ObjectNode entry = entries.addObject().put("section", section);
        if (header.isString()) {
            entry.set("header", header);
        }
        AnalystFields fields = new AnalystFields(from, entry);
        fields.copy(key, "key");
        fields.copy(type, "type");
        fields.list(values, "values");
        if (entry.path("type").asString("").startsWith("time") && entry.get("values") instanceof ArrayNode times) {
            for (int i = 0; i < times.size(); i++) {
                times.set(i, asTime(times.get(i)));
            }
        }
    }
}
