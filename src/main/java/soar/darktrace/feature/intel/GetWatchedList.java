package soar.darktrace.feature.intel;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.api.IntelApi;
import soar.darktrace.api.WatchedEndpoint;
import soar.darktrace.client.AnswerShare;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.FirstEntries;
import soar.darktrace.failure.Wildcard;

@Command(
        name = "darktrace-get-watched-list",
        description = "Returns the watched domains, hosts, IP addresses and ranges of one source.",
        context = "Darktrace.WatchedEndpoint",
        key = "name,source")
@WatchedOutputs
class GetWatchedList implements DarktraceCommand<GetWatchedList.Arguments> {

    private static final String DEFAULT = "Default";

    record Arguments(
            @Argument("The source; see darktrace-list-watched-sources. Without it, Darktrace's default one alone.")
            @Nullable
            String source,

            @Argument(value = "Include description, strength, expiry and RESPOND.", defaultValue = "true")
            boolean details,

            @Argument("Only the endpoint of this name; * and ? are wildcards.") @Nullable
            String endpoint,

            @Argument(value = "Maximum number of endpoints to return.", defaultValue = "50", aliases = "limit")
            @Positive
            @Max(100_000)
            long maxResults) {}

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        String source = arguments.source() == null ? DEFAULT : arguments.source();
        Wildcard wanted = Wildcard.of(arguments.endpoint() == null ? "*" : arguments.endpoint());
        int most = darktrace.settings().limits().maxEntries();
        return Mono.deferContextual(context -> darktrace
                .api(IntelApi.class)
                .watched(arguments.source(), arguments.details() ? true : null)
                .flatMapIterable(item -> WatchedEndpoint.of(item).stream().toList())
                .filter(endpoint -> wanted.matches(endpoint.name()))
                .collect(
                        () -> new FirstEntries(arguments.maxResults(), most, AnswerShare.in(context)),
                        (entries, endpoint) -> entries.add(endpoint.outputs(source)))
                .map(entries -> entries.entries("endpoints").titled("Darktrace Watched List " + source))
                .map(result -> arguments.source() == null
                        ? result.warning(List.of("This is the default source alone;"
                                + " darktrace-list-watched-sources lists the others."))
                        : result));
    }
}
