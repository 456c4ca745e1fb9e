package soar.darktrace.feature.intel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.api.IntelApi;
import soar.darktrace.api.WatchedEndpoint;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.client.DarktraceNumber;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.ContextEntry;
import soar.darktrace.command.EachItem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Endpoints that are put on a watched list by one call, which reading the list settles for each.
 *
 * @param names as they are sent
 * @param described the description as it is sent; null for none
 * @param end when they vanish
 */
record Watching(
        WatchedList list,
        NewEndpoints asked,
        List<String> names,
        @Nullable String described,
        Optional<Instant> end) {

    static final EachItem EACH = new EachItem("name", "Endpoint");

    /** What the call came to: an answer, or a failure after which the change may have been made. */
    private record Sent(JsonNode answer, @Nullable DarktraceException lost) {}

    Mono<CommandResult> settled() {
        IntelApi.Addition addition = new IntelApi.Addition(
                String.join(",", names),
                list.source(),
                described,
                end.map(NewEndpoints::sent).orElse(null),
                asked.hostname() ? true : null,
                asked.respond() ? true : null);
        return list.api()
                .add(addition)
                .map(answer -> {
                    DarktraceAnswer.requireSuccess(answer, "Darktrace refused to watch these endpoints.");
                    return new Sent(answer, null);
                })
                .onErrorResume(
                        DarktraceException.class,
                        failure -> failure.mayBeDone()
                                ? Mono.just(new Sent(JsonNodeFactory.instance.missingNode(), failure))
                                : Mono.error(failure))
                .flatMap(sent -> list.readBack(names).flatMap(state -> result(sent, state)));
    }

    private Mono<CommandResult> result(Sent sent, WatchedList.State state) {
        return EACH.forEach(
                        names,
                        name -> "Darktrace Watched List " + list.source() + ": " + name,
                        name -> Mono.fromSupplier(() -> outcome(name, sent, state)))
                .map(result -> result.adding(counts(sent.answer())).warning(warnings(sent, state)));
    }

    private EachItem.Outcome outcome(String name, Sent sent, WatchedList.State state) {
        DarktraceException lost = sent.lost();
        DarktraceException unread = state.unread();
        WatchedEndpoint endpoint = state.get(name);
        if (lost != null && unread != null) {
            throw lost.unsettledBy(unread);
        }
        if (lost != null && (endpoint == null || !asked.isMade(endpoint, described, end))) {
            throw lost;
        }
        if (endpoint == null && unread == null) {
            throw new DarktraceException(
                    Kind.REFUSED,
                    "Darktrace said that it watches %s now, but its list %s does not have it."
                            .formatted(name, list.source()));
        }
        ObjectNode outputs = endpoint == null
                ? JsonNodeFactory.instance
                        .objectNode()
                        .put("name", name)
                        .put("source", list.source())
                        .put("watched", true)
                : endpoint.outputs(list.source());
        return new EachItem.Outcome(outputs, outputs, differences(name, endpoint));
    }

    private List<String> differences(String name, @Nullable WatchedEndpoint endpoint) {
        return endpoint == null || asked.isMade(endpoint, described, end)
                ? List.of()
                : List.of("Darktrace took the change, but shows " + name + " otherwise than asked for.");
    }

    private List<ContextEntry> counts(JsonNode answer) {
        ObjectNode counts = JsonNodeFactory.instance.objectNode();
        DarktraceNumber.whole(answer.path("added")).ifPresent(added -> counts.put("added", added));
        DarktraceNumber.whole(answer.path("updated")).ifPresent(updated -> counts.put("updated", updated));
        return counts.isEmpty()
                ? List.of()
                : List.of(new ContextEntry("Darktrace.WatchedList", "source", counts.put("source", list.source())));
    }

    private List<String> warnings(Sent sent, WatchedList.State state) {
        List<String> warnings = new ArrayList<>();
        if (sent.lost() != null) {
            warnings.add("The answer was lost; reading back shows what is watched.");
        }
        if (state.unread() != null) {
            warnings.add("Darktrace said that it was done, but its list cannot be read back: "
                    + state.unread().sentence());
        }
        if (DarktraceNumber.whole(sent.answer().path("added"), -1) == 0
                && DarktraceNumber.whole(sent.answer().path("updated"), -1) == 0) {
            warnings.add("Darktrace added and updated nothing: all of it was watched in this way already.");
        }
        if (asked.respond()) {
            warnings.add("RESPOND acts on whatever device meets what is watched now, protected devices included.");
        }
        return warnings;
    }
}
