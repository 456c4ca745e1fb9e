package soar.darktrace.access;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a caller may do. No role includes another: whoever contains devices and reads about them has both. */
public enum Role {
    /** Commands that change nothing, and incidents. */
    READ,

    /** Changes of what Darktrace holds: comments, acknowledgements, tags, lists. */
    WRITE,

    /** Acts on devices and people through Darktrace. */
    RESPOND,

    /** This service itself: fetch cursors, sinks, the audit, its state. */
    ADMIN,

    /** Prometheus. */
    METRICS;

    /** The role of a name as {@link #toString} has it, upper and lower case alike. */
    public static Optional<Role> of(String name) {
        return Arrays.stream(values())
                .filter(role -> role.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** All names. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Role::toString).toList();
    }

    /** The name as keys and callers have it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
