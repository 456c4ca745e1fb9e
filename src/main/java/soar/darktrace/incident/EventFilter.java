package soar.darktrace.incident;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
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

    /** The kinds that are not wanted, as they are stored. */
    public List<String> unwantedKinds() {
        return EnumSet.allOf(EventKind.class).stream()
                .filter(kind -> !kinds.contains(kind))
                .map(EventKind::text)
                .toList();
    }

    /** A condition of SQL, to be joined to others by its {@code and}; {@link #parameters} go with it. */
    String condition() {
        return " and kind in (:kinds)" + (instance == null ? "" : " and instance = :instance");
    }

    Map<String, Object> parameters() {
        List<String> wanted = kinds.stream().map(EventKind::text).sorted().toList();
        return instance == null ? Map.of("kinds", wanted) : Map.of("kinds", wanted, "instance", instance);
    }
}
