package soar.darktrace.feature.network;

import java.time.Clock;
import reactor.core.publisher.Mono;
import soar.darktrace.api.NetworkApi;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.TimeWindow;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "darktrace-get-network",
        description =
                "Returns how much a device, an IP address, a subnet or all of the network sent and received, and with"
                        + " whom. Without a window of time, in the last day.",
        context = "Darktrace.Network")
@NetworkOutputs
class GetNetwork implements DarktraceCommand<NetworkQuery> {

    private final Clock clock;

    GetNetwork(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Mono<CommandResult> run(NetworkQuery query, DarktraceInstance darktrace) {
        query.requireOneAtMost();
        TimeWindow window = query.window().at(clock.instant());
        return darktrace
                .api(NetworkApi.class)
                .network(query.within(window))
                .map(answer -> (ObjectNode) Samples.of(DarktraceAnswer.object(answer)))
                .map(outputs -> CommandResult.of("Darktrace Network", outputs)
                        .showing(NetworkTable.of(outputs), "statistic", "name")
                        .warning(window.warnings()));
    }
}
