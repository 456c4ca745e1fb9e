package soar.darktrace.fetch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.store.BackgroundWork;
import soar.darktrace.store.BackgroundWork.Stop;
import soar.darktrace.store.Lease;
import soar.darktrace.store.StoreException;

/** When a source of an instance is fetched: cycle after cycle, while this connector holds the lease on it. */
class FetchSchedule {

    /** Between two cycles where items are left over. */
    static final Duration POLITE_PAUSE = Duration.ofMillis(200);

    /** Between two looks whether another connector still holds the lease. */
    static final Duration STANDBY_PAUSE = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(FetchSchedule.class);
    private static final double JITTER = 0.1;

    private final FetchKey key;
    private final Duration interval;
    private final Lease lease;
    private final FetchCycle cycle;
    private final LookBack lookBack;

    FetchSchedule(FetchKey key, Duration interval, Lease lease, FetchCycle cycle, LookBack lookBack) {
        this.key = key;
        this.interval = interval;
        this.lease = lease;
        this.cycle = cycle;
        this.lookBack = lookBack;
    }

    /** Runs all side by side: they do not wait for each other. */
    static BackgroundWork work(List<FetchSchedule> schedules) {
        return new BackgroundWork(
                "Fetching",
                stop -> Flux.fromIterable(schedules)
                        .flatMap(schedule -> schedule.run(stop), Math.max(1, schedules.size()))
                        .then());
    }

    /** Fetches until it is stopped; then it completes as soon as what is being stored is stored. */
    Mono<Void> run(Stop stop) {
        Mono<Void> cycles = cycle.run(stop.signal())
                .flatMap(end -> end.more() ? pause(POLITE_PAUSE, stop) : rest(end, stop))
                .repeat(() -> !stop.isDue())
                .then();
        return lease.holding("fetch " + key.instance() + " " + key.source(), cycles)
                .doFinally(signal -> cycle.rest())
                .onErrorResume(failure -> {
                    log.warn("Fetching {} waits for the store: {}", key, StoreException.words(failure));
                    return Mono.empty();
                })
                .then(pause(STANDBY_PAUSE, stop))
                .repeat(() -> !stop.isDue())
                .then();
    }

    private Mono<Void> rest(FetchCycle.End end, Stop stop) {
        Mono<Void> lookingBack = end.isOk() ? lookBack.ifDue(stop.signal()) : Mono.empty();
        return lookingBack.then(pause(about(interval), stop));
    }

    private static Mono<Void> pause(Duration length, Stop stop) {
        return Mono.delay(length).takeUntilOther(stop.signal()).then();
    }

    /** So that several of them do not fall into step. */
    private static Duration about(Duration length) {
        double factor = ThreadLocalRandom.current().nextDouble(1 - JITTER, 1 + JITTER);
        return Duration.ofMillis((long) (length.toMillis() * factor));
    }
}
