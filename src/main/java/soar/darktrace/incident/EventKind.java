package soar.darktrace.incident;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What happened to an incident. */
public enum EventKind {
    CREATED,
    CHANGED,
    /** It is done with in Darktrace, or goes on as part of another one. */
    CLOSED;

    /** As the store, readers and settings write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads what {@link #text} wrote. */
    public static Optional<EventKind> of(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
    }

    /** All as they are written. */
    public static List<String> texts() {
        return Arrays.stream(values()).map(EventKind::text).toList();
    }
}
