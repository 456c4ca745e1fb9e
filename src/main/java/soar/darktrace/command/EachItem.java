package soar.darktrace.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs a command for one item or for several. With several each has its own result, and a failure does not affect the
 * others; the command fails only if all fail.
 *
 * @param key the name of an item's ID in the context
 * @param word what an item is called, at the beginning of a sentence
 */
public record EachItem(String key, String word) {

    /**
     * The result for one item.
     *
     * @param rows the rows of the table: an object or a list
     */
    public record Outcome(ObjectNode outputs, JsonNode rows, List<String> warnings) {

        /** A state and a sentence about it. */
        public static Outcome of(ObjectNode outputs, String response, List<String> warnings) {
            return new Outcome(outputs, JsonNodeFactory.instance.objectNode().put("response", response), warnings);
        }
    }

    /**
     * Runs one item after the other, each one once.
     *
     * @param ids numbers or texts
     * @param title makes the headline of an ID, or of how many there are
     */
    public <T> Mono<CommandResult> forEach(
            List<T> ids, UnaryOperator<String> title, Function<T, Mono<Outcome>> command) {
        List<T> distinct = ids.stream().distinct().toList();
        if (distinct.size() == 1) {
            T id = distinct.get(0);
            return command.apply(id)
                    .map(outcome -> CommandResult.of(title.apply(String.valueOf(id)), outcome.outputs())
                            .showing(outcome.rows())
                            .warning(outcome.warnings()));
        }
        return Mono.defer(() -> {
            Round round = new Round();
            return Flux.fromIterable(distinct)
                    .concatMap(id -> command.apply(id)
                            .doOnNext(round.outcomes::add)
                            .onErrorResume(DarktraceException.class, failure -> round.failed(id, failure)))
                    .then(Mono.fromSupplier(() -> round.result(title)));
        });
    }

    /** What came of several. */
    private final class Round {

        private final List<Outcome> outcomes = new ArrayList<>();
        private final List<DarktraceException> failures = new ArrayList<>();
        private final List<FailedItem> failed = new ArrayList<>();

        Mono<Outcome> failed(Object id, DarktraceException failure) {
            ObjectNode outputs = JsonNodeFactory.instance.objectNode();
            if (id instanceof Long number) {
                outputs.put(key, number);
            } else {
                outputs.put(key, String.valueOf(id));
            }
            outputs.putObject("error").put("code", failure.code()).put("detail", failure.sentence());
            failures.add(failure);
            failed.add(
                    id instanceof Long number
                            ? FailedItem.of(key, number, failure, failure.sentence())
                            : FailedItem.of(key, String.valueOf(id), failure, failure.sentence()));
            outcomes.add(Outcome.of(outputs, failure.sentence(), List.of(word + " " + id + ": " + failure.sentence())));
            return Mono.empty();
        }

        /** A change that may have happened matters more than one that did not; then, one that may succeed later. */
        private DarktraceException worst() {
            DarktraceException worst = failures.stream()
                    .min(Comparator.comparing((DarktraceException failure) -> failure.kind() != Kind.OUTCOME_UNKNOWN)
                            .thenComparing(failure -> !failure.details().containsKey("retry_after")))
                    .orElseThrow();
            return worst.saying(outcomes.stream()
                    .flatMap(outcome -> outcome.warnings().stream())
                    .collect(Collectors.joining(" ")));
        }

        private CommandResult result(UnaryOperator<String> title) {
            if (!failures.isEmpty() && failures.size() == outcomes.size()) {
                throw worst();
            }
            String count = failures.isEmpty()
                    ? outcomes.size() + "×"
                    : (outcomes.size() - failures.size()) + " of " + outcomes.size();
            ArrayNode outputs = JsonNodeFactory.instance.arrayNode();
            ArrayNode rows = JsonNodeFactory.instance.arrayNode();
            List<String> warnings = new ArrayList<>();
            for (Outcome outcome : outcomes) {
                outputs.add(outcome.outputs());
                warnings.addAll(outcome.warnings());
                if (outcome.rows() instanceof ObjectNode row) {
                    rows.add(row.deepCopy().set(key, outcome.outputs().path(key)));
                } else {
                    outcome.rows().values().forEach(rows::add);
                }
            }
            return CommandResult.of(title.apply(count), outputs)
                    .showing(rows)
                    .warning(warnings)
                    .failing(failed);
        }
    }
}
