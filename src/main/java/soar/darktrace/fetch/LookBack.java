package soar.darktrace.fetch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import soar.darktrace.store.StoreException;

/**
 * Reads once in a while again what was created of late: an item that is wanted only since then, such as a breach whose score
 * has risen, or that showed up later than the overlap, becomes an incident then. The cursor stays where it is.
 */
class LookBack {

    /** After one that failed: it begins from its start again. */
    private static final Duration AFTER_A_FAILURE = Duration.ofMinutes(10);

    private static final Logger log = LoggerFactory.getLogger(LookBack.class);

    private final Feed feed;
    private final FetchKey key;
    private final FetchStore store;
    private final FetchMeters meters;
    private final Clock clock;
    private Instant rest = Instant.MIN;

    LookBack(Feed feed, FetchStore store, FetchMeters meters, Clock clock) {
        this.feed = feed;
        this.key = feed.key();
        this.store = store;
        this.meters = meters;
        this.clock = clock;
    }

    /** Looks back where it is due, and never fails: what was not looked at is looked at a little later. */
    Mono<Void> ifDue(Mono<Void> stop) {
        if (feed.pace().lookBack().isZero() || clock.instant().isBefore(rest)) {
            return Mono.empty();
        }
        return run(feed.pace().lookBackEvery(), stop).onErrorResume(failure -> {
            rest = clock.instant().plus(AFTER_A_FAILURE);
            log.warn("Looking back at {} failed: {}", key, StoreException.words(failure));
            return Mono.empty();
        });
    }

    /** The same, due or not after that time; what fails is the caller's. */
    Mono<Void> run(Duration every, Mono<Void> stop) {
        Instant begun = clock.instant();
        return store.lookBackStart(feed, every)
                .flatMap(start -> fetch(start, stop)
                        .expand(fetched -> fetched.more() ? fetch(fetched.next(), stop) : Mono.empty())
                        .filter(fetched -> !fetched.more())
                        .next()
                        .flatMap(last -> store.endLookBack(key, begun)));
    }

    private Mono<Fetched> fetch(FetchCursor cursor, Mono<Void> stop) {
        return feed.fetch(cursor, store.memory(feed), clock.instant())
                .takeUntilOther(stop)
                .flatMap(fetched -> store.add(key, fetched)
                        .doOnNext(saved -> {
                            meters.countLookedBack(fetched, saved);
                            if (saved.created() + saved.changed() > 0) {
                                log.info(
                                        "Looking back at {}: {} new incidents, {} changes",
                                        key,
                                        saved.created(),
                                        saved.changed());
                            }
                        })
                        .thenReturn(fetched));
    }
}
