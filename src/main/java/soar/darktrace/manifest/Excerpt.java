package soar.darktrace.manifest;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Cuts long examples, so that a reader sees their shape at a glance. */
final class Excerpt {

    static final int ITEMS = 2;
    static final int CELL_LENGTH = 300;

    private Excerpt() {}

    /** The value with the first items of each list; a text in the place of the others counts them. */
    static JsonNode of(JsonNode value) {
        if (value.isObject()) {
            ObjectNode cut = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> property : value.properties()) {
                cut.set(property.getKey(), of(property.getValue()));
            }
            return cut;
        }
        if (value.isArray()) {
            ArrayNode cut = JsonNodeFactory.instance.arrayNode();
            value.valueStream().limit(ITEMS).map(Excerpt::of).forEach(cut::add);
            return value.size() > ITEMS ? cut.add("… " + (value.size() - ITEMS) + " more") : cut;
        }
        return value;
    }

    /** The markdown table with its long cells cut. */
    static String ofTable(String table) {
        return table.lines().map(Excerpt::ofRow).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String ofRow(String row) {
        return Arrays.stream(row.split(" \\| ", -1)).map(Excerpt::ofCell).collect(Collectors.joining(" | "));
    }

    private static String ofCell(String cell) {
        if (cell.length() <= CELL_LENGTH) {
            return cell;
        }
        // Neither half a <br/> nor a backslash without what it escapes, and the bar that ends the row stays.
        String start = cell.substring(0, CELL_LENGTH).replaceFirst("(<[^>]*|\\\\|\\s+)$", "");
        return start + "…" + (cell.endsWith(" |") ? " |" : "");
    }
}
