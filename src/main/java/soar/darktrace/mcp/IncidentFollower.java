package soar.darktrace.mcp;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.access.Caller;
import soar.darktrace.incident.EventFilter;
import soar.darktrace.incident.EventKind;
import soar.darktrace.incident.EventPage;
import soar.darktrace.incident.IncidentEvent;
import soar.darktrace.incident.IncidentStore;

/** Reads the log of incidents for a session that follows some, from where it was told of them. */
final class IncidentFollower {

    private static final EventFilter EVERYTHING = new EventFilter(null, EnumSet.allOf(EventKind.class));
    private static final int PAGE = 100;
    private static final long CHARACTERS = 500_000;

    private final IncidentStore store;

    IncidentFollower(IncidentStore store) {
        this.store = store;
    }

    /**
     * Something that a session follows is another now.
     *
     * @param position of the event that says so, with which a reader that lost its stream begins again
     */
    record Update(long position, String uri) {}

    /** Without an end. A page is read when its reader has taken what came before. */
    Flux<Update> updates(Session session, Caller caller) {
        return store.positions()
                .onBackpressureLatest()
                .concatMap(last -> session.followsAny() ? news(session, caller, last) : skip(session, last), 1);
    }

    private static Flux<Update> skip(Session session, long last) {
        session.moveTo(last);
        return Flux.empty();
    }

    private Flux<Update> news(Session session, Caller caller, long last) {
        return page(session, last)
                .expand(page -> page.mayBeMore() ? page(session, last) : Mono.empty(), 1)
                .concatMapIterable(page -> updates(session, caller, page), 1);
    }

    private Mono<EventPage> page(Session session, long last) {
        return Mono.defer(() -> store.read(session.position(), PAGE, CHARACTERS, EVERYTHING))
                .doOnNext(page -> session.moveTo(
                        page.mayBeMore()
                                ? page.events().get(page.events().size() - 1).position()
                                : Math.max(last, lastOf(page))));
    }

    private static long lastOf(EventPage page) {
        return page.events().isEmpty()
                ? 0
                : page.events().get(page.events().size() - 1).position();
    }

    private static Set<Update> updates(Session session, Caller caller, EventPage page) {
        Set<Update> updates = new LinkedHashSet<>();
        for (IncidentEvent event : page.events()) {
            if (caller.mayUse(event.instance())) {
                String uri = IncidentAddress.of(event).text();
                if (session.follows(uri)) {
                    updates.add(new Update(event.position(), uri));
                }
                if (event.kind() == EventKind.CREATED && session.follows(IncidentAddress.ALL)) {
                    updates.add(new Update(event.position(), IncidentAddress.ALL));
                }
            }
        }
        return updates;
    }
}
