package soar.darktrace.fetch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What happens, in order.
 *
 * @param seed makes the same history again
 * @param site which of the settings it happens under
 * @param <E> the kind of its events
 */
record History<E>(long seed, int site, List<E> events) {

    History {
        events = List.copyOf(events);
    }

    /** The shortest history found that fails as well: events are taken out by halves, quarters … and one by one. */
    History<E> shrunk(Predicate<History<E>> fails) {
        History<E> shortest = this;
        for (int length = Math.max(1, events.size() / 2); length >= 1; length /= 2) {
            for (int from = 0; from < shortest.events.size(); ) {
                History<E> shorter = shortest.without(from, length);
                if (fails.test(shorter)) {
                    shortest = shorter;
                } else {
                    from += length;
                }
            }
        }
        return shortest;
    }

    private History<E> without(int from, int length) {
        List<E> left = new ArrayList<>(events);
        left.subList(from, Math.min(events.size(), from + length)).clear();
        return new History<>(seed, site, left);
    }

    @Override
    public String toString() {
        return events.stream()
                .map(event -> "\n  " + event)
                .collect(Collectors.joining("", "seed " + seed + ", site " + site + ":", ""));
    }
}
