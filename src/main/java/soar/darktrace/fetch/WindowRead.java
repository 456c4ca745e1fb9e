package soar.darktrace.fetch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import soar.darktrace.client.DarktraceInstance;
import tools.jackson.databind.JsonNode;

/**
 * Reads the answer for one window item by item and keeps no more than the oldest new ones, in whatever order they come.
 */
final class WindowRead {

    private final Window window;
    private final FetchCursor cursor;
    private final Source source;
    private final DarktraceInstance darktrace;
    private final int limit;
    private final long mostCharacters;
    private final long now;
    private final PriorityQueue<Listed> oldest = new PriorityQueue<>(Collections.reverseOrder(Listed.OLDEST_FIRST));
    private final Set<String> candidates = new HashSet<>();
    private int read;
    private int unseen;
    private int unidentified;
    private long newest = -1;
    private boolean isTruncated;
    private long characters;

    /**
     * Reads one window.
     *
     * @param limit how many new items are wanted at most
     * @param mostCharacters how long their documents may be together; one is kept however long it is
     * @param now epoch milliseconds; a creation time after it is not believed
     */
    WindowRead(
            Window window,
            FetchCursor cursor,
            Source source,
            DarktraceInstance darktrace,
            int limit,
            long mostCharacters,
            long now) {
        this.window = window;
        this.cursor = cursor;
        this.source = source;
        this.darktrace = darktrace;
        this.limit = limit;
        this.mostCharacters = mostCharacters;
        this.now = now;
    }

    void add(JsonNode item) {
        read++;
        long created =
                source.created(item).orElseGet(() -> source.occurred(item).orElse(-1));
        Optional<Listed> identified = Listed.of(item, window, source);
        if (identified.isEmpty()) {
            countUnidentified(created);
            return;
        }
        Listed listed = identified.get();
        if (created <= now) {
            newest = Math.max(newest, created);
        }
        if (cursor.seen().containsKey(listed.id())) {
            return;
        }
        unseen++;
        if (!candidates.contains(listed.id()) && source.wants(item, darktrace)) {
            keep(listed, item);
        }
    }

    /** An odd list may have an item twice: what was dropped for older ones may come again, and is dropped again. */
    private void keep(Listed listed, JsonNode item) {
        Listed newestKept = oldest.peek();
        if (oldest.size() >= limit || characters > mostCharacters) {
            isTruncated = true;
            if (newestKept == null || Listed.OLDEST_FIRST.compare(listed, newestKept) >= 0) {
                return;
            }
            dropNewest();
        }
        Listed kept = listed.with(source.document(listed.id(), item, darktrace));
        oldest.add(kept);
        candidates.add(kept.id());
        characters += kept.characters();
        while (characters > mostCharacters && oldest.size() > 1) {
            isTruncated = true;
            dropNewest();
        }
    }

    private void dropNewest() {
        Listed dropped = oldest.remove();
        candidates.remove(dropped.id());
        characters -= dropped.characters();
    }

    /** Counted once, as far as that can be told: what was created before was counted when it was first read. */
    private void countUnidentified(long created) {
        if (created < 0 || created > cursor.position()) {
            unidentified++;
        }
    }

    /** The new ones, oldest first. */
    List<Listed> taken() {
        List<Listed> taken = new ArrayList<>(oldest);
        taken.sort(Listed.OLDEST_FIRST);
        return taken;
    }

    /** Whether new ones of this window are left over. */
    boolean isTruncated() {
        return isTruncated;
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
