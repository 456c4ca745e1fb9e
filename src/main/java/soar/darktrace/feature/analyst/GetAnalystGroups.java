package soar.darktrace.feature.analyst;

import jakarta.validation.constraints.NotEmpty;
import java.util.List;
import reactor.core.publisher.Mono;
import soar.darktrace.api.AnalystApi;
import soar.darktrace.api.AnalystGroup;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

@Command(
        name = "darktrace-get-ai-analyst-incident-group",
        description = "Returns one or several groups of incident events of AI Analyst, acknowledged or not.",
        context = "Darktrace.AIAnalystGroup",
        key = "groupId")
@AnalystGroupOutputs
@Columns({"groupId", "groupCategory", "groupScore", "start", "end", "eventCount", "devices", "active", "acknowledged"})
class GetAnalystGroups implements DarktraceCommand<GetAnalystGroups.Arguments> {

    record Arguments(
            @Argument(value = "ID of the group, or a list of them.", aliases = "groupId") @NotEmpty
            List<String> groupId) {}

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        List<String> asked = arguments.groupId();
        return darktrace
                .api(AnalystApi.class)
                .groupsOf("groupid", String.join(",", asked))
                .map(groups -> {
                    List<AnalystGroup> wanted = groups.stream()
                            .filter(group -> asked.stream().anyMatch(group::isOrWas))
                            .toList();
                    List<String> missing = asked.stream()
                            .filter(id -> wanted.stream().noneMatch(group -> group.isOrWas(id)))
                            .toList();
                    if (wanted.isEmpty()) {
                        throw AnalystApi.unknownGroup(String.join(", ", missing));
                    }
                    ArrayNode outputs = JsonNodeFactory.instance.arrayNode();
                    wanted.forEach(group ->
                            outputs.add(group.outputs(darktrace.settings().url())));
                    String title = "Darktrace AI Analyst Group Information";
                    return CommandResult.of(
                                    missing.isEmpty()
                                            ? title
                                            : title + ", " + (asked.size() - missing.size()) + " of " + asked.size(),
                                    outputs)
                            .showing(AnalystGroups.withMissing(outputs, missing))
                            .failing(AnalystGroups.failed(missing))
                            .warning(missing.stream()
                                    .map(id -> AnalystApi.unknownGroup(id).sentence())
                                    .toList());
                });
    }
}
