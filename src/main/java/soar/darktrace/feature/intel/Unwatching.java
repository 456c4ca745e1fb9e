package soar.darktrace.feature.intel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.api.IntelApi;
import soar.darktrace.api.WatchedEndpoint;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.EachItem;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Endpoints that are taken off a watched list, one call for each that it has; reading the list once settles all. */
record Unwatching(WatchedList list, List<String> names) {

    /**
     * What the call for one came to.
     *
     * @param key of the endpoint
     * @param failure null for an answer
     */
    private record Sent(String key, @Nullable DarktraceException failure) {}

    Mono<CommandResult> settled() {
        return list.find(names)
                .flatMap(before -> Flux.fromIterable(names)
                        .flatMapIterable(name ->
                                Optional.ofNullable(before.get(name)).stream().toList())
                        .concatMap(this::sent)
                        .collectMap(Sent::key)
                        // In a dry run nothing is answered: then there is nothing to settle.
                        .filter(sent -> !sent.isEmpty() || before.found().isEmpty())
                        .flatMap(sent -> sent.isEmpty()
                                ? result(sent, before)
                                : list.readBack(names).flatMap(after -> result(sent, after))));
    }

    private Mono<Sent> sent(WatchedEndpoint endpoint) {
        String key = WatchedEndpoint.key(endpoint.name());
        return list.api()
                .remove(new IntelApi.Removal(endpoint.name(), list.source()))
                .map(answer -> {
                    DarktraceAnswer.requireSuccess(answer, "Darktrace refused to remove " + endpoint.name() + ".");
                    return new Sent(key, null);
                })
                .onErrorResume(DarktraceException.class, failure -> Mono.just(new Sent(key, failure)));
    }

    private Mono<CommandResult> result(Map<String, Sent> sent, WatchedList.State after) {
        return Watching.EACH.forEach(
                names,
                name -> "Darktrace Watched List " + list.source() + ": " + name + " removed",
                name -> Mono.fromSupplier(() -> outcome(name, sent.get(WatchedEndpoint.key(name)), after)));
    }

    private EachItem.Outcome outcome(String name, @Nullable Sent sent, WatchedList.State after) {
        if (sent == null) {
            throw new DarktraceException(
                    Kind.NOT_FOUND,
                    "The watched list %s does not have %s. See darktrace-get-watched-list."
                            .formatted(list.source(), name));
        }
        DarktraceException failure = sent.failure();
        DarktraceException unread = after.unread();
        if (failure != null && (!failure.mayBeDone() || after.get(name) != null)) {
            throw failure;
        }
        if (failure != null && unread != null) {
            throw failure.unsettledBy(unread);
        }
        if (after.get(name) != null) {
            throw new DarktraceException(
                    Kind.REFUSED,
                    "Darktrace said that %s was removed, but its list %s still has it.".formatted(name, list.source()));
        }
        ObjectNode outputs = JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("source", list.source())
                .put("watched", false);
        return new EachItem.Outcome(outputs, outputs, warnings(name, failure, unread));
    }

    private static List<String> warnings(
            String name, @Nullable DarktraceException failure, @Nullable DarktraceException unread) {
        if (failure != null) {
            return List.of("The answer was lost; reading back shows that " + name + " is not watched.");
        }
        return unread == null
                ? List.of()
                : List.of("Darktrace said that " + name + " was removed, but its list cannot be read back: "
                        + unread.sentence());
    }
}
