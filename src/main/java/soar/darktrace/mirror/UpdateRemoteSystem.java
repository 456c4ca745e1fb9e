package soar.darktrace.mirror;

import static soar.darktrace.command.OutputType.BOOLEAN;
import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Effect;
import soar.darktrace.command.Output;
import soar.darktrace.command.ReasonTemplate;
import tools.jackson.databind.JsonNode;

@Command(
        name = "update-remote-system",
        description = "Writes back to Darktrace what happened to a mirrored incident: notes become comments, closing"
                + " acknowledges, reopening takes that back. The same update may come again: what is in Darktrace already"
                + " is not told twice.",
        context = "",
        effect = Effect.CHANGES)
@Output(path = "remote_id", type = STRING, description = "The incident that was updated.")
@Output(path = "comments", type = NUMBER, description = "How many of the notes are comments in Darktrace now.")
@Output(
        path = "acknowledged",
        type = BOOLEAN,
        description = "The state after closing or reopening; missing where the update asks for neither.")
@Output(path = "not_mirrored", type = LIST, description = "Sentences about what has no place in Darktrace.")
class UpdateRemoteSystem implements DarktraceCommand<UpdateRemoteSystem.Arguments> {

    record Arguments(
            @Argument("The dbotMirrorId of the incident, such as main:95 or main:aia:g1.") @Nullable
            String remoteId,

            @Argument("State of the incident: 0 pending, 1 active, 2 closed, 3 archived.") @Nullable
            Long status,

            @Argument(value = "Whether the incident itself changed, and not only its notes.", defaultValue = "false")
            boolean incidentChanged,

            @Argument("The fields that changed.") @Nullable JsonNode delta,

            @Argument("All fields, closeReason and closeNotes among them.") @Nullable
            JsonNode data,

            @Argument("The notes: a list of objects with id, user, contents and type.") @Nullable
            JsonNode entries,

            @Argument(value = "Whether closing acknowledges.", defaultValue = "true")
            boolean closes,

            @Argument(value = "Whether reopening takes the acknowledgement back.", defaultValue = "true")
            boolean reopens) {}

    private final RemoteGroup groups;
    private final ReasonTemplate template;
    private final Turns turns;

    UpdateRemoteSystem(RemoteGroup groups, ReasonTemplate template, Turns turns) {
        this.groups = groups;
        this.template = template;
        this.turns = turns;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        RemoteUpdate update = RemoteUpdate.of(arguments, darktrace);
        return turns.take(update.remote().toString(), new Writing(update, darktrace, groups, template).run());
    }
}
