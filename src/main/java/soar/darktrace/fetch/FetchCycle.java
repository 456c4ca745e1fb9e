package soar.darktrace.fetch;

import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import soar.darktrace.failure.Failure;
import soar.darktrace.store.StoreException;

/** Fetches once from a source of an instance: from its cursor in the store over Darktrace back into the store. */
class FetchCycle {

    private static final Logger log = LoggerFactory.getLogger(FetchCycle.class);

    private final Feed feed;
    private final FetchKey key;
    private final FetchStore store;
    private final FetchMeters meters;
    private final Clock clock;

    FetchCycle(Feed feed, FetchStore store, FetchMeters meters, Clock clock) {
        this.feed = feed;
        this.key = feed.key();
        this.store = store;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * How a cycle ended.
     *
     * @param outcome {@link #OK} or a code, for the metrics
     * @param more whether the next cycle should follow at once
     */
    record End(String outcome, boolean more) {

        static final End STOPPED = new End("stopped", false);
        private static final String OK = "ok";

        boolean isOk() {
            return outcome.equals(OK);
        }
    }

    /**
     * Fetches once, and never fails.
     *
     * @param stop ends the reading; what was read is dropped then, what is being stored is stored
     */
    Mono<End> run(Mono<Void> stop) {
        return begin().flatMap(before -> fetch(before, stop))
                .onErrorResume(this::waitForStore)
                .elapsed()
                .map(timed -> {
                    meters.countCycle(timed.getT2().outcome(), Duration.ofMillis(timed.getT1()));
                    return timed.getT2();
                });
    }

    /** Another connector fetches now. */
    void rest() {
        meters.forgetNewest();
    }

    /** Where fetching begins is kept from the first cycle on: {@code 1 day} must not move on while Darktrace is down. */
    private Mono<FetchState> begin() {
        return store.stateBeforeFetch(feed)
                .flatMap(state -> state.cursor().settled() != null
                        ? Mono.just(state)
                        : store.begin(key, first()).then(store.state(key)))
                .doOnNext(state -> meters.setNewest(state.newest()));
    }

    /** Only the reading can be stopped; whatever came of it is then stored as a whole. */
    private Mono<End> fetch(FetchState before, Mono<Void> stop) {
        return feed.fetch(before.cursor(), store.memory(feed), clock.instant())
                .takeUntilOther(stop)
                .materialize()
                .flatMap(read -> {
                    if (read.get() != null) {
                        return save(before, read.get());
                    }
                    return read.getThrowable() == null ? Mono.just(End.STOPPED) : fail(read.getThrowable());
                });
    }

    private FetchCursor first() {
        FirstFetch first = FirstFetch.of(feed.instance().settings().firstFetch(), clock.instant());
        first.warnings().forEach(warning -> log.warn("Fetching {}: {}", key, warning));
        return first.cursor();
    }

    private Mono<End> save(FetchState before, Fetched fetched) {
        return store.save(key, before, fetched).map(saved -> {
            if (!saved.stored()) {
                log.info("What was fetched from {} is dropped: its cursor was moved meanwhile", key);
                return new End("superseded", true);
            }
            meters.countStored(fetched, saved);
            meters.setNewest(FetchState.later(before.newest(), fetched.newest()));
            fetched.warnings().forEach(warning -> log.warn("Fetching {}: {}", key, warning));
            if (saved.created() + saved.changed() > 0) {
                log.info(
                        "Fetched {}: {} new incidents and {} changes from {} items",
                        key,
                        saved.created(),
                        saved.changed(),
                        fetched.read());
            }
            return new End(End.OK, fetched.more());
        });
    }

    private Mono<End> fail(Throwable failure) {
        if (failure instanceof Failure known) {
            return fail(known.code(), String.valueOf(failure.getMessage()));
        }
        log.error("Fetching {} failed in this service", key, failure);
        return fail("internal_error", "This service failed while fetching; its log has the cause.");
    }

    private Mono<End> fail(String code, String sentence) {
        log.warn("Fetching {} failed, {}: {}", key, code, sentence);
        return store.recordFailure(key, code, sentence).thenReturn(new End(code, false));
    }

    private Mono<End> waitForStore(Throwable failure) {
        log.warn("Fetching {} waits for the store: {}", key, StoreException.words(failure));
        return Mono.just(new End("store_failed", false));
    }
}
