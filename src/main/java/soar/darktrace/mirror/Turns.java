package soar.darktrace.mirror;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import soar.darktrace.store.Lease;

/**
 * The updates of one incident, one after the other: an update whose caller gave up may still be going on when the same one
 * comes again, here or at another connector on the same database, and neither would find what the other one is about to
 * write.
 */
@Component
class Turns {

    /** A lease stays in its table for good, so that incidents share a few; they hold each other up, which costs a moment. */
    private static final int LEASES = 64;

    private final Map<String, Mono<Void>> last = new ConcurrentHashMap<>();
    private final ObjectProvider<Lease> lease;

    /** A terminal has no lease. */
    Turns(ObjectProvider<Lease> lease) {
        this.lease = lease;
    }

    /** Runs when all that took a turn with this key before have ended. */
    <T> Mono<T> take(String key, Mono<T> work) {
        return Mono.defer(() -> {
            Sinks.Empty<Void> done = Sinks.empty();
            Sinks.Empty<Void> over = Sinks.empty();
            Mono<Void> own = over.asMono();
            Mono<Void> before = last.put(key, own);
            Mono<Void> earlier = before == null ? Mono.empty() : before;
            // Whoever leaves while it waits must not let the next one pass those before it.
            earlier.then(done.asMono()).subscribe(null, null, () -> {
                last.remove(key, own);
                over.tryEmitEmpty();
            });
            return earlier.then(amongConnectors(key, work)).doFinally(signal -> done.tryEmitEmpty());
        });
    }

    private <T> Mono<T> amongConnectors(String key, Mono<T> work) {
        Lease shared = lease.getIfAvailable();
        return shared == null ? work : shared.inTurn("update " + Math.floorMod(key.hashCode(), LEASES), work);
    }
}
