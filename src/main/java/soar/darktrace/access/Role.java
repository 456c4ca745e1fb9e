package soar.darktrace.access;

import java.util.Locale;

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

    /** The name as keys and callers have it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
