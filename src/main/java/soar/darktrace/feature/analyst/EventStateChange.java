package soar.darktrace.feature.analyst;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;
import soar.darktrace.api.AnalystApi;
import soar.darktrace.api.AnalystEvent;
import soar.darktrace.api.AnalystState;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.FailedItem;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Several incident events, put into a state with one call; what became of each is read.
 *
 * @param failure of the call, which reading settles; empty for a success
 */
record EventStateChange(AnalystState state, List<String> ids, Optional<DarktraceException> failure) {

    static Mono<CommandResult> apply(AnalystState state, List<String> asked, AnalystApi api) {
        List<String> ids = asked.stream().distinct().toList();
        return state.request(api, String.join(",", ids))
                .map(failure -> new EventStateChange(state, ids, failure))
                .flatMap(change -> api.eventsOf(ids, null)
                        .map(change::judged)
                        .onErrorResume(DarktraceException.class, change::unread)
                        .map(change::result));
    }

    /** A success stands, read back or not; a lost answer stays lost. */
    private Mono<List<Outcome>> unread(DarktraceException unread) {
        return failure.map(lost -> Mono.<List<Outcome>>error(lost.unsettledBy(unread)))
                .orElseGet(() -> Mono.just(ids.stream()
                        .map(id -> new Outcome(
                                id,
                                state.response(failure) + " It cannot be read back: " + unread.sentence(),
                                Optional.empty()))
                        .toList()));
    }

    private record Outcome(String id, String response, Optional<DarktraceException> failure) {}

    private Outcome done(String id) {
        return new Outcome(id, state.response(failure), Optional.empty());
    }

    private List<Outcome> judged(List<AnalystEvent> events) {
        List<Outcome> outcomes = new ArrayList<>();
        for (String id : ids) {
            Optional<AnalystEvent> event =
                    events.stream().filter(known -> known.id().equals(id)).findFirst();
            if (event.isPresent() && event.get().is(state.flag()) == state.isSet()) {
                outcomes.add(done(id));
            } else {
                DarktraceException why = event.isPresent()
                        ? state.notDone(failure, "incident event " + id)
                        : AnalystApi.unknownEvent(id);
                outcomes.add(new Outcome(id, why.sentence(), Optional.of(why)));
            }
        }
        return outcomes;
    }

    /** One event has the outputs and the failure of its own; of several, each failure stands beside the others. */
    private CommandResult result(List<Outcome> outcomes) {
        List<Outcome> failed =
                outcomes.stream().filter(one -> one.failure().isPresent()).toList();
        if (failed.size() == outcomes.size()) {
            throw worst(failed.stream().map(one -> one.failure().orElseThrow()).toList());
        }
        ArrayNode outputs = JsonNodeFactory.instance.arrayNode();
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (Outcome outcome : outcomes) {
            outputs.add(outputs(outcome));
            rows.addObject().put("eventId", outcome.id()).put("response", outcome.response());
        }
        String count = outcomes.size() == 1
                ? outcomes.get(0).id()
                : failed.isEmpty()
                        ? outcomes.size() + "×"
                        : (outcomes.size() - failed.size()) + " of " + outcomes.size();
        return CommandResult.of(
                        "Darktrace AI Analyst Incident " + count + " " + state.title(),
                        outcomes.size() == 1 ? outputs.get(0) : outputs)
                .showing(rows)
                .warning(failed.stream().map(Outcome::response).toList())
                .failing(failed.stream()
                        .map(one ->
                                FailedItem.of("eventId", one.id(), one.failure().orElseThrow(), one.response()))
                        .toList());
    }

    private ObjectNode outputs(Outcome outcome) {
        ObjectNode outputs = JsonNodeFactory.instance.objectNode().put("eventId", outcome.id());
        if (outcome.failure().isPresent()) {
            outputs.putObject("error")
                    .put("code", outcome.failure().get().code())
                    .put("detail", outcome.response());
            return outputs;
        }
        outputs.put(state.flag(), state.isSet()).put("response", outcome.response());
        return state == AnalystState.UNACKNOWLEDGED ? outputs.put("unacknowledged", true) : outputs;
    }

    /** Where all failed the command does, in the words of all: a change that may have happened matters most. */
    private static DarktraceException worst(List<DarktraceException> failures) {
        return failures.stream()
                .filter(failure -> failure.kind() == Kind.OUTCOME_UNKNOWN)
                .findFirst()
                .orElse(failures.get(0))
                .saying(failures.stream()
                        .map(DarktraceException::sentence)
                        .distinct()
                        .collect(Collectors.joining(" ")));
    }
}
