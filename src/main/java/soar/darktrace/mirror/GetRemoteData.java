package soar.darktrace.mirror;

import static soar.darktrace.command.OutputType.BOOLEAN;
import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.OBJECT;
import static soar.darktrace.command.OutputType.STRING;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Output;

@Command(
        name = "get-remote-data",
        description =
                "Returns what became in Darktrace of the model breach or AI Analyst group of an incident: how it is now, and"
                        + " what others commented, acknowledged or took back since the last time.",
        context = "")
@Output(path = "found", type = BOOLEAN, description = "Whether Darktrace knows it.")
@Output(
        path = "object",
        type = OBJECT,
        description = "How it is now, as the rawJSON of its incident; empty if unknown.")
@Output(path = "entries", type = LIST, description = "The new comments, with contents, author and time.")
@Output(path = "closed.reason", type = STRING, description = "Why the incident is to be closed, if it is.")
@Output(path = "closed.notes", type = STRING, description = "The notes to close it with.")
@Output(path = "reopened", type = BOOLEAN, description = "True if the incident is to be opened again.")
class GetRemoteData implements DarktraceCommand<GetRemoteData.Arguments> {

    record Arguments(
            @Argument("The dbotMirrorId of the incident, such as main:95.")
            String id,

            @Argument("The time up to which everything is known; everything is new if not given.") @Nullable
            String lastUpdate,

            @Argument(value = "Whether an acknowledgement closes the incident.", defaultValue = "false")
            boolean closes,

            @Argument(
                    value = "Whether an acknowledgement that is taken back opens the incident again.",
                    defaultValue = "false")
            boolean reopens) {}

    private final RemoteBreach breaches;
    private final RemoteGroup groups;
    private final Clock clock;

    GetRemoteData(RemoteBreach breaches, RemoteGroup groups, Clock clock) {
        this.breaches = breaches;
        this.groups = groups;
        this.clock = clock;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        RemoteId id = RemoteId.of("id", arguments.id(), darktrace);
        Instant since = LastUpdate.of(arguments.lastUpdate(), clock).orElse(Instant.EPOCH);
        Wanted wanted = new Wanted(id, since, arguments.closes(), arguments.reopens());
        return (id.isGroup() ? groups.read(wanted, darktrace) : breaches.read(wanted, darktrace))
                .onErrorResume(GetRemoteData::isUnknown, unknown -> Mono.just(RemoteData.UNKNOWN))
                .map(data -> data.result(id));
    }

    private static boolean isUnknown(Throwable failure) {
        return failure instanceof DarktraceException darktrace && darktrace.kind() == Kind.NOT_FOUND;
    }
}
