package soar.darktrace.mirror;

import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.OBJECT;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Output;
import soar.darktrace.incident.IncidentHistory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "get-modified-remote-data",
        description =
                "Returns the IDs of the incidents that changed in Darktrace since the last time: from the log of this service"
                        + " where it fetches the instance, otherwise from Darktrace. What this service wrote there is no"
                        + " change.",
        context = "")
@Output(path = "ids", type = LIST, description = "The dbotMirrorId of each incident that changed.")
@Output(path = "state", type = OBJECT, description = "What to send as state the next time.")
class GetModifiedRemoteData implements DarktraceCommand<GetModifiedRemoteData.Arguments> {

    record Arguments(
            @Argument("When it was asked for the last time; used where there is no state.") @Nullable
            String lastUpdate,

            @Argument("The state of the time before; nothing or {} for the first time.") @Nullable
            JsonNode state) {}

    private final ServerLog logs;
    private final LoggedChanges logged;
    private final AskedChanges asked;
    private final Clock clock;

    GetModifiedRemoteData(ServerLog logs, LoggedChanges logged, AskedChanges asked, Clock clock) {
        this.logs = logs;
        this.logged = logged;
        this.asked = asked;
        this.clock = clock;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        Optional<Instant> since = LastUpdate.of(arguments.lastUpdate(), clock);
        JsonNode state = arguments.state() == null ? JsonNodeFactory.instance.objectNode() : arguments.state();
        Optional<IncidentHistory> history = logs.of(darktrace);
        return (history.isPresent()
                        ? logged.since(since, state, darktrace.name(), history.get())
                        : asked.since(since, state, darktrace))
                .map(GetModifiedRemoteData::result);
    }

    private static CommandResult result(Modified modified) {
        ObjectNode outputs = JsonNodeFactory.instance.objectNode();
        ArrayNode ids = outputs.putArray("ids");
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        modified.ids().forEach(id -> {
            ids.add(id.toString());
            rows.addObject().put("id", id.toString());
        });
        outputs.set("state", modified.state());
        return CommandResult.of("Modified in Darktrace", outputs).showing(rows).warning(modified.warnings());
    }
}
