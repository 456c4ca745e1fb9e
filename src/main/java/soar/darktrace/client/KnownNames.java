package soar.darktrace.client;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The names that instances of requests have in metrics. Whoever brings an instance along chooses its name, and each name
 * in a metric is kept as long as this service runs: only those that have answered get one, and no more than
 * {@value #MOST}. All others are counted together.
 */
final class KnownNames {

    /** What metrics call an instance that has no name there. */
    static final String OTHER = "other";

    private static final int MOST = 100;

    private final Set<String> names = ConcurrentHashMap.newKeySet();

    /** Takes a name up, where there is room. */
    void add(String name) {
        if (!names.contains(name)) {
            addFirst(name);
        }
    }

    private synchronized void addFirst(String name) {
        if (names.size() < MOST) {
            names.add(name);
        }
    }

    String inMetrics(String name) {
        return names.contains(name) ? name : OTHER;
    }
}
