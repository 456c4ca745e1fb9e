package soar.darktrace.breach;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Collects the newest of any number of breaches, holding no more than the page needs: a year of them has hundreds of
 * megabytes.
 */
final class BreachPage {

    private static final Comparator<JsonNode> OLDEST_FIRST = Comparator.<JsonNode>comparingLong(BreachPage::time)
            .thenComparingLong(item -> item.path("pbid").asLong(0));

    private final BreachSearch search;
    private final long kept;
    private final List<JsonNode> inOrder = new ArrayList<>();
    private final PriorityQueue<JsonNode> newest = new PriorityQueue<>(OLDEST_FIRST);
    private long matched;
    private boolean odd;

    BreachPage(BreachSearch search) {
        this.search = search;
        long wanted = search.rowsWanted();
        this.kept = wanted == Long.MAX_VALUE ? wanted : search.offset() + wanted;
    }

    void add(JsonNode item) {
        matched++;
        odd |= !item.isObject() && !search.isRegrouped();
        if (search.isRegrouped()) {
            if (inOrder.size() < kept) {
                inOrder.add(item);
            }
            return;
        }
        newest.add(item);
        if (newest.size() > kept) {
            newest.remove();
        }
    }

    ArrayNode outputs(String url) {
        ArrayNode outputs = JsonNodeFactory.instance.arrayNode();
        if (!search.isRegrouped()) {
            while (!newest.isEmpty()) {
                inOrder.add(newest.remove());
            }
            Collections.reverse(inOrder);
        }
        inOrder.stream()
                .skip(search.offset())
                .limit(search.rowsWanted())
                .map(item -> shaped(item, url))
                .forEach(outputs::add);
        return outputs;
    }

    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (matched > kept) {
            warnings.add("%d breaches match; %d are shown. Narrow the search, or use offset or limit."
                    .formatted(matched, search.rowsWanted()));
        }
        if (odd) {
            warnings.add("Some items are not in the expected shape; they are passed on as they came.");
        }
        return warnings;
    }

    private JsonNode shaped(JsonNode item, String url) {
        return item instanceof ObjectNode breach && !search.hasOwnShape()
                ? new ModelBreach(breach).listOutputs(url)
                : item;
    }

    private static long time(JsonNode item) {
        return item.path("time").asLong(0);
    }
}
