package soar.darktrace.feature.intel;

import static soar.darktrace.command.OutputType.BOOLEAN;
import static soar.darktrace.command.OutputType.STRING;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.List;
import reactor.core.publisher.Mono;
import soar.darktrace.api.IntelApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Effect;
import soar.darktrace.command.Output;

@Command(
        name = "darktrace-remove-from-watched-list",
        description = "Takes domains, hosts, IP addresses or ranges off the watched list of a source, one by one.",
        context = "Darktrace.WatchedEndpoint",
        key = "name,source",
        effect = Effect.CHANGES)
@Output(path = "name", type = STRING, description = "The domain, host, IP address or range.")
@Output(path = "source", type = STRING, description = "The source that had it.")
@Output(path = "watched", type = BOOLEAN, description = "Whether it is watched still.")
@Output(path = "error.code", type = STRING, description = "Why it failed for this one of several: the code.")
@Output(path = "error.detail", type = STRING, description = "The failure and its remedy.")
class RemoveFromWatchedList implements DarktraceCommand<RemoveFromWatchedList.Arguments> {

    record Arguments(
            @Argument("Domain, host, IP address or range, or a list of them.")
            @NotEmpty
            @Size(max = 100, message = "takes 100 at most")
            List<String> endpoints,

            @Argument("The source that has them; see darktrace-list-watched-sources.")
            String source) {}

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        WatchedList list = new WatchedList(darktrace.api(IntelApi.class), arguments.source());
        return new Unwatching(list, EndpointNames.checked(arguments.endpoints())).settled();
    }
}
