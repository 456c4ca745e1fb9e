package soar.darktrace.fetch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/** The oldest of any number of items, as many as fit: by their number, and by the length of what they become. */
final class OldestItems {

    private final int limit;
    private final long mostCharacters;
    private final PriorityQueue<Listed> oldest = new PriorityQueue<>(Collections.reverseOrder(Listed.OLDEST_FIRST));
    private final Set<String> ids = new HashSet<>();
    private long characters;
    private boolean isTruncated;

    /**
     * None yet.
     *
     * @param mostCharacters how long their documents may be together; one is kept however long it is
     */
    OldestItems(int limit, long mostCharacters) {
        this.limit = limit;
        this.mostCharacters = mostCharacters;
    }

    boolean has(String id) {
        return ids.contains(id);
    }

    /** Whether it would be kept. An odd list may have an item twice: one that was dropped is dropped again. */
    boolean hasRoomFor(Item item) {
        if (!isFull()) {
            return true;
        }
        isTruncated = true;
        Listed newest = oldest.peek();
        return newest != null && Listed.isOlder(item, newest);
    }

    private boolean isFull() {
        return oldest.size() >= limit || characters > mostCharacters;
    }

    /** Adds one that there is room for. */
    void add(Listed listed) {
        if (isFull()) {
            dropNewest();
        }
        oldest.add(listed);
        ids.add(listed.id());
        characters += listed.characters();
        while (characters > mostCharacters && oldest.size() > 1) {
            isTruncated = true;
            dropNewest();
        }
    }

    private void dropNewest() {
        Listed dropped = oldest.remove();
        ids.remove(dropped.id());
        characters -= dropped.characters();
    }

    List<Listed> inOrder() {
        List<Listed> taken = new ArrayList<>(oldest);
        taken.sort(Listed.OLDEST_FIRST);
        return taken;
    }

    /** Whether some were dropped. */
    boolean isTruncated() {
        return isTruncated;
    }
}
