package soar.darktrace.api;

import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceException;

/**
 * A group that is put into a state: Darktrace knows no call for that, only one for its incident events. It may have grown by
 * one meanwhile, which is not in that state.
 */
public record GroupChange(AnalystState state, String id, List<String> eventIds) {

    /** Puts the events that the group has now in the state, and returns a sentence about it. */
    public Mono<String> settle(AnalystApi api) {
        return state.request(api, String.join(",", eventIds))
                .flatMap(failure -> acknowledged(api).map(read -> response(read, failure)));
    }

    /** What reading shows: whether it is acknowledged, or why that cannot be read. */
    private record Read(boolean isAcknowledged, Optional<DarktraceException> unread) {}

    private Mono<Read> acknowledged(AnalystApi api) {
        return api.groupOrNotFound(id)
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
}
