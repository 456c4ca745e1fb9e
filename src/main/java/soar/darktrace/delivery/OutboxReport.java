package soar.darktrace.delivery;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.incident.SinkReport;
import soar.darktrace.incident.SinkStatus;

/** Tells {@code darktrace-fetch-status} how the sinks fare, from the store. */
record OutboxReport(Outbox outbox, SinkStates states) implements SinkReport {

    @Override
    public Flux<SinkStatus> sinks(String instance) {
        return Flux.fromIterable(outbox.all())
                .map(SinkDelivery::sink)
                .filter(sink -> sink.settings().isFor(instance))
                .concatMap(this::status);
    }

    private Mono<SinkStatus> status(Sink sink) {
        SinkSettings settings = sink.settings();
        return states.of(sink.name(), settings.start())
                .flatMap(state -> states.backlog(state, settings.instance())
                        .map(backlog -> new SinkStatus(
                                sink.name(),
                                state.position(),
                                backlog,
                                state.failures(),
                                state.failingSince(),
                                state.nextAttempt(),
                                state.parked(),
                                state.failure())));
    }
}
