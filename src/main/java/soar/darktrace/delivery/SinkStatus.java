package soar.darktrace.delivery;

import static soar.darktrace.command.OutputType.BOOLEAN;
import static soar.darktrace.command.OutputType.DATE;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.Output;
import soar.darktrace.command.ServiceCommand;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "darktrace-sink-status",
        description = "Shows how far the push sinks have come, and their last failures. Neither Darktrace nor a"
                + " receiver is asked.",
        context = "Darktrace.Sink",
        key = "sink")
@Output(path = "sink", type = STRING, description = "Name of the sink.")
@Output(path = "instance", type = STRING, description = "The instance whose incidents it takes; missing for all.")
@Output(path = "kinds", type = STRING, description = "Which events it takes, such as created.")
@Output(path = "position", type = NUMBER, description = "Position of the last event that it took.")
@Output(path = "backlog", type = NUMBER, description = "How many events wait for it.")
@Output(path = "failures", type = NUMBER, description = "How many attempts in a row failed.")
@Output(path = "failingSince", type = DATE, description = "When the first of these was, UTC.")
@Output(path = "nextAttempt", type = DATE, description = "When it is tried again, UTC.")
@Output(path = "parked", type = BOOLEAN, description = "Whether it is left alone until it is resumed.")
@Output(path = "failure", type = STRING, description = "The last failure of the sink.")
@Columns({"sink", "instance", "kinds", "backlog", "failures", "parked", "failingSince", "nextAttempt", "failure"})
class SinkStatus implements ServiceCommand<SinkStatus.Arguments> {

    record Arguments(
            @Argument("Name of the sink in the configuration; all if not given.") @Nullable
            String sink) {}

    private final ServerSinks sinks;

    SinkStatus(ServerSinks sinks) {
        this.sinks = sinks;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments) {
        String name = arguments.sink();
        List<Sink> shown = name == null ? sinks.all() : List.of(sinks.named(name));
        SinkStateTable states = sinks.states();
        return Flux.fromIterable(shown)
                .concatMap(sink -> states.state(sink.name(), sink.settings().start())
                        .flatMap(state -> states.backlog(state, sink.settings().filter())
                                .map(backlog -> outputs(sink, state, backlog))))
                .collect(JsonNodeFactory.instance::arrayNode, ArrayNode::add)
                .map(rows -> CommandResult.of("Darktrace Sinks", rows));
    }

    private static ObjectNode outputs(Sink sink, SinkState state, long backlog) {
        ObjectNode outputs = JsonNodeFactory.instance.objectNode().put("sink", sink.name());
        if (sink.settings().instance() != null) {
            outputs.put("instance", sink.settings().instance());
        }
        outputs.put("kinds", sink.settings().kindsText())
                .put("position", state.position())
                .put("backlog", backlog)
                .put("failures", state.failures())
                .put("parked", state.parked());
        put(outputs, "failingSince", state.failingSince());
        put(outputs, "nextAttempt", state.nextAttempt());
        if (state.failure() != null) {
            outputs.put("failure", state.failure());
        }
        return outputs;
    }

    private static void put(ObjectNode outputs, String member, @Nullable Instant time) {
        if (time != null) {
            outputs.put(member, DarktraceTime.iso(time.toEpochMilli()));
        }
    }
}
