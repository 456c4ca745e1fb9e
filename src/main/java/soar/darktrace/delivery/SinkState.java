package soar.darktrace.delivery;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import soar.darktrace.incident.IncidentEvent;

/**
 * How far a sink has come.
 *
 * @param position everything up to here was taken by it
 * @param attempted the end of the request that failed last, so that it is repeated as it was; 0 for none
 * @param failures how many requests in a row failed
 * @param failingSince when the first of them failed
 * @param nextAttempt when the next request is due; null for at once
 * @param parked whether nothing more is tried until somebody says so
 * @param failure what the last failure was
 */
record SinkState(
        long position,
        long attempted,
        int failures,
        @Nullable Instant failingSince,
        @Nullable Instant nextAttempt,
        boolean parked,
        @Nullable String failure) {

    /** A pause longer than any comes of a clock that was set back. */
    boolean isDue(Instant now) {
        return !parked
                && (nextAttempt == null
                        || !now.isBefore(nextAttempt)
                        || nextAttempt.isAfter(now.plus(Backoff.LONGEST_ASKED_FOR)));
    }

    /** After everything up to that position was taken. */
    SinkState movedTo(long taken) {
        return new SinkState(taken, 0, 0, null, null, false, null);
    }

    /** Those that belong into the next request: the same as in the one that failed, else all. */
    List<IncidentEvent> next(List<IncidentEvent> events) {
        List<IncidentEvent> again = events.stream()
                .takeWhile(event -> event.position() <= attempted)
                .toList();
        return again.isEmpty() ? events : again;
    }
}
