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
 * Runs the deliveries of all sinks side by side: each looks at the store when the log has grown, when its next attempt is due,
 * and now and then for what other connectors did to it. None asks the store to learn that.
 */
class Outbox {

    private static final Logger log = LoggerFactory.getLogger(Outbox.class);
    private static final Duration CONSIDER_EVERY = Duration.ofSeconds(1);
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
        Flux<Long> ticks = Flux.interval(Duration.ZERO, CONSIDER_EVERY).onBackpressureLatest();
        return Flux.combineLatest(store.positions(), ticks, (position, tick) -> position)
                .onBackpressureLatest()
                .takeUntilOther(stop.signal())
                .filter(delivery::mayHaveWork)
                // Without prefetching, so that what arrives during a turn leads to one more turn, not to many.
                .concatMap(position -> turn(delivery, position, stop), 0)
                .then();
    }

    /** A turn that fails, since the store does, is tried again a little later. */
    private static Mono<Void> turn(SinkDelivery delivery, long position, Stop stop) {
        Mono<Void> whole = delivery.turn(() -> !stop.isDue()).doOnSuccess(done -> {
            if (!stop.isDue()) {
                delivery.looked(position);
            }
        });
        return whole.onErrorResume(failure -> {
            log.warn("Sink {} waits for the store: {}", delivery.sink().name(), failure.toString());
            return Mono.delay(STORE_PAUSE).takeUntilOther(stop.signal()).then();
        });
    }
}
