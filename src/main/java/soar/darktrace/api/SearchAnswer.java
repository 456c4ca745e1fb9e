package soar.darktrace.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.http.ResponseEntity;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceNumber;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer of advanced search, in the shape of Elasticsearch.
 *
 * @param source as received; an empty object where there was no body
 */
public record SearchAnswer(ObjectNode source) {

    public static SearchAnswer of(ResponseEntity<JsonNode> answer) {
        JsonNode body = answer.getBody();
        return new SearchAnswer(body == null ? JsonNodeFactory.instance.objectNode() : DarktraceAnswer.object(body));
    }

    /** Whether there was no body, which stands for no results. */
    public boolean isEmpty() {
        return source.isEmpty();
    }

    /** The results, or the rows of a score or a trend. */
    public List<JsonNode> hits() {
        return source.path("hits").path("hits").valueStream().toList();
    }

    /** How many results there are in all; a number, or in newer forms an object with a value. */
    public OptionalLong total() {
        JsonNode total = source.path("hits").path("total");
        return DarktraceNumber.whole(total.isObject() ? total.path("value") : total);
    }

    /** How many milliseconds it took. */
    public OptionalLong took() {
        return DarktraceNumber.whole(source.path("took"));
    }

    /** What else was computed, by its name. */
    public JsonNode aggregation(String name) {
        return source.path("aggregations").path(name);
    }

    /** The number of the next page of a graph, which goes back in time. */
    public OptionalLong next() {
        return DarktraceNumber.whole(source.path("kibana").path("next"));
    }

    /** Why something may be missing: an instance below this one did not answer, or the search ran out of time. */
    public Optional<String> partialReason() {
        List<String> reasons = new ArrayList<>();
        JsonNode child = source.path("darktraceChildError");
        if (child.isContainer() ? !child.isEmpty() : !child.asString("").isBlank() && !child.isBoolean()) {
            reasons.add("these did not answer: " + (child.isContainer() ? child.toString() : child.asString()));
        }
        if (child.isBoolean() && child.asBoolean()) {
            reasons.add("some of the instances did not answer");
        }
        if (source.path("timed_out").asBoolean(false)) {
            reasons.add("the search ran out of time");
        }
        long failed = DarktraceNumber.whole(source.path("_shards").path("failed"), 0);
        if (failed > 0) {
            reasons.add(failed + " parts of the index failed");
        }
        return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons));
    }
}
