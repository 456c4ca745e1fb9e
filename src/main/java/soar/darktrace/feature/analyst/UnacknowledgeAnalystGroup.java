package soar.darktrace.feature.analyst;

import reactor.core.publisher.Mono;
import soar.darktrace.api.AnalystApi;
import soar.darktrace.api.AnalystState;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Effect;

@Command(
        name = "darktrace-unacknowledge-ai-analyst-incident-group",
        description = "Takes back the acknowledgement of a group of AI Analyst, with all its incident events.",
        context = "Darktrace.AIAnalystGroup",
        key = "groupId",
        effect = Effect.CHANGES)
@GroupStateOutputs
class UnacknowledgeAnalystGroup implements DarktraceCommand<GroupId> {

    @Override
    public Mono<CommandResult> run(GroupId arguments, DarktraceInstance darktrace) {
        return GroupStateChange.apply(
                AnalystState.UNACKNOWLEDGED, arguments.groupId(), darktrace.api(AnalystApi.class));
    }
}
