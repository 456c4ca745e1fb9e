package soar.darktrace.access;

import java.util.HashMap;
import java.util.Map;

/** How many requests of nobody knows whom came from which address since they were last taken. */
final class RefusedAddresses {

    /** So many rows a minute, whoever tries from however many addresses. */
    private static final int MOST = 100;

    private static final String OTHERS = "others";

    private Map<String, Integer> counts = new HashMap<>();

    synchronized void add(String address, int count) {
        boolean hasRoom = counts.size() < MOST || counts.containsKey(address);
        counts.merge(hasRoom ? address : OTHERS, count, Integer::sum);
    }

    synchronized Map<String, Integer> take() {
        Map<String, Integer> taken = counts;
        counts = new HashMap<>();
        return taken;
    }
}
