package soar.darktrace.feature.analyst;

import reactor.core.publisher.Mono;
import soar.darktrace.api.AnalystApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;

/** In the place in the context that XSOAR's pack has for it; the other commands have one of their own for groups. */
@Command(
        name = "darktrace-get-ai-analyst-incident-group-from-eventId",
        description = "Returns the group that an incident event of AI Analyst belongs to now.",
        context = "Darktrace.AIAnalyst",
        key = "groupId")
@AnalystGroupOutputs
@Columns({"groupId", "groupCategory", "groupScore", "start", "end", "eventCount", "devices", "active", "acknowledged"})
class GetAnalystGroupOfEvent implements DarktraceCommand<GetAnalystGroupOfEvent.Arguments> {

    record Arguments(
            @Argument(value = "ID of the incident event.", aliases = "eventId")
            String eventId) {}

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        return darktrace
                .api(AnalystApi.class)
                .groupsOf("uuid", arguments.eventId())
                .map(groups -> groups.stream()
                        .filter(group -> group.eventIds().contains(arguments.eventId()))
                        .findFirst()
                        .orElseThrow(() -> AnalystApi.unknownEvent(arguments.eventId())))
                .map(group -> CommandResult.of(
                        "Darktrace AI Analyst Group Information",
                        group.outputs(darktrace.settings().url())));
    }
}
