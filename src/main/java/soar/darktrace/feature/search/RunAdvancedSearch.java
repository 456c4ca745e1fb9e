package soar.darktrace.feature.search;

import static soar.darktrace.command.OutputType.BOOLEAN;
import static soar.darktrace.command.OutputType.DATE;
import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Output;

@Command(
        name = "darktrace-run-advanced-search",
        description = "Searches the logs of Darktrace's probes: connections, DNS, HTTP, TLS and others.",
        context = "Darktrace.AdvancedSearch")
@Output(path = "total", type = NUMBER, description = "How many results there are.")
@Output(path = "took", type = NUMBER, description = "How many milliseconds the search took.")
@Output(path = "partial", type = BOOLEAN, description = "Whether results may be missing.")
@Output(path = "partialReason", type = STRING, description = "Why they may be missing.")
@Output(path = "nextOffset", type = NUMBER, description = "The offset by which to read on, where there is more.")
@Output(path = "results", type = LIST, description = "The results, each with all its fields (@fields) side by side.")
@Output(path = "results.id", type = STRING, description = "ID of the log entry.")
@Output(path = "results.type", type = STRING, description = "Kind of the log entry, such as conn or dns.")
@Output(path = "results.timestamp", type = DATE, description = "When it was logged, UTC.")
class RunAdvancedSearch implements DarktraceCommand<RunAdvancedSearch.Arguments> {

    private static final long SIZE = 50;
    private static final long SIZE_OF_MANY = 500;

    record Arguments(
            SearchWindow window,

            @Argument(
                    "How many results to return, 50 unless given. With all_pages, how many to ask for at once, 500 unless given.")
            @Positive
            @Max(10_000)
            @Nullable
            Long size,

            @Argument(value = "Index of the first result to return.", defaultValue = "0") @PositiveOrZero
            long offset,

            @Argument(value = "Read page after page, up to max_results.", defaultValue = "false")
            boolean allPages,

            @Argument(
                    value =
                            "Maximum number of results to return, unless size says how many. More than 50 need all_pages.",
                    defaultValue = "1000",
                    aliases = "limit")
            @Positive
            @Max(100_000)
            long maxResults) {}

    private final SearchTransport transport;
    private final Clock clock;

    RunAdvancedSearch(SearchTransport transport, Clock clock) {
        this.transport = transport;
        this.clock = clock;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        Long size = arguments.size();
        long pageSize =
                size != null ? size : arguments.allPages() ? SIZE_OF_MANY : Math.min(SIZE, arguments.maxResults());
        long most = Math.min(
                arguments.allPages() ? arguments.maxResults() : pageSize,
                darktrace.settings().limits().maxEntries());
        return Mono.defer(() -> new SearchPages(
                        question -> transport.search(darktrace, question),
                        arguments.window().question(clock.instant()),
                        arguments.offset(),
                        most,
                        pageSize)
                .read());
    }
}
