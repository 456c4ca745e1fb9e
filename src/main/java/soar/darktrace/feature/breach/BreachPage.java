package soar.darktrace.feature.breach;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import soar.darktrace.api.ModelBreach;
import soar.darktrace.client.AnswerShare;
import soar.darktrace.client.DarktraceNumber;
import soar.darktrace.client.InstanceSettings;
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
    private record Row(long time, long pbid, JsonNode shown, long bytes) {}

    private final BreachSearch search;
    private final String url;
    private final int most;
    private final long kept;
    private final AnswerShare share;
    private final List<Row> inOrder = new ArrayList<>();
    private final PriorityQueue<Row> newest = new PriorityQueue<>(OLDEST_FIRST);
    private long matched;
    private boolean odd;

    /** A page of a search, which holds its rows as part of what the request holds. */
    BreachPage(BreachSearch search, InstanceSettings settings, AnswerShare share) {
        this.search = search;
        this.url = settings.url();
        this.most = settings.limits().maxEntries();
        this.kept = search.page().end(most);
        this.share = share;
    }

    void add(JsonNode item) {
        matched++;
        odd |= !item.isObject() && !search.isRegrouped();
        if (search.isRegrouped()) {
            if (inOrder.size() < kept) {
                inOrder.add(row(item));
            }
            return;
        }
        newest.add(row(item));
        if (newest.size() > kept) {
            share.giveBack(newest.remove().bytes());
        }
    }

    private Row row(JsonNode item) {
        JsonNode shown = shaped(item);
        long bytes = AnswerShare.bytes(shown);
        share.take(bytes);
        return new Row(
                DarktraceNumber.whole(item.path("time"), 0), DarktraceNumber.whole(item.path("pbid"), 0), shown, bytes);
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
                .limit(search.page().size(most))
                .map(Row::shown)
                .forEach(outputs::add);
        return outputs;
    }

    List<String> warnings() {
        List<String> warnings = new ArrayList<>(search.page().warnings("breaches", matched, most));
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
