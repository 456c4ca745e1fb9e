package soar.darktrace.incident;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The events of the log that somebody wants.
 *
 * @param instance only those of this instance; null for all
 * @param kinds only those of these kinds, one or more
 */
public record EventFilter(@Nullable String instance, Set<EventKind> kinds) {

    /** What whoever says nothing gets: every incident once. */
    public static final Set<EventKind> CREATED_ONLY = Set.of(EventKind.CREATED);

    public EventFilter {
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("A filter names one kind of event or more");
        }
        kinds = Set.copyOf(kinds);
    }

    /** The incidents that came into being, of one instance or, for null, of all. */
    public static EventFilter created(@Nullable String instance) {
        return new EventFilter(instance, CREATED_ONLY);
    }

    /** The kinds that are not wanted. */
    public List<EventKind> unwantedKinds() {
        return Arrays.stream(EventKind.values())
                .filter(kind -> !kinds.contains(kind))
                .toList();
    }
}
