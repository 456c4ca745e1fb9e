package soar.darktrace.appliance;

import static java.util.Comparator.comparingLong;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The list of breaches as it grows: each item is in it from its moment on. */
final class BreachList {

    private final Clock clock;
    private List<ListedBreach> oldestFirst = List.of();
    private Order order = Order.OLDEST_FIRST;

    BreachList(Clock clock) {
        this.clock = clock;
    }

    /** An item with the id of an earlier one replaces it. */
    synchronized void add(List<ListedBreach> added) {
        Set<String> ids =
                added.stream().map(ListedBreach::id).filter(id -> !id.isEmpty()).collect(Collectors.toSet());
        Stream<ListedBreach> kept = oldestFirst.stream().filter(item -> !ids.contains(item.id()));
        oldestFirst = Stream.concat(kept, added.stream())
                .sorted(comparingLong(ListedBreach::time))
                .toList();
    }

    synchronized void order(Order wanted) {
        order = wanted;
    }

    /** What of it is there to see now, in the order that is set. */
    Stream<ListedBreach> shown(Predicate<ListedBreach> wanted) {
        Instant now = clock.instant();
        Stream<ListedBreach> shown =
                items().stream().filter(item -> !item.shownFrom().isAfter(now)).filter(wanted);
        return switch (order()) {
            case OLDEST_FIRST -> shown;
            case NEWEST_FIRST -> {
                List<ListedBreach> items = new ArrayList<>(shown.toList());
                Collections.reverse(items);
                yield items.stream();
            }
            case SHUFFLED -> {
                List<ListedBreach> items = new ArrayList<>(shown.toList());
                Collections.shuffle(items);
                yield items.stream();
            }
        };
    }

    /** The highest pbid that is a number; 0 where there is none. */
    long highestPbid() {
        return items().stream()
                .map(ListedBreach::id)
                .filter(id -> id.matches("\\d{1,18}"))
                .mapToLong(Long::parseLong)
                .max()
                .orElse(0);
    }

    private synchronized List<ListedBreach> items() {
        return oldestFirst;
    }

    private synchronized Order order() {
        return order;
    }
}
