package soar.darktrace.feature.analyst;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import soar.darktrace.client.AnswerShare;
import soar.darktrace.client.InstanceSettings;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.Page;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Collects the newest of any number of items, holding no more than the page needs.
 *
 * @param <T> the shape of an item
 */
final class AnalystPage<T> {

    private record Row(long time, long number, JsonNode shown, long bytes) {}

    /**
     * What a list is of.
     *
     * @param noun in the plural
     * @param shape of an item
     * @param time by which items are sorted
     * @param outputs of an item
     */
    record Kind<T>(String noun, Function<ObjectNode, T> shape, ToLongFunction<T> time, Function<T, JsonNode> outputs) {}

    private final Kind<T> kind;
    private final Page page;
    private final int most;
    private final AnswerShare share;
    private final PriorityQueue<Row> newest = new PriorityQueue<>(
            Comparator.comparingLong(Row::time).thenComparing(Row::number, Comparator.reverseOrder()));
    private long matched;
    private boolean odd;

    AnalystPage(Kind<T> kind, Page page, InstanceSettings settings, AnswerShare share) {
        this.kind = kind;
        this.page = page;
        this.most = settings.limits().maxEntries();
        this.share = share;
    }

    void add(JsonNode item) {
        if (!(item instanceof ObjectNode object)) {
            odd = true;
            return;
        }
        if (object.isEmpty()) {
            return;
        }
        T shaped = kind.shape().apply(object);
        JsonNode shown = kind.outputs().apply(shaped);
        long bytes = AnswerShare.bytes(shown);
        share.take(bytes);
        newest.add(new Row(kind.time().applyAsLong(shaped), matched++, shown, bytes));
        if (newest.size() > page.end(most)) {
            share.giveBack(newest.remove().bytes());
        }
    }

    CommandResult result(String title, List<String> filledIn) {
        Deque<JsonNode> newestFirst = new ArrayDeque<>();
        while (!newest.isEmpty()) {
            newestFirst.addFirst(newest.remove().shown());
        }
        ArrayNode outputs = JsonNodeFactory.instance.arrayNode();
        newestFirst.stream().skip(page.offset()).limit(page.size(most)).forEach(outputs::add);
        List<String> warnings = new ArrayList<>(filledIn);
        warnings.addAll(page.warnings(kind.noun(), matched, most));
        if (odd) {
            warnings.add("Some items are not in the expected shape; they are left out.");
        }
        return CommandResult.of(title, outputs).warning(warnings);
    }
}
