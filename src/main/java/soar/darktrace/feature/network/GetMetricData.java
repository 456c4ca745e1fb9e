package soar.darktrace.feature.network;

import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.api.BreachParameters;
import soar.darktrace.api.NetworkApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Output;
import soar.darktrace.command.TimeRange;
import soar.darktrace.command.TimeWindow;

@Command(
        name = "darktrace-get-metric-data",
        description =
                "Returns one or several metrics of a device over time. Without a window of time, of the last day.",
        context = "Darktrace.MetricData",
        key = "metric")
@Output(path = "metric", type = STRING, description = "Name of the metric.")
@Output(path = "did", type = NUMBER, description = "Darktrace device ID of the device.")
@Output(path = "points", type = LIST, description = "List of the values, each with its time, size, in and out.")
@Output(
        path = "breaches",
        type = LIST,
        description = "List of the model breaches in that time, with breach_times: pbid, pid, name, score, time.")
@Columns({"metric", "points.time", "points.size", "points.in", "points.out"})
class GetMetricData implements DarktraceCommand<GetMetricData.Arguments> {

    record Arguments(
            @Argument("Darktrace device ID.") @Positive long did,

            @Argument("Name of the metric, as darktrace-list-metrics has it, or a list of them.")
            @NotEmpty
            @Size(max = 20, message = "takes 20 metrics at most")
            List<String> metric,

            @Argument("Only traffic with this device, by its Darktrace device ID.") @Nullable
            Long otherDid,

            @Argument("Only traffic to this device, by its Darktrace device ID.") @Nullable
            Long destinationDid,

            TrafficFilter filter,

            @Argument(value = "How many seconds one value stands for.", defaultValue = "3600") @Positive
            long interval,

            TimeRange window,

            @Argument(value = "Include the model breaches in that time.", defaultValue = "false")
            boolean breachTimes) {}

    private final Clock clock;

    GetMetricData(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        TimeWindow window = arguments.window().at(clock.instant());
        BreachParameters query = new BreachParameters().add("did", arguments.did());
        List<String> metrics = arguments.metric().stream().distinct().toList();
        if (metrics.size() == 1) {
            query.add("metric", metrics.get(0));
        } else {
            // A list with commas is one metric that nobody knows.
            for (int i = 0; i < metrics.size(); i++) {
                query.add("metric" + (i + 1), metrics.get(i));
            }
        }
        query.add("odid", arguments.otherDid())
                .add("ddid", arguments.destinationDid())
                .add("interval", arguments.interval())
                .between(window.start(), window.end())
                .addIf(arguments.breachTimes(), "breachtimes");
        return darktrace
                .api(NetworkApi.class)
                .metricData(arguments.filter().addTo(query).values())
                .map(answer -> MetricSeries.result(answer, arguments.did()).warning(window.warnings()));
    }
}
