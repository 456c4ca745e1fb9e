package soar.darktrace.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a push sink fares.
 *
 * @param position the position of the last incident that it took, 0 for none
 * @param backlog how many incidents wait for it
 * @param failures how many attempts in a row failed
 * @param failingSince when the first of these was; null where none failed
 * @param nextAttempt when it is tried again; null where there is nothing to wait for
 * @param parked whether it is left alone until somebody resumes it
 * @param failure the sentence of the last failure; null where none failed
 */
public record SinkStatus(
        String name,
        long position,
        long backlog,
        int failures,
        @Nullable Instant failingSince,
        @Nullable Instant nextAttempt,
        boolean parked,
        @Nullable String failure) {}
