package soar.darktrace.feature.intel;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.api.IntelApi;
import soar.darktrace.api.WatchedEndpoint;
import soar.darktrace.client.DarktraceException;

/** The watched list of one source, of which only what is looked for is kept. */
record WatchedList(IntelApi api, String source) {

    /**
     * What reading shows.
     *
     * @param found by {@link WatchedEndpoint#key}
     * @param unread why reading failed; null where it did not
     */
    record State(
            Map<String, WatchedEndpoint> found, @Nullable DarktraceException unread) {

        @Nullable
        WatchedEndpoint get(String name) {
            return found.get(WatchedEndpoint.key(name));
        }
    }

    /** Those of these that are watched. */
    Mono<State> find(List<String> names) {
        Set<String> keys = names.stream().map(WatchedEndpoint::key).collect(Collectors.toSet());
        return api.watched(source, true)
                .flatMapIterable(item -> WatchedEndpoint.of(item).stream().toList())
                .filter(endpoint -> keys.contains(WatchedEndpoint.key(endpoint.name())))
                .collectMap(endpoint -> WatchedEndpoint.key(endpoint.name()))
                .map(found -> new State(found, null));
    }

    /** The same after a change; that it cannot be read is a state, too. */
    Mono<State> readBack(List<String> names) {
        return find(names).onErrorResume(DarktraceException.class, unread -> Mono.just(new State(Map.of(), unread)));
    }
}
