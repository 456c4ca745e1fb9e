package soar.darktrace.feature.analyst;

import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;
import soar.darktrace.api.AnalystApi;
import soar.darktrace.api.AnalystGroup;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.command.CommandResult;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A group that is put into a state: Darktrace knows no call for that, only one for its incident events. It may have grown by
 * one meanwhile, which is not in that state.
 */
record GroupStateChange(AnalystState state, String id, List<String> eventIds) {

    static Mono<CommandResult> apply(AnalystState state, String id, AnalystApi api) {
        return group(api, id)
                .map(group -> new GroupStateChange(state, id, group.eventIds()))
                .flatMap(change -> change.made(api));
    }

    private static Mono<AnalystGroup> group(AnalystApi api, String id) {
        return api.groupsOf("groupid", id)
                .map(groups -> groups.stream()
                        .filter(group -> group.isOrWas(id) && !group.eventIds().isEmpty())
                        .findFirst()
                        .orElseThrow(() -> AnalystGroups.unknown(id)));
    }

    private Mono<CommandResult> made(AnalystApi api) {
        return state.request(api, String.join(",", eventIds))
                .flatMap(failure -> group(api, id)
                        .map(AnalystGroup::isAcknowledged)
                        .onErrorResume(
                                DarktraceException.class,
                                unread -> failure.isEmpty()
                                        ? Mono.just(state.isSet())
                                        : Mono.error(failure.get().unsettledBy(unread)))
                        .map(acknowledged -> result(acknowledged, failure)));
    }

    private CommandResult result(boolean acknowledged, Optional<DarktraceException> failure) {
        if (acknowledged != state.isSet()) {
            throw state.notDone(failure, "group " + id + ", which may have grown meanwhile,");
        }
        ObjectNode outputs = JsonNodeFactory.instance
                .objectNode()
                .put("groupId", id)
                .put("acknowledged", state.isSet())
                .put("response", state.response(failure));
        eventIds.forEach(outputs.putArray("eventIds")::add);
        return CommandResult.of("Darktrace AI Analyst Group " + id + " " + state.title(), outputs);
    }
}
