package soar.darktrace.web;

import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.incident.EventPage;
import soar.darktrace.incident.IncidentEvent;
import soar.darktrace.incident.IncidentStore;

/** Pages of the log of incidents, and the wait for the next one. */
class IncidentFeed {

    /** Incidents that another connector stores are found by looking; one look serves all who wait. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final IncidentStore store;
    private final Flux<Long> lastPositions;
    private final PageBudget budget = new PageBudget();

    IncidentFeed(IncidentStore store) {
        this.store = store;
        this.lastPositions = Flux.merge(Flux.interval(Duration.ZERO, LOOK_EVERY), store.arrivals())
                .onBackpressureLatest()
                .concatMap(look -> store.lastPosition().onErrorComplete(), 0)
                .distinctUntilChanged()
                .replay(1)
                .refCount();
    }

    /**
     * Events in the order in which they became visible.
     *
     * @param next where to read on; of an empty page that is past the events that the reader does not want, since those are
     *     forgotten some day
     */
    record Page(List<IncidentEvent> events, Cursor next) {

        boolean isEmpty() {
            return events.isEmpty();
        }
    }

    /** What pages that are being written share. */
    PageBudget budget() {
        return budget;
    }

    /** What there is now; an empty page where there is nothing new. */
    Mono<Page> page(IncidentQuery query) {
        // The last position is read first: what is stored later than that is not skipped by an empty page.
        return store.lastPosition().flatMap(last -> {
            Cursor after = query.after();
            long position = after == null ? 0 : after.position();
            if (position > last) {
                return Mono.error(CursorExpiredException.unknown());
            }
            return store.read(position, query.limit(), budget.mostCharacters(), query.filter())
                    .delayUntil(read -> after == null ? Mono.empty() : requireComplete(query, after, read))
                    .map(read -> new Page(
                            read.events(), new Cursor(read.events().isEmpty() ? last : lastOf(read.events()))));
        });
    }

    /** The next page that is not empty, however long that takes. */
    Mono<Page> nextPage(IncidentQuery query) {
        return page(query)
                .filter(page -> !page.isEmpty())
                .switchIfEmpty(lastPositions
                        .concatMap(position -> page(query), 0)
                        .filter(page -> !page.isEmpty())
                        .next());
    }

    private Mono<Boolean> requireComplete(IncidentQuery query, Cursor after, EventPage read) {
        long upTo = read.mayBeMore() ? lastOf(read.events()) : Long.MAX_VALUE;
        return store.isCleanedUp(after.position(), upTo, query.filter())
                .flatMap(cleanedUp -> cleanedUp ? Mono.error(CursorExpiredException.cleanedUp()) : Mono.just(true));
    }

    private static long lastOf(List<IncidentEvent> events) {
        return events.get(events.size() - 1).position();
    }
}
