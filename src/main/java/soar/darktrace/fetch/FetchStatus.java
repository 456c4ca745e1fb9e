package soar.darktrace.fetch;

import static soar.darktrace.command.OutputType.BOOLEAN;
import static soar.darktrace.command.OutputType.DATE;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;
import static soar.darktrace.command.OutputType.UNKNOWN;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Output;
import soar.darktrace.incident.SinkReport;
import soar.darktrace.incident.SinkStatus;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "darktrace-fetch-status",
        description = "Tells how fetching an instance and delivering its incidents fares. Darktrace is not asked.",
        context = "Darktrace.FetchStatus",
        key = "instance")
@Output(path = "instance", type = STRING, description = "Name of the instance.")
@Output(path = "isFetch", type = BOOLEAN, description = "Whether this service fetches it on a schedule.")
@Output(path = "cursor", type = DATE, description = "Breaches created up to then were looked at, UTC.")
@Output(path = "newest", type = DATE, description = "The latest creation time of a breach that was read, UTC.")
@Output(path = "lagSeconds", type = NUMBER, description = "How long ago newest was.")
@Output(path = "backlog", type = BOOLEAN, description = "Whether breaches were left over after the latest fetch.")
@Output(path = "incidents", type = NUMBER, description = "How many breaches of the instance became incidents.")
@Output(path = "lastSuccess", type = DATE, description = "When a fetch last succeeded, UTC.")
@Output(path = "lastFailure", type = DATE, description = "When a fetch last failed, UTC.")
@Output(path = "failureCode", type = STRING, description = "The code of that failure.")
@Output(path = "failure", type = STRING, description = "What went wrong, and what to do about it.")
@Output(path = "sinks", type = UNKNOWN, description = "The push sinks that its incidents go to.")
@Output(path = "sinks.name", type = STRING, description = "Name of the sink.")
@Output(path = "sinks.position", type = NUMBER, description = "Position of the last incident that it took.")
@Output(path = "sinks.backlog", type = NUMBER, description = "How many incidents wait for it.")
@Output(path = "sinks.failures", type = NUMBER, description = "How many attempts in a row failed.")
@Output(path = "sinks.failingSince", type = DATE, description = "When the first of these was, UTC.")
@Output(path = "sinks.nextAttempt", type = DATE, description = "When it is tried again, UTC.")
@Output(path = "sinks.parked", type = BOOLEAN, description = "Whether it is left alone until it is resumed.")
@Output(path = "sinks.failure", type = STRING, description = "What went wrong the last time.")
class FetchStatus implements DarktraceCommand<FetchStatus.Arguments> {

    record Arguments() {}

    private final ServerStore stores;
    private final ObjectProvider<SinkReport> reports;
    private final Clock clock;

    FetchStatus(ServerStore stores, ObjectProvider<SinkReport> reports, Clock clock) {
        this.stores = stores;
        this.reports = reports;
        this.clock = clock;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        FetchStore store = stores.of(darktrace);
        Mono<List<SinkStatus>> sinks = Flux.fromStream(reports::orderedStream)
                .concatMap(report -> report.sinks(darktrace.name()))
                .collectList();
        return Mono.zip(store.state(darktrace.name()), store.count(darktrace.name()), sinks)
                .map(status -> CommandResult.of(
                        "Darktrace Fetch Status", outputs(darktrace, status.getT1(), status.getT2(), status.getT3())));
    }

    private ObjectNode outputs(DarktraceInstance darktrace, FetchState state, long incidents, List<SinkStatus> sinks) {
        ObjectNode outputs = JsonNodeFactory.instance
                .objectNode()
                .put("instance", darktrace.name())
                .put("isFetch", darktrace.settings().isFetch());
        if (state.lastRun().settled() != null) {
            outputs.put("cursor", DarktraceTime.iso(state.lastRun().position()));
        }
        put(outputs, "newest", state.newest());
        if (state.newest() != null) {
            outputs.put(
                    "lagSeconds",
                    Duration.between(state.newest(), clock.instant()).toSeconds());
        }
        outputs.put("backlog", state.more()).put("incidents", incidents);
        put(outputs, "lastSuccess", state.lastSuccess());
        put(outputs, "lastFailure", state.lastFailure());
        put(outputs, "failureCode", state.failureCode());
        put(outputs, "failure", state.failure());
        ArrayNode rows = outputs.putArray("sinks");
        sinks.forEach(sink -> rows.add(row(sink)));
        return outputs;
    }

    private static ObjectNode row(SinkStatus sink) {
        ObjectNode row = JsonNodeFactory.instance
                .objectNode()
                .put("name", sink.name())
                .put("position", sink.position())
                .put("backlog", sink.backlog())
                .put("failures", sink.failures())
                .put("parked", sink.parked());
        put(row, "failingSince", sink.failingSince());
        put(row, "nextAttempt", sink.nextAttempt());
        put(row, "failure", sink.failure());
        return row;
    }

    private static void put(ObjectNode object, String member, @Nullable Instant time) {
        if (time != null) {
            object.put(member, DarktraceTime.iso(time.toEpochMilli()));
        }
    }

    private static void put(ObjectNode object, String member, @Nullable String text) {
        if (text != null) {
            object.put(member, text);
        }
    }
}
