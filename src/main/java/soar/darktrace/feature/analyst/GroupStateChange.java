package soar.darktrace.feature.analyst;

import reactor.core.publisher.Mono;
import soar.darktrace.api.AnalystApi;
import soar.darktrace.api.AnalystState;
import soar.darktrace.api.GroupChange;
import soar.darktrace.command.CommandResult;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The answer of a command that puts a group into a state. */
final class GroupStateChange {

    private GroupStateChange() {}

    static Mono<CommandResult> apply(AnalystState state, String id, AnalystApi api) {
        return api.groupOrNotFound(id)
                .map(group -> new GroupChange(state, id, group.eventIds()))
                .flatMap(change -> change.settle(api).map(response -> result(change, response)));
    }

    private static CommandResult result(GroupChange change, String response) {
        ObjectNode outputs = JsonNodeFactory.instance
                .objectNode()
                .put("groupId", change.id())
                .put("acknowledged", change.state().isSet())
                .put("response", response);
        change.eventIds().forEach(outputs.putArray("eventIds")::add);
        return CommandResult.of(
                "Darktrace AI Analyst Group " + change.id() + " "
                        + change.state().title(),
                outputs);
    }
}
