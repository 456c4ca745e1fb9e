package soar.darktrace.feature.breach;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import soar.darktrace.api.ModelBreach;
import soar.darktrace.client.DarktraceNumber;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Collects the newest of any number of breaches, holding no more than the page needs: a year of them has hundreds of
 * megabytes.
 */
final class BreachPage {

    private static final Comparator<Row> OLDEST_FIRST =
            Comparator.comparingLong(Row::time).thenComparingLong(Row::pbid);

    /** The part of a breach that is returned, and its sort keys. */
    private record Row(long time, long pbid, JsonNode shown) {}

    private final BreachSearch search;
    private final String url;
    private final long kept;
    private final List<Row> inOrder = new ArrayList<>();
    private final PriorityQueue<Row> newest = new PriorityQueue<>(OLDEST_FIRST);
    private long matched;
    private boolean odd;

    /** A page of a search; the URL of the appliance is for the links. */
    BreachPage(BreachSearch search, String url) {
        this.search = search;
        this.url = url;
        this.kept = search.page().end();
    }

    void add(JsonNode item) {
        matched++;
        odd |= !item.isObject() && !search.isRegrouped();
        Row row = new Row(
                DarktraceNumber.whole(item.path("time"), 0), DarktraceNumber.whole(item.path("pbid"), 0), shaped(item));
        if (search.isRegrouped()) {
            if (inOrder.size() < kept) {
                inOrder.add(row);
            }
            return;
        }
        newest.add(row);
        if (newest.size() > kept) {
            newest.remove();
        }
    }

    ArrayNode outputs() {
        ArrayNode outputs = JsonNodeFactory.instance.arrayNode();
        if (!search.isRegrouped()) {
            while (!newest.isEmpty()) {
                inOrder.add(newest.remove());
            }
            Collections.reverse(inOrder);
        }
        inOrder.stream()
                .skip(search.page().offset())
                .limit(search.page().size())
                .map(Row::shown)
                .forEach(outputs::add);
        return outputs;
    }

    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (matched > kept) {
            warnings.add("%d breaches match; %d are shown. Narrow the search, or use offset or limit."
                    .formatted(matched, search.page().size()));
        }
        if (odd) {
            warnings.add("Some items are not in the expected shape; they are passed on as they came.");
        }
        return warnings;
    }

    private JsonNode shaped(JsonNode item) {
        return item instanceof ObjectNode breach && !search.hasOwnShape()
                ? new ModelBreach(breach).listOutputs(url)
                : item;
    }
}
