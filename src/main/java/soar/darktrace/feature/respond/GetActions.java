package soar.darktrace.feature.respond;

import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.OBJECT;

import java.time.Clock;
import java.util.List;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Actions;
import soar.darktrace.api.RespondApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Output;

@Command(
        name = "darktrace-get-actions",
        description =
                "Returns RESPOND actions and their state. Without a window of time, those that are still to end and"
                        + " those that ended in the last 14 days.",
        context = "Darktrace.Action",
        key = "codeid")
@ActionOutputs
@Output(path = "history", type = LIST, description = "History of the action, with include_history.")
@Output(path = "device", type = OBJECT, description = "The device, with full_device_details.")
@Output(path = "connections", type = LIST, description = "The connections blocked, with include_connections.")
@Columns({
    "codeid",
    "state",
    "label",
    "did",
    "ip",
    "device.hostname",
    "start",
    "expires",
    "pbid",
    "history.action",
    "connections.ip"
})
class GetActions implements DarktraceCommand<ActionSearch> {

    private final Clock clock;

    GetActions(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Mono<CommandResult> run(ActionSearch search, DarktraceInstance darktrace) {
        ActionQuery query = ActionQuery.of(search, clock.instant());
        return Actions.read(darktrace.api(RespondApi.class), query.parameters(), clock)
                .map(actions ->
                        result(search, actions, darktrace.settings().limits().maxEntries(), query.warnings()));
    }

    private static CommandResult result(ActionSearch search, Actions actions, int most, List<String> warnings) {
        if (search.responseData() != null) {
            return CommandResult.of("RESPOND Actions", actions.source()).warning(warnings);
        }
        ActionPage page = new ActionPage(search, actions, most);
        CommandResult found = CommandResult.of("RESPOND Actions", page.outputs());
        return found.warning(warnings).warning(page.warnings());
    }
}
