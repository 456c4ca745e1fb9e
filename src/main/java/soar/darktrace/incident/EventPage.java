package soar.darktrace.incident;

import java.util.List;

/**
 * Events of the log, in order.
 *
 * @param events those that a reader asked for, as many as it takes at once
 * @param mayBeMore whether the log may have further ones for it; false where these were all when it was read
 */
public record EventPage(List<IncidentEvent> events, boolean mayBeMore) {

    public EventPage {
        events = List.copyOf(events);
    }
}
