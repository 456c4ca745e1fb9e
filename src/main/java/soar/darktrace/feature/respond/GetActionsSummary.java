package soar.darktrace.feature.respond;

import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.NUMBER;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.api.RespondApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Output;
import soar.darktrace.command.TimeRange;

@Command(
        name = "darktrace-get-actions-summary",
        description =
                "Counts active and pending RESPOND actions. Pending ones are counted without a window of time only.",
        context = "Darktrace.ActionSummary")
@Output(path = "pendingCount", type = NUMBER, description = "Number of actions that wait to be confirmed.")
@Output(path = "activeCount", type = NUMBER, description = "Number of active actions.")
@Output(path = "pendingActionDevices", type = LIST, description = "Device IDs of the pending actions.")
@Output(path = "activeActionDevices", type = LIST, description = "Device IDs of the active actions.")
@Columns({"activeCount", "activeActionDevices", "pendingCount", "pendingActionDevices"})
class GetActionsSummary implements DarktraceCommand<GetActionsSummary.Arguments> {

    record Arguments(
            TimeRange window,

            @Argument("Return only this top-level field of Darktrace's answer, in its own shape.") @Nullable
            String responseData) {}

    private final Clock clock;

    GetActionsSummary(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        ActionQuery query = ActionQuery.window(arguments.window(), clock.instant());
        query.add("responsedata", arguments.responseData());
        return darktrace
                .api(RespondApi.class)
                .summary(query.parameters())
                .map(summary ->
                        CommandResult.of("RESPOND Actions Summary", summary).warning(query.warnings()));
    }
}
