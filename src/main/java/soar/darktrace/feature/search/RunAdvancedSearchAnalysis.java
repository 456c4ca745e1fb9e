package soar.darktrace.feature.search;

import static soar.darktrace.command.OutputType.BOOLEAN;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;
import soar.darktrace.api.SearchAnswer;
import soar.darktrace.api.SearchApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.ContextEntry;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Output;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "darktrace-run-advanced-search-analysis",
        description = "Analyses the values of a field among the results of an advanced search.",
        context = "Darktrace.AdvancedSearch")
@Output(path = "id", type = STRING, description = "A value of the field; not with mean.")
@Output(path = "count", type = NUMBER, description = "How many results have it, or with mean, a number there.")
@Output(path = "start", type = NUMBER, description = "With trend, how many had it at the beginning.")
@Output(path = "trend", type = NUMBER, description = "With trend, how that has changed.")
@Output(path = "min", type = NUMBER, description = "With mean, the lowest value.")
@Output(path = "max", type = NUMBER, description = "With mean, the highest value.")
@Output(path = "avg", type = NUMBER, description = "With mean, the mean.")
@Output(path = "sum", type = NUMBER, description = "With mean, the sum.")
@Output(context = "Darktrace.AdvancedSearchAnalysis", path = "metric", type = STRING, description = "The field.")
@Output(
        context = "Darktrace.AdvancedSearchAnalysis",
        path = "operation",
        type = STRING,
        description = "What was computed.")
@Output(
        context = "Darktrace.AdvancedSearchAnalysis",
        path = "total",
        type = NUMBER,
        description = "How many results match.")
@Output(
        context = "Darktrace.AdvancedSearchAnalysis",
        path = "partial",
        type = BOOLEAN,
        description = "Whether some may be missing.")
@Output(
        context = "Darktrace.AdvancedSearchAnalysis",
        path = "partialReason",
        type = STRING,
        description = "Why they may be.")
@Columns({"id", "count", "start", "trend", "min", "max", "avg", "sum"})
class RunAdvancedSearchAnalysis implements DarktraceCommand<Analysis> {

    private final Clock clock;

    RunAdvancedSearchAnalysis(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Mono<CommandResult> run(Analysis asked, DarktraceInstance darktrace) {
        return darktrace
                .api(SearchApi.class)
                .analyze(
                        asked.metric(),
                        asked.operation().toString(),
                        asked.question(clock.instant()).hash())
                .map(answer -> result(asked, SearchAnswer.of(answer)));
    }

    private static CommandResult result(Analysis asked, SearchAnswer answer) {
        Optional<String> partial = answer.partialReason();
        ObjectNode about = JsonNodeFactory.instance
                .objectNode()
                .put("metric", asked.metric())
                .put("operation", asked.operation().toString())
                .put("partial", partial.isPresent());
        answer.total().ifPresent(total -> about.put("total", total));
        List<String> warnings = new ArrayList<>();
        partial.ifPresent(reason -> {
            about.put("partialReason", reason);
            warnings.add(PartialAnswer.sentence(reason));
        });
        if (answer.isEmpty()) {
            warnings.add(PartialAnswer.EMPTY);
        }
        return CommandResult.of(
                        "Results for Advanced Search Query ", asked.operation().outputs(answer))
                .adding(List.of(new ContextEntry("Darktrace.AdvancedSearchAnalysis", "metric,operation", about)))
                .warning(warnings);
    }
}
