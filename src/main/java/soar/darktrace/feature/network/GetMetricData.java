package soar.darktrace.feature.network;

import java.time.Clock;
import reactor.core.publisher.Mono;
import soar.darktrace.api.NetworkApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.TimeWindow;

@Command(
        name = "darktrace-get-metric-data",
        description =
                "Returns one or several metrics of a device over time. Without a window of time, of the last day.",
        context = "Darktrace.MetricData",
        key = "metric")
@MetricDataOutputs
class GetMetricData implements DarktraceCommand<MetricQuery> {

    private final Clock clock;

    GetMetricData(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Mono<CommandResult> run(MetricQuery query, DarktraceInstance darktrace) {
        TimeWindow window = query.window().at(clock.instant());
        return darktrace
                .api(NetworkApi.class)
                .metricData(query.within(window))
                .map(answer -> MetricSeries.result(answer, query.did()).warning(window.warnings()));
    }
}
