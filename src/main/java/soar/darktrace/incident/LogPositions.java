package soar.darktrace.incident;

import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Tells who waits how far the log has come: one look serves all of them, and nobody looks where none waits. */
final class LogPositions {

    /** Events that another connector stores are found by looking. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Sinks.Many<Integer> arrivals = Sinks.many().multicast().directBestEffort();
    private final Flux<Long> positions;

    LogPositions(Mono<Long> lastPosition) {
        this.positions = Flux.merge(Flux.interval(Duration.ZERO, LOOK_EVERY), arrivals.asFlux())
                .onBackpressureLatest()
                // Without prefetching, so that what arrives during a look leads to one more look, not to many.
                .concatMap(look -> lastPosition.onErrorComplete(), 0)
                .distinctUntilChanged()
                .replay(1)
                .refCount();
    }

    /** The last position as it is now, and whenever it has changed. */
    Flux<Long> positions() {
        return positions;
    }

    /** This process stored so many events. Whoever is busy at the moment looks by itself afterwards. */
    synchronized void announce(int count) {
        if (count > 0) {
            arrivals.tryEmitNext(count);
        }
    }
}
