package soar.darktrace.feature.search;

import static soar.darktrace.command.OutputType.BOOLEAN;
import static soar.darktrace.command.OutputType.DATE;
import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;

import java.time.Clock;
import reactor.core.publisher.Mono;
import soar.darktrace.api.SearchApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Output;

@Command(
        name = "darktrace-run-advanced-search-graph",
        description = "Shows over time how many results an advanced search has, or the mean of one of their fields.",
        context = "Darktrace.AdvancedSearchGraph")
@Output(path = "points", type = LIST, description = "The intervals in which there are results, the earliest first.")
@Output(path = "points.time", type = DATE, description = "Start of the interval, UTC.")
@Output(path = "points.count", type = NUMBER, description = "How many results there are.")
@Output(path = "points.mean", type = NUMBER, description = "With mean, the mean of the field.")
@Output(path = "points.min", type = NUMBER, description = "With mean, its lowest value.")
@Output(path = "points.max", type = NUMBER, description = "With mean, its highest value.")
@Output(path = "points.sum", type = NUMBER, description = "With mean, the sum of its values.")
@Output(path = "next", type = NUMBER, description = "The page by which to read on, back in time, where there is one.")
@Output(path = "partial", type = BOOLEAN, description = "Whether something may be missing.")
@Output(path = "partialReason", type = STRING, description = "Why it may be missing.")
class RunAdvancedSearchGraph implements DarktraceCommand<Graph> {

    private final Clock clock;

    RunAdvancedSearchGraph(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Mono<CommandResult> run(Graph asked, DarktraceInstance darktrace) {
        return Mono.defer(() -> new GraphPages(
                        darktrace.api(SearchApi.class),
                        asked,
                        asked.question(clock.instant()).hash())
                .read());
    }
}
