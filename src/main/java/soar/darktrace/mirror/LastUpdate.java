package soar.darktrace.mirror;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import soar.darktrace.client.DarktraceTime;

/**
 * The time up to which XSOAR knows everything. XSOAR writes the year 1 where it knows nothing yet; that, like anything that is
 * no time, counts as not given, since a failure would come again every minute.
 */
final class LastUpdate {

    private LastUpdate() {}

    static Optional<Instant> of(@Nullable String text, Clock clock) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(DarktraceTime.parse(text, clock.instant())).filter(time -> time.isAfter(Instant.EPOCH));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
