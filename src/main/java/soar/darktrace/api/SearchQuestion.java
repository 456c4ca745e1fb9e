package soar.darktrace.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What advanced search is asked. {@code fields} must be there and is ignored: all fields come.
 *
 * @param document as Darktrace takes it
 */
public record SearchQuestion(ObjectNode document) {

    /** A question about a window, of which both ends are needed. */
    public static SearchQuestion of(String query, Instant start, Instant end) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("search", query);
        document.putArray("fields");
        document.put("offset", 0).put("timeframe", "custom");
        document.putObject("time")
                .put("from", start.truncatedTo(ChronoUnit.MILLIS).toString())
                .put("to", end.truncatedTo(ChronoUnit.MILLIS).toString())
                .put("user_interval", "0");
        return new SearchQuestion(document);
    }

    /** The same for results from this index on. */
    public SearchQuestion from(long offset) {
        return new SearchQuestion(document.deepCopy().put("offset", offset));
    }

    /** The same for a page of that many results from that index on. */
    public SearchQuestion page(long offset, long size) {
        return new SearchQuestion(document.deepCopy().put("offset", offset).put("size", size));
    }

    /** The same for a graph of that mode; the field is needed for a mean. */
    public SearchQuestion graph(String mode, String field) {
        return new SearchQuestion(document.deepCopy()
                .put("graphmode", mode)
                .put("mode", field.isEmpty() ? "" : mode)
                .put("analyze_field", field));
    }

    /** The Base64 that Darktrace calls a hash. */
    public String hash() {
        return Base64.getEncoder().encodeToString(document.toString().getBytes(UTF_8));
    }
}
