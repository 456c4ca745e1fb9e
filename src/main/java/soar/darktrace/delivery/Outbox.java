package soar.darktrace.delivery;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import soar.darktrace.incident.IncidentStore;

/**
 * Runs the deliveries of all sinks side by side: each looks at the store whenever incidents arrive, and every second for
 * those that another connector stored.
 */
class Outbox implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Outbox.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration STORE_PAUSE = Duration.ofSeconds(5);

    /** How long a stop waits for requests under way; those that have not ended are repeated after the next start. */
    private static final Duration LAST_REQUESTS = Duration.ofSeconds(10);

    private final Map<String, SinkDelivery> deliveries;
    private final IncidentStore store;
    private volatile @Nullable Run run;

    Outbox(Map<String, SinkDelivery> deliveries, IncidentStore store) {
        this.deliveries = deliveries;
        this.store = store;
    }

    Set<String> names() {
        return deliveries.keySet();
    }

    Collection<SinkDelivery> all() {
        return deliveries.values();
    }

    Optional<SinkDelivery> find(String sink) {
        return Optional.ofNullable(deliveries.get(sink));
    }

    /** The time from a start to its stop; there may be several, since Spring's tests pause contexts that they keep. */
    private static final class Run {
        final Sinks.Empty<Void> stop = Sinks.empty();
        final Sinks.Empty<Void> end = Sinks.empty();
        volatile boolean goesOn = true;
    }

    @Override
    public void start() {
        Run started = new Run();
        run = started;
        Flux.fromIterable(deliveries.values())
                .flatMap(delivery -> loop(delivery, started), Math.max(1, deliveries.size()))
                .takeUntilOther(started.stop.asMono().then(Mono.delay(LAST_REQUESTS)))
                .doFinally(signal -> started.end.tryEmitEmpty())
                .subscribe(nothing -> {}, failure -> log.error("Delivery has ended", failure));
    }

    @Override
    public void stop(Runnable callback) {
        Run stopping = run;
        run = null;
        if (stopping == null) {
            callback.run();
            return;
        }
        stopping.goesOn = false;
        stopping.stop.tryEmitEmpty();
        stopping.end.asMono().doFinally(signal -> callback.run()).subscribe();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return run != null;
    }

    private Mono<Void> loop(SinkDelivery delivery, Run current) {
        return Flux.merge(Flux.interval(Duration.ZERO, LOOK_EVERY), store.arrivals())
                .onBackpressureLatest()
                .takeUntilOther(current.stop.asMono())
                // Without prefetching, so that what arrives during a turn leads to one more turn, not to many.
                .concatMap(look -> turn(delivery, current), 0)
                .then();
    }

    /** A turn that fails, since the store does, is tried again a little later. */
    private static Mono<Void> turn(SinkDelivery delivery, Run current) {
        return delivery.turn(() -> current.goesOn).onErrorResume(failure -> {
            log.warn("Sink {} waits for the store: {}", delivery.sink().name(), failure.toString());
            return Mono.delay(STORE_PAUSE).takeUntilOther(current.stop.asMono()).then();
        });
    }
}
