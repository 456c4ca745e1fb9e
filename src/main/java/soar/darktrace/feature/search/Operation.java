package soar.darktrace.feature.search;

import java.util.Locale;
import soar.darktrace.api.SearchAnswer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is computed of the values that a field has, and where an answer has it. */
enum Operation {
    /** How often each value is there. */
    SCORE {
        @Override
        JsonNode outputs(SearchAnswer answer) {
            return hits(answer);
        }
    },
    /** How the number of each value changes. */
    TREND {
        @Override
        JsonNode outputs(SearchAnswer answer) {
            return hits(answer);
        }
    },
    /** How often each value is there, without an estimate. */
    TERMS {
        @Override
        JsonNode outputs(SearchAnswer answer) {
            ArrayNode rows = JsonNodeFactory.instance.arrayNode();
            answer.aggregation("terms").path("buckets").forEach(bucket -> {
                ObjectNode row = rows.addObject();
                row.set("id", bucket.path("key"));
                row.set("count", bucket.path("doc_count"));
                row.removeIf(JsonNode::isMissingNode);
            });
            return rows;
        }
    },
    /** Statistics of values that are numbers. */
    MEAN {
        @Override
        JsonNode outputs(SearchAnswer answer) {
            ObjectNode outputs = JsonNodeFactory.instance.objectNode();
            JsonNode stats = answer.aggregation("stats");
            (stats.isObject() ? stats : answer.aggregation("mean")).forEachEntry((name, value) -> {
                if (value.isNumber()) {
                    outputs.set(name, value);
                }
            });
            return outputs;
        }
    };

    abstract JsonNode outputs(SearchAnswer answer);

    private static JsonNode hits(SearchAnswer answer) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        answer.hits().stream().filter(JsonNode::isObject).forEach(rows::add);
        return rows;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
