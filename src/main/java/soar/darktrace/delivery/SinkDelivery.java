package soar.darktrace.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import soar.darktrace.incident.EventPage;
import soar.darktrace.incident.IncidentEvent;
import soar.darktrace.incident.IncidentStore;
import soar.darktrace.store.Lease;

/**
 * Brings events from the log to one sink: in order, at least once, none left out. The position moves only after the
 * receiver took the request, and only on from where this process saw it.
 */
final class SinkDelivery {

    private static final Logger log = LoggerFactory.getLogger(SinkDelivery.class);

    /** For what another connector did: it resumed the sink, or stopped while it was the one that delivers. */
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofSeconds(5);

    /** Of the documents in one request, which is held several times while it is sent. */
    private static final long MOST_CHARACTERS = 4_000_000;

    private final Sink sink;
    private final IncidentStore store;
    private final SinkStateTable states;
    private final Lease lease;
    private final Clock clock;
    private final Instant started;
    private volatile long lookedAt = -1;
    private volatile Instant lookAgain = Instant.MIN;
    private final Backoff backoff = new Backoff(RandomGenerator.getDefault());

    SinkDelivery(Sink sink, IncidentStore store, SinkStateTable states, Lease lease, Clock clock) {
        this.sink = sink;
        this.store = store;
        this.states = states;
        this.lease = lease;
        this.clock = clock;
        this.started = clock.instant();
    }

    /** A request that is due: the state that it starts from, and what goes into it. */
    private record Pending(SinkState state, List<IncidentEvent> events, boolean mayBeMore) {

        long position() {
            return events.get(events.size() - 1).position();
        }
    }

    Sink sink() {
        return sink;
    }

    /**
     * Delivers what is due, unless another connector on the same database does so already.
     *
     * @param goOn whether a further request may be begun
     */
    Mono<Void> turn(BooleanSupplier goOn) {
        Mono<Void> all = deliverOne().repeat(goOn).takeUntil(more -> !more).then();
        return state().filterWhen(state -> countBacklog(state).map(backlog -> backlog > 0))
                .filter(state -> state.isDue(clock.instant()))
                .flatMap(due -> lease.holding("sink " + sink.name(), all));
    }

    /** Whether a turn may find something to do, as far as that is known without asking the store. */
    boolean mayHaveWork(long lastPosition) {
        SinkState known = sink.watch().state();
        if (known == null || lastPosition != lookedAt) {
            return true;
        }
        Instant now = clock.instant();
        boolean isRetryDue = known.nextAttempt() != null && known.isDue(now);
        return isRetryDue || !now.isBefore(lookAgain) || lookAgain.isAfter(now.plus(LOOK_AGAIN_AFTER));
    }

    /** A turn has found all that there was to do while the log ended here. */
    void looked(long lastPosition) {
        lookedAt = lastPosition;
        lookAgain = clock.instant().plus(LOOK_AGAIN_AFTER);
    }

    /** True where the sink took a request and there is more, so that the next one may follow at once. */
    private Mono<Boolean> deliverOne() {
        return state().flatMap(this::pending)
                .flatMap(pending -> sink.receiver()
                        .take(pending.events())
                        .then(Mono.defer(() -> taken(pending)))
                        .onErrorResume(DeliveryException.class, failure -> refused(pending, failure)))
                .defaultIfEmpty(false);
    }

    private Mono<SinkState> state() {
        return states.state(sink.name(), sink.settings().start()).doOnNext(sink.watch()::setState);
    }

    private Mono<Long> countBacklog(SinkState state) {
        return states.backlog(state, sink.settings().filter()).doOnNext(sink.watch()::setBacklog);
    }

    private Mono<Pending> pending(SinkState state) {
        return state.isDue(clock.instant())
                ? store.read(
                                state.position(),
                                sink.settings().batch(),
                                MOST_CHARACTERS,
                                sink.settings().filter())
                        .filter(page -> !page.events().isEmpty())
                        .map(page -> pending(state, page))
                : Mono.empty();
    }

    private static Pending pending(SinkState state, EventPage page) {
        List<IncidentEvent> next = state.next(page.events());
        return new Pending(
                state, next, page.mayBeMore() || next.size() < page.events().size());
    }

    private Mono<Boolean> taken(Pending pending) {
        int size = pending.events().size();
        return states.moveTo(sink.name(), pending.state(), pending.position())
                .filter(moved -> moved)
                .doOnNext(moved -> {
                    sink.watch().setState(pending.state().movedTo(pending.position()));
                    sink.watch().countDelivered(size);
                    log.debug("Sink {} took {} incidents up to {}", sink.name(), size, pending.position());
                })
                .map(moved -> pending.mayBeMore())
                .defaultIfEmpty(false);
    }

    private Mono<Boolean> refused(Pending pending, DeliveryException failure) {
        sink.watch().countFailure();
        SinkState after = after(pending, failure);
        report(pending, after, failure);
        return states.recordFailure(sink.name(), pending.state(), after)
                .doOnNext(written -> sink.watch().setState(after))
                .thenReturn(false);
    }

    private SinkState after(Pending pending, DeliveryException failure) {
        SinkState before = pending.state();
        Instant now = clock.instant();
        Instant since = before.failingSince() == null ? now : before.failingSince();
        // Time in which this process did not run does not count: nobody tried.
        Instant tryingSince = since.isBefore(started) ? started : since;
        boolean park = !now.isBefore(tryingSince.plus(sink.settings().parkAfter()));
        Duration pause = backoff.after(before.failures() + 1, failure.retryAfter());
        return new SinkState(
                before.position(),
                pending.position(),
                before.failures() + 1,
                since,
                park ? null : now.plus(pause),
                park,
                failure.getMessage());
    }

    private void report(Pending pending, SinkState after, DeliveryException failure) {
        int size = pending.events().size();
        if (after.parked()) {
            log.error(
                    "Sink {} is parked: it has failed since {}. Nothing is lost; put it right, then run"
                            + " darktrace-resume-delivery sink={}. The last failure: {}",
                    sink.name(),
                    after.failingSince(),
                    sink.name(),
                    failure.getMessage());
        } else {
            log.warn(
                    "Sink {} did not take {} incidents, failure {} in a row; the next attempt is at {}. {}",
                    sink.name(),
                    size,
                    after.failures(),
                    after.nextAttempt(),
                    failure.getMessage());
        }
    }
}
