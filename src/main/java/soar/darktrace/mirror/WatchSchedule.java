package soar.darktrace.mirror;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.failure.Failure;
import soar.darktrace.store.BackgroundWork;
import soar.darktrace.store.BackgroundWork.Stop;
import soar.darktrace.store.Lease;
import soar.darktrace.store.StoreException;

/** When an instance is watched: cycle after cycle, while this connector holds the lease on it. */
final class WatchSchedule {

    private static final Logger log = LoggerFactory.getLogger(WatchSchedule.class);
    private static final Duration STANDBY_PAUSE = Duration.ofSeconds(5);
    private static final double JITTER = 0.1;
    private static final String OK = "ok";

    private final String instance;
    private final Duration interval;
    private final Lease lease;
    private final WatchCycle cycle;
    private final MeterRegistry meters;

    WatchSchedule(String instance, Duration interval, Lease lease, WatchCycle cycle, MeterRegistry meters) {
        this.instance = instance;
        this.interval = interval;
        this.lease = lease;
        this.cycle = cycle;
        this.meters = meters;
    }

    /** Runs all side by side: they do not wait for each other. */
    static BackgroundWork work(List<WatchSchedule> schedules) {
        return new BackgroundWork(
                "Mirroring",
                stop -> Flux.fromIterable(schedules)
                        .flatMap(schedule -> schedule.run(stop), Math.max(1, schedules.size()))
                        .then());
    }

    /** What is being stored when it is stopped is stored. */
    private Mono<Void> run(Stop stop) {
        Mono<Void> cycles = pause(about(interval), stop)
                .then(Mono.defer(() -> stop.isDue() ? Mono.empty() : once(stop)))
                .repeat(() -> !stop.isDue())
                .then();
        return lease.holding("mirror " + instance, cycles)
                .onErrorResume(failure -> {
                    log.warn("Mirroring {} waits for the store: {}", instance, StoreException.words(failure));
                    return Mono.empty();
                })
                .then(pause(STANDBY_PAUSE, stop))
                .repeat(() -> !stop.isDue())
                .then();
    }

    private Mono<Void> once(Stop stop) {
        return cycle.run()
                .takeUntilOther(stop.signal())
                .map(this::told)
                .defaultIfEmpty("stopped")
                .onErrorResume(failure -> Mono.just(failed(failure)))
                .elapsed()
                .doOnNext(timed -> Timer.builder("darktrace.mirror.cycle")
                        .description("Looks at what became of model breaches, by outcome")
                        .tag("instance", instance)
                        .tag("outcome", timed.getT2())
                        .register(meters)
                        .record(Duration.ofMillis(timed.getT1())))
                .then();
    }

    private String told(int events) {
        Counter.builder("darktrace.mirror.events")
                .description("Events that say what became of model breaches")
                .tag("instance", instance)
                .register(meters)
                .increment(events);
        if (events > 0) {
            log.info("Mirroring {}: {} events of model breaches", instance, events);
        }
        return OK;
    }

    private String failed(Throwable failure) {
        if (failure instanceof Failure known) {
            log.warn("Mirroring {} failed, {}: {}", instance, known.code(), failure.getMessage());
            return known.code();
        }
        log.error("Mirroring {} failed in this service", instance, failure);
        return "internal_error";
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
