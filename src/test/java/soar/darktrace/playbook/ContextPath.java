package soar.darktrace.playbook;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;

/** Keys separated by dots. A list on the way is looked into item by item, and the finds make up one flat list. */
record ContextPath(List<String> keys) {

    static ContextPath of(String path) {
        return new ContextPath(path.isEmpty() ? List.of() : List.of(path.split("\\.")));
    }

    /** Nothing, the only value or the list of values at this path. */
    JsonNode in(JsonNode root) {
        List<JsonNode> found = items(root);
        for (String key : keys) {
            List<JsonNode> below = new ArrayList<>();
            found.forEach(node -> below.addAll(items(node.path(key))));
            found = below;
        }
        return oneOrMore(found);
    }

    /** The items of a list, or the value itself where it is none; nothing is no item. */
    static List<JsonNode> items(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        return value.isArray() ? value.valueStream().toList() : List.of(value);
    }

    static JsonNode oneOrMore(List<JsonNode> values) {
        if (values.size() == 1) {
            return values.get(0);
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        values.forEach(array::add);
        return values.isEmpty() ? MissingNode.getInstance() : array;
    }
}
