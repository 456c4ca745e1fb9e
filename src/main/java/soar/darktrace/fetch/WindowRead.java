package soar.darktrace.fetch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * Reads the answer for one window item by item and keeps no more than the oldest new breaches, in whatever order they
 * come.
 */
final class WindowRead {

    private final Window window;
    private final LastRun lastRun;
    private final Predicate<ListedBreach> wanted;
    private final int limit;
    private final long now;
    private final PriorityQueue<ListedBreach> oldest =
            new PriorityQueue<>(Collections.reverseOrder(ListedBreach.OLDEST_FIRST));
    private int read;
    private int unseen;
    private int unidentified;
    private long newest = -1;
    private boolean isTruncated;

    /**
     * Reads one window.
     *
     * @param limit how many new breaches are wanted at most
     * @param now epoch milliseconds; a creation time after it is not believed
     */
    WindowRead(Window window, LastRun lastRun, Predicate<ListedBreach> wanted, int limit, long now) {
        this.window = window;
        this.lastRun = lastRun;
        this.wanted = wanted;
        this.limit = limit;
        this.now = now;
    }

    void add(JsonNode item) {
        read++;
        Optional<ListedBreach> listed = ListedBreach.of(item, window);
        if (listed.isEmpty()) {
            addUnidentified(item);
            return;
        }
        ListedBreach breach = listed.get();
        long created = ListedBreach.creation(item);
        if (created <= now) {
            newest = Math.max(newest, created);
        }
        if (lastRun.seen().containsKey(breach.pbid())) {
            return;
        }
        unseen++;
        if (!isListedTwice(breach) && wanted.test(breach)) {
            oldest.add(breach);
            if (oldest.size() > limit) {
                oldest.remove();
                isTruncated = true;
            }
        }
    }

    /** An odd list may have a breach twice; there are few candidates at any time. */
    private boolean isListedTwice(ListedBreach breach) {
        return oldest.stream().anyMatch(known -> known.pbid().equals(breach.pbid()));
    }

    /** Counted once, as far as that can be told: what was created before was counted when it was first read. */
    private void addUnidentified(JsonNode item) {
        long created = ListedBreach.creation(item);
        if (created < 0 || created > lastRun.position()) {
            unidentified++;
        }
    }

    /** The new breaches, oldest first. */
    List<ListedBreach> taken() {
        List<ListedBreach> taken = new ArrayList<>(oldest);
        taken.sort(ListedBreach.OLDEST_FIRST);
        return taken;
    }

    /** Whether new breaches of this window are left over. */
    boolean isTruncated() {
        return isTruncated;
    }

    int read() {
        return read;
    }

    /** How many breaches were not taken before. */
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
