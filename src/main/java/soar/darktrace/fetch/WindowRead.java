package soar.darktrace.fetch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.incident.Growth;
import soar.darktrace.incident.Incident;
import tools.jackson.databind.JsonNode;

/**
 * Reads the answer for one window item by item and keeps no more than the oldest new ones, in whatever order they come.
 */
final class WindowRead {

    private final Window window;
    private final FetchCursor cursor;
    private final Source source;
    private final DarktraceInstance darktrace;
    private final boolean fetchesParts;
    private final long now;
    private final OldestItems oldest;
    private final Map<String, Long> again = new HashMap<>();
    private int read;
    private int unseen;
    private int unidentified;
    private long newest = -1;

    /**
     * Reads one window.
     *
     * @param limit how many new items are wanted at most
     * @param mostCharacters how long their documents may be together; one is kept however long it is
     * @param now epoch milliseconds; a creation time after it is not believed
     */
    WindowRead(Window window, FetchCursor cursor, Feed feed, int limit, long mostCharacters, long now) {
        this.window = window;
        this.cursor = cursor;
        this.source = feed.source();
        this.darktrace = feed.instance();
        this.fetchesParts = feed.settings().fetchParts();
        this.oldest = new OldestItems(limit, mostCharacters);
        this.now = now;
    }

    /**
     * Reads an answer.
     *
     * @param most how many may be new; where there are more, the rest is not read
     */
    Flux<Item> read(Flux<JsonNode> answer, Memory memory, int most) {
        return answer.<Item>handle((item, sink) -> {
                    Item unseenItem = unseen(item);
                    if (unseenItem != null) {
                        sink.next(unseenItem);
                    }
                })
                .transform(memory::news)
                .doOnNext(item -> count(!source.grows()))
                .takeUntil(item -> unseen > most)
                .filter(item -> isWanted(item) && mayBeKept(item))
                .transform(items -> source.complete(items, darktrace))
                .filter(this::isWanted)
                .doOnNext(item -> count(source.grows()))
                .doOnNext(this::keep);
    }

    /**
     * What grows counts once it is known to be wanted: it is listed for window after window, and where it is not wanted it must
     * not make them smaller and smaller.
     */
    private void count(boolean counts) {
        if (counts) {
            unseen++;
        }
    }

    /** Whether there may be room for it once it is completed. */
    private boolean mayBeKept(Item item) {
        boolean hasRoom = oldest.hasRoomFor(item);
        count(source.grows() && !hasRoom);
        return hasRoom;
    }

    /** The item where it has an ID and was not seen before, as far as the cursor says. */
    private @Nullable Item unseen(JsonNode item) {
        read++;
        long created =
                source.created(item).orElseGet(() -> source.occurred(item).orElse(-1));
        Optional<Item> identified = Listed.place(item, window, source);
        if (identified.isEmpty()) {
            countUnidentified(created);
            return null;
        }
        Item listed = identified.get();
        if (created <= now) {
            newest = Math.max(newest, created);
        }
        return isSeen(listed) ? null : listed;
    }

    private boolean isSeen(Item item) {
        if (cursor.seen().isEmpty()) {
            return false;
        }
        if (!source.grows()) {
            return cursor.seen().containsKey(item.id());
        }
        List<String> earlier = source.growth(item.json(), darktrace).earlierIds();
        boolean isSeen =
                cursor.seen().containsKey(item.id()) || earlier.stream().anyMatch(cursor.seen()::containsKey);
        if (isSeen) {
            again.put(item.id(), item.latest());
        }
        return isSeen;
    }

    private boolean isWanted(Item item) {
        return !oldest.has(item.id()) && (item.isKnown() || mayBegin(item));
    }

    private boolean mayBegin(Item item) {
        return source.wants(item, darktrace) && (fetchesParts || item.belongsTo() == null);
    }

    private void keep(Item item) {
        if (oldest.hasRoomFor(item)) {
            IncidentDocument document = source.document(item, darktrace);
            oldest.add(Listed.of(item, incident(item, document), document.oddities()));
        }
    }

    private Incident incident(Item item, IncidentDocument document) {
        Growth growth =
                source.grows() ? source.growth(item.json(), darktrace).set(mayBegin(item), !fetchesParts) : null;
        return new Incident(darktrace.name(), source.name(), item.id(), item.latest(), document.json(), growth);
    }

    /** Counted once, as far as that can be told: what was created before was counted when it was first read. */
    private void countUnidentified(long created) {
        if (created < 0 || created > cursor.position()) {
            unidentified++;
        }
    }

    /** The new ones, oldest first. */
    List<Listed> taken() {
        return oldest.inOrder();
    }

    /** Whether what is read grows. */
    boolean grows() {
        return source.grows();
    }

    /** Those that were seen before and grow, with the latest time for which they are listed. */
    Map<String, Long> again() {
        return again;
    }

    /** Whether new ones of this window are left over. */
    boolean isTruncated() {
        return oldest.isTruncated();
    }

    int read() {
        return read;
    }

    /** How many were not taken before. */
    int unseen() {
        return unseen;
    }

    int unidentified() {
        return unidentified;
    }

    /** The latest believable creation time, epoch milliseconds; -1 where there is none. */
    long newest() {
        return newest;
    }
}
