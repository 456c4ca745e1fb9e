package soar.darktrace.feature.network;

import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.OBJECT;

import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.api.BreachParameters;
import soar.darktrace.api.NetworkApi;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Output;
import soar.darktrace.command.TimeRange;
import soar.darktrace.command.TimeWindow;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "darktrace-get-network",
        description =
                "Returns how much a device, an IP address, a subnet or all of the network sent and received, and with"
                        + " whom. Without a window of time, in the last day.",
        context = "Darktrace.Network")
@Output(path = "statistics", type = LIST, description = "List of the statistics, each by its name with a list of rows.")
@Output(path = "metric", type = OBJECT, description = "The metric that sizes are of.")
@Output(path = "subnets", type = LIST, description = "List of the subnets among the ends, each with its size.")
@Output(path = "devices", type = LIST, description = "List of the devices among the ends, each with its size.")
@Output(path = "externaldevices", type = LIST, description = "List of the external ends, each with its size.")
@Output(path = "connections", type = LIST, description = "List of who talked to whom, each with its size.")
class GetNetwork implements DarktraceCommand<GetNetwork.Arguments> {

    record Arguments(
            @Argument("Only this device, by its Darktrace device ID.") @Nullable
            Long did,

            @Argument("Only this IP address.") @Nullable String ip,

            @Argument("Only this subnet, by its ID.") @Nullable
            Long sid,

            @Argument(
                    "Name of the metric that is counted, as darktrace-list-metrics has it; data transferred if not given.")
            @Nullable
            String metric,

            @Argument("Only connections to internal or to external ends.") @Nullable
            Direction direction,

            TrafficFilter filter,
            TimeRange window,

            @Argument(value = "Include all that is known of the devices.", defaultValue = "false")
            boolean fullDeviceDetails) {}

    /** Where the other end is. */
    enum Direction {
        INTERNAL,
        EXTERNAL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Clock clock;

    GetNetwork(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        if (Stream.of(arguments.did(), arguments.ip(), arguments.sid())
                        .filter(Objects::nonNull)
                        .count()
                > 1) {
            throw new CommandException(
                    Reason.INVALID_ARGUMENT, "did", "did, ip and sid exclude each other: give one of them, or none.");
        }
        TimeWindow window = arguments.window().at(clock.instant());
        BreachParameters query = new BreachParameters()
                .add("did", arguments.did())
                .add("ip", arguments.ip())
                .add("viewsubnet", arguments.sid())
                .add("metric", arguments.metric())
                .add("intext", arguments.direction())
                .between(window.start(), window.end())
                .addIf(arguments.fullDeviceDetails(), "fulldevicedetails");
        return darktrace
                .api(NetworkApi.class)
                .network(arguments.filter().addTo(query).values())
                .map(answer -> (ObjectNode) Samples.of(DarktraceAnswer.object(answer)))
                .map(outputs -> CommandResult.of("Darktrace Network", outputs)
                        .showing(NetworkTable.of(outputs), "statistic", "name")
                        .warning(window.warnings()));
    }
}
