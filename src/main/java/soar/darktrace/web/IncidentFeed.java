package soar.darktrace.web;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;
import soar.darktrace.incident.EventPage;
import soar.darktrace.incident.IncidentEvent;
import soar.darktrace.incident.IncidentStore;

/** Pages of the log of incidents, and the wait for the next one. */
class IncidentFeed {

    private final IncidentStore store;
    private final Map<IncidentQuery, Mono<Page>> underWay = new ConcurrentHashMap<>();
    private final PageBudget budget;

    IncidentFeed(IncidentStore store) {
        this(store, new PageBudget());
    }

    IncidentFeed(IncidentStore store, PageBudget budget) {
        this.store = store;
        this.budget = budget;
    }

    /**
     * Events in the order in which they became visible.
     *
     * @param next where to read on; of an empty page that is past the events that the reader does not want, since those are
     *     forgotten some day
     * @param share what the page holds while it is written
     */
    record Page(List<IncidentEvent> events, Cursor next, PageBudget.Share share) {

        boolean isEmpty() {
            return events.isEmpty();
        }
    }

    /** The same query from where its last events begin; from the oldest one that is left where there are fewer of them. */
    Mono<IncidentQuery> located(IncidentQuery query) {
        if (query.after() != null || query.last() == 0) {
            return Mono.just(query);
        }
        return store.lastPosition().flatMap(end -> {
            Cursor start = new Cursor(Math.max(0, end - query.last()));
            return store.isCleanedUp(start.position(), end, query.filter())
                    .map(isCleanedUp -> isCleanedUp ? query : query.startingAt(start));
        });
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
            return Mono.defer(() -> {
                PageBudget.Share share = budget.take();
                return store.read(position, query.limit(), share.characters(), query.filter())
                        .delayUntil(read -> after == null ? Mono.empty() : requireComplete(query, after, read))
                        .map(read -> {
                            share.fit(charactersOf(read.events()));
                            return new Page(
                                    read.events(),
                                    new Cursor(read.events().isEmpty() ? last : lastOf(read.events())),
                                    share);
                        })
                        // When the page was handed on: who writes it holds it by then.
                        .doFinally(signal -> share.release());
            });
        });
    }

    /** The next page that is not empty, however long that takes. */
    Mono<Page> nextPage(IncidentQuery query) {
        return nextPage(query, Mono.never());
    }

    /** The next page that is not empty, or an empty one where none has come before the end. */
    Mono<Page> nextPage(IncidentQuery query, Mono<?> end) {
        return Mono.defer(() -> {
            Reader reader = new Reader(query);
            return Mono.defer(reader::look)
                    .repeat()
                    .filter(page -> !page.isEmpty())
                    .next()
                    .takeUntilOther(end)
                    .switchIfEmpty(Mono.defer(reader::nothing));
        });
    }

    /** Somebody who waits. Where the log ends at its cursor it asks for nothing: it is told when the log goes on. */
    private final class Reader {

        private volatile IncidentQuery query;
        private boolean mayBeAhead = true;

        Reader(IncidentQuery query) {
            this.query = query;
        }

        Mono<Page> look() {
            return grown().then(Mono.defer(() -> shared(query))).doOnNext(page -> {
                mayBeAhead = false;
                // Not past events: where the wait ends at this very moment, the reader does not get them.
                if (page.isEmpty()) {
                    query = query.startingAt(page.next());
                }
            });
        }

        /** What it gets where nothing came. */
        Mono<Page> nothing() {
            Cursor after = query.after();
            return after == null || !store.worked() ? page(query) : Mono.just(emptyPage(after));
        }

        /** Completes when there is something to look for; a cursor ahead of the log is looked at once, to be refused. */
        private Mono<Long> grown() {
            Cursor after = query.after();
            return after == null
                    ? Mono.empty()
                    : store.positions()
                            .filter(last -> last > after.position() || (mayBeAhead && last < after.position()))
                            .next();
        }
    }

    /**
     * One look serves all who ask the same at the same time, as those who were told of the same event do. It is over before
     * its page is handed on: whoever looks again at once looks anew.
     */
    private Mono<Page> shared(IncidentQuery query) {
        return Mono.defer(() -> underWay.computeIfAbsent(
                query,
                asked -> page(asked).doOnTerminate(() -> underWay.remove(asked)).cache()));
    }

    private Mono<Boolean> requireComplete(IncidentQuery query, Cursor after, EventPage read) {
        long upTo = read.mayBeMore() ? lastOf(read.events()) : Long.MAX_VALUE;
        return store.isCleanedUp(after.position(), upTo, query.filter())
                .flatMap(cleanedUp -> cleanedUp ? Mono.error(CursorExpiredException.cleanedUp()) : Mono.just(true));
    }

    private Page emptyPage(Cursor after) {
        PageBudget.Share share = budget.take();
        share.fit(0);
        share.release();
        return new Page(List.of(), after, share);
    }

    private static long charactersOf(List<IncidentEvent> events) {
        return events.stream().mapToLong(event -> event.document().length()).sum();
    }

    private static long lastOf(List<IncidentEvent> events) {
        return events.get(events.size() - 1).position();
    }
}
