package soar.darktrace.fetch;

import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.failure.Failure;
import soar.darktrace.store.StoreException;

/** One fetch of an instance: from its cursor in the store over a fetch step back into the store. */
class FetchCycle {

    private static final Logger log = LoggerFactory.getLogger(FetchCycle.class);

    private final DarktraceInstance instance;
    private final FetchStep step;
    private final FetchStore store;
    private final FetchMeters meters;
    private final Clock clock;

    FetchCycle(DarktraceInstance instance, FetchStep step, FetchStore store, FetchMeters meters, Clock clock) {
        this.instance = instance;
        this.step = step;
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
        return begin().flatMap(before -> step.fetch(instance, before.lastRun(), clock.instant())
                        .takeUntilOther(stop)
                        .map(fetched -> save(before, fetched))
                        .onErrorResume(failure -> Mono.just(failed(failure)))
                        .defaultIfEmpty(Mono.just(End.STOPPED)))
                .flatMap(storing -> storing)
                .onErrorResume(this::storeFailed)
                .elapsed()
                .map(timed -> {
                    meters.cycle(timed.getT2().outcome(), Duration.ofMillis(timed.getT1()));
                    return timed.getT2();
                });
    }

    /** Another connector fetches this instance now. */
    void rest() {
        meters.rest();
    }

    /** Where fetching begins is kept from the first cycle on: {@code 1 day} must not move on while Darktrace is down. */
    private Mono<FetchState> begin() {
        return store.stateBeforeStep(instance.name())
                .flatMap(state -> state.lastRun().settled() != null
                        ? Mono.just(state)
                        : store.begin(instance.name(), first()).then(store.state(instance.name())))
                .doOnNext(state -> meters.saw(state.newest()));
    }

    private LastRun first() {
        FirstFetch first = FirstFetch.of(instance.settings().firstFetch(), clock.instant());
        first.warnings().forEach(warning -> log.warn("Fetching {}: {}", instance.name(), warning));
        return first.lastRun();
    }

    private Mono<End> save(FetchState before, Fetched fetched) {
        return store.save(instance.name(), before, fetched).map(saved -> {
            if (!saved.stored()) {
                log.info("What was fetched from {} is dropped: its cursor was moved meanwhile", instance.name());
                return new End("superseded", true);
            }
            meters.stored(fetched, saved);
            meters.saw(FetchState.later(before.newest(), fetched.newest()));
            fetched.warnings().forEach(warning -> log.warn("Fetching {}: {}", instance.name(), warning));
            if (saved.created() > 0) {
                log.info(
                        "Fetched {}: {} new incidents from {} breaches",
                        instance.name(),
                        saved.created(),
                        fetched.read());
            }
            return new End(End.OK, fetched.more());
        });
    }

    private Mono<End> failed(Throwable failure) {
        if (failure instanceof Failure known) {
            return failed(known.code(), String.valueOf(failure.getMessage()));
        }
        log.error("Fetching {} failed in this service", instance.name(), failure);
        return failed("internal_error", "This service failed while fetching; its log has the cause.");
    }

    private Mono<End> failed(String code, String sentence) {
        log.warn("Fetching {} failed, {}: {}", instance.name(), code, sentence);
        return store.failed(instance.name(), code, sentence).thenReturn(new End(code, false));
    }

    private Mono<End> storeFailed(Throwable failure) {
        log.warn("Fetching {} waits for the store: {}", instance.name(), StoreException.words(failure));
        return Mono.just(new End("store_failed", false));
    }
}
