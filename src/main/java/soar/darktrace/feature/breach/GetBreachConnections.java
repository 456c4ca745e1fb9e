package soar.darktrace.feature.breach;

import java.time.Clock;
import reactor.core.publisher.Mono;
import soar.darktrace.api.DeviceApi;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;

@Command(
        name = "darktrace-get-model-breach-connections",
        description = "Returns the connections and events of a model breach, newest first.",
        context = "Darktrace.ModelBreach",
        key = "pbid",
        aliases = "darktrace-get-breach-details")
@ConnectionOutputs
class GetBreachConnections implements DarktraceCommand<ConnectionQuery> {

    private final Clock clock;

    GetBreachConnections(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Mono<CommandResult> run(ConnectionQuery query, DarktraceInstance darktrace) {
        return darktrace
                .api(DeviceApi.class)
                .details(query.at(clock.instant()))
                .map(answer -> new Connections(DarktraceAnswer.items(answer)))
                .map(connections -> connections.result(query.pbid(), query.offset(), query.count()));
    }
}
