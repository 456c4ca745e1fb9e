package soar.darktrace.delivery;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.incident.IncidentStore;
import soar.darktrace.store.BackgroundWork.Stop;

/**
 * Runs the deliveries of all sinks side by side: each looks at the store whenever incidents arrive, and every second for
 * those that another connector stored.
 */
class Outbox {

    private static final Logger log = LoggerFactory.getLogger(Outbox.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration STORE_PAUSE = Duration.ofSeconds(5);

    /** How long a stop waits for requests under way; those that have not ended are repeated after the next start. */
    private static final Duration LAST_REQUESTS = Duration.ofSeconds(10);

    private final Map<String, SinkDelivery> deliveries;
    private final IncidentStore store;

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

    /** Delivers until it is stopped. */
    Mono<Void> run(Stop stop) {
        return Flux.fromIterable(deliveries.values())
                .flatMap(delivery -> loop(delivery, stop), Math.max(1, deliveries.size()))
                .takeUntilOther(stop.signal().then(Mono.delay(LAST_REQUESTS)))
                .then();
    }

    private Mono<Void> loop(SinkDelivery delivery, Stop stop) {
        return Flux.merge(Flux.interval(Duration.ZERO, LOOK_EVERY), store.arrivals())
                .onBackpressureLatest()
                .takeUntilOther(stop.signal())
                // Without prefetching, so that what arrives during a turn leads to one more turn, not to many.
                .concatMap(look -> turn(delivery, stop), 0)
                .then();
    }

    /** A turn that fails, since the store does, is tried again a little later. */
    private static Mono<Void> turn(SinkDelivery delivery, Stop stop) {
        return delivery.turn(() -> !stop.isDue()).onErrorResume(failure -> {
            log.warn("Sink {} waits for the store: {}", delivery.sink().name(), failure.toString());
            return Mono.delay(STORE_PAUSE).takeUntilOther(stop.signal()).then();
        });
    }
}
