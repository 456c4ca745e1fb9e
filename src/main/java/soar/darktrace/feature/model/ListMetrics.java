package soar.darktrace.feature.model;

import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;

import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.api.ModelApi;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Entries;
import soar.darktrace.command.Output;

@Command(
        name = "darktrace-list-metrics",
        description = "Lists the metrics that components of models count, or returns one by its ID (mlid).",
        context = "Darktrace.Metric",
        key = "mlid")
@Output(path = "mlid", type = NUMBER, description = "ID of the metric.")
@Output(path = "name", type = STRING, description = "Name of the metric.")
@Output(path = "label", type = STRING, description = "Name of the metric for people.")
@Output(path = "units", type = STRING, description = "What the metric is measured in.")
@Output(path = "filtertypes", type = LIST, description = "List of the types of filters that the metric takes.")
@Output(path = "unitsinterval", type = NUMBER, description = "Seconds for which a value stands.")
@Output(path = "lengthscale", type = NUMBER, description = "Longest time that the metric looks back, in seconds.")
@Columns({"mlid", "name", "label", "units"})
class ListMetrics implements DarktraceCommand<ListMetrics.Arguments> {

    record Arguments(
            @Argument("ID of the metric.") @Positive @Nullable
            Long mlid,

            @Argument("Part of the name or label; * and ? are wildcards.") @Nullable
            String name) {}

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        ModelApi api = darktrace.api(ModelApi.class);
        int most = darktrace.settings().limits().maxEntries();
        NamePart name = NamePart.of(arguments.name());
        return (arguments.mlid() == null ? api.metrics() : api.metric(arguments.mlid()))
                .map(answer -> Entries.of(
                                DarktraceAnswer.items(answer).stream()
                                        .filter(metric ->
                                                name.isIn(metric.path("name").asString(""))
                                                        || name.isIn(metric.path("label")
                                                                .asString(""))),
                                "metrics",
                                most,
                                most)
                        .titled("Darktrace Metrics"));
    }
}
