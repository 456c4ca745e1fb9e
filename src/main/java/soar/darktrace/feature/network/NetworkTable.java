package soar.darktrace.feature.network;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a person reads of {@code /network}: its statistics, the first rows of each. Darktrace has them as a list of objects
 * with one member each, whose rows name their subject in a member of its own: {@code {"protocols": [{"protocol": "TCP", "in": 1}]}}.
 */
final class NetworkTable {

    private static final int ROWS_EACH = 10;

    private NetworkTable() {}

    static ArrayNode of(ObjectNode network) {
        ArrayNode table = JsonNodeFactory.instance.arrayNode();
        for (JsonNode statistic : network.path("statistics")) {
            for (Map.Entry<String, JsonNode> named : statistic.properties()) {
                named.getValue()
                        .valueStream()
                        .filter(ObjectNode.class::isInstance)
                        .limit(ROWS_EACH)
                        .forEach(row -> table.add(row(named.getKey(), row)));
            }
        }
        return table;
    }

    private static ObjectNode row(String statistic, JsonNode source) {
        ObjectNode row = JsonNodeFactory.instance.objectNode().put("statistic", statistic);
        source.forEachEntry((name, value) -> {
            if (value.isString()) {
                row.put(
                        "name",
                        row.path("name").asString("").isEmpty()
                                ? value.stringValue()
                                : row.path("name").asString() + " " + value.stringValue());
            } else if (value.isNumber()) {
                row.set(name, value);
            }
        });
        return row;
    }
}
