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
                .flatMap(failure ->
                        acknowledged(api).map(read -> response(read, failure)).map(this::result));
    }

    /** What reading shows: whether it is acknowledged, or why that cannot be read. */
    private record Read(boolean isAcknowledged, Optional<DarktraceException> unread) {}

    private Mono<Read> acknowledged(AnalystApi api) {
        return group(api, id)
                .map(group -> new Read(group.isAcknowledged(), Optional.empty()))
                .onErrorResume(DarktraceException.class, unread -> Mono.just(new Read(false, Optional.of(unread))));
    }

    /** A success stands, read back or not; a lost answer stays lost. */
    private String response(Read read, Optional<DarktraceException> failure) {
        if (read.unread().isPresent()) {
            DarktraceException unread = read.unread().get();
            if (failure.isPresent()) {
                throw failure.get().unsettledBy(unread);
            }
            return state.response(failure) + " It cannot be read back: " + unread.sentence();
        }
        if (read.isAcknowledged() != state.isSet()) {
            throw state.notDone(failure, "group " + id + ", which may have grown meanwhile,");
        }
        return state.response(failure);
    }

    private CommandResult result(String response) {
        ObjectNode outputs = JsonNodeFactory.instance
                .objectNode()
                .put("groupId", id)
                .put("acknowledged", state.isSet())
                .put("response", response);
        eventIds.forEach(outputs.putArray("eventIds")::add);
        return CommandResult.of("Darktrace AI Analyst Group " + id + " " + state.title(), outputs);
    }
}
