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

    /** The longest pause between two cycles where items are left over. */
    static final Duration POLITE_PAUSE = Duration.ofMillis(200);

    /** One that was quick, since little was asked for, is followed by a pause that is short as well. */
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);

    private static final int CYCLES_OF_A_PAUSE = 10;

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
                .elapsed()
                .flatMap(timed -> timed.getT2().more()
                        ? pause(politePause(Duration.ofMillis(timed.getT1())), stop)
                        : rest(timed.getT2(), stop))
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

    /** A backlog takes a tenth of its time longer by it: so large a part of the appliance's time is others'. */
    private static Duration politePause(Duration cycle) {
        Duration part = cycle.dividedBy(CYCLES_OF_A_PAUSE);
        Duration atMost = part.compareTo(POLITE_PAUSE) < 0 ? part : POLITE_PAUSE;
        return atMost.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : atMost;
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
