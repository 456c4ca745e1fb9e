package soar.darktrace.command;

import soar.darktrace.client.AnswerShare;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Collects the first entries of a list that is read item by item, and counts the others. */
public final class FirstEntries {

    private final long wanted;
    private final int most;
    private final AnswerShare share;
    private final ArrayNode shown = JsonNodeFactory.instance.arrayNode();
    private long found;

    /**
     * The first entries.
     *
     * @param wanted how many were asked for
     * @param most the most that a command returns
     * @param share counts what is kept
     */
    public FirstEntries(long wanted, int most, AnswerShare share) {
        this.wanted = wanted;
        this.most = most;
        this.share = share;
    }

    public void add(JsonNode entry) {
        found++;
        if (shown.size() < Math.min(wanted, most)) {
            share.take(AnswerShare.bytes(entry));
            shown.add(entry);
        }
    }

    /**
     * What was collected.
     *
     * @param word what the entries are called, in the plural
     */
    public Entries entries(String word) {
        return Entries.of(shown, found, word, wanted, most);
    }
}
