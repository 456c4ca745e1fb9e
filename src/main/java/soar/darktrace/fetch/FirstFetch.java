package soar.darktrace.fetch;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import soar.darktrace.client.DarktraceTime;

/**
 * Where fetching begins.
 *
 * @param warnings says where that is not what was asked for
 */
record FirstFetch(FetchCursor cursor, List<String> warnings) {

    /**
     * Reads {@code first_fetch}, as {@link DarktraceTime#parse} takes it. Darktrace answers for one year at most
     * ({@code darktrace-api.md} §2.1), and what is not created yet will be fetched anyway.
     *
     * @throws DateTimeException with a sentence that lists the accepted forms
     */
    static FirstFetch of(String text, Instant now) {
        Instant asked = DarktraceTime.parse(text, now);
        Instant earliest = now.atZone(ZoneOffset.UTC).minusYears(1).toInstant();
        if (asked.isBefore(earliest)) {
            return new FirstFetch(
                    at(earliest),
                    List.of("first_fetch reaches back more than one year; what was created is fetched since "
                            + DarktraceTime.iso(earliest.toEpochMilli()) + "."));
        }
        return new FirstFetch(at(asked.isAfter(now) ? now : asked), List.of());
    }

    private static FetchCursor at(Instant created) {
        return FetchCursor.startingAt(created.toEpochMilli());
    }
}
