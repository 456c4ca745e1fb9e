package soar.darktrace.command;

import java.util.Locale;
import soar.darktrace.access.Role;

/**
 * What a command does to the world. What follows from it is said nowhere else: whether it takes {@code dry_run}, whether
 * XSOAR calls it potentially harmful, and its tag in catalogue and OpenAPI document.
 */
public enum Effect {
    /** Changes nothing. */
    READS,

    /** Changes what Darktrace holds: comments, acknowledgements, tags, lists. */
    CHANGES,

    /** Acts on a device or a person through Darktrace: RESPOND, a held email. */
    CONTAINS,

    /** Changes the state of this service and nothing in Darktrace: fetch cursors, sinks, keys. */
    ADMINISTERS;

    /** Whether anything is another after the command than before. */
    public boolean isChange() {
        return this != READS;
    }

    /** Whether Darktrace is asked for the change, so that a dry run shows calls. */
    boolean isInDarktrace() {
        return this == CHANGES || this == CONTAINS;
    }

    /** The role that a caller needs for it. */
    public Role role() {
        return switch (this) {
            case READS -> Role.READ;
            case CHANGES -> Role.WRITE;
            case CONTAINS -> Role.RESPOND;
            case ADMINISTERS -> Role.ADMIN;
        };
    }

    /** The name as callers see it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
