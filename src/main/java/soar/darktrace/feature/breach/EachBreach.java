package soar.darktrace.feature.breach;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.FailedItem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs a command for one model breach or for several. With several each has its own result, and a failure does not
 * affect the others; the command fails only if all fail.
 */
final class EachBreach {

    /**
     * The result for one breach.
     *
     * @param rows the rows of the table: an object or a list
     */
    record Outcome(ObjectNode outputs, JsonNode rows, List<String> warnings) {

        /** A state and a sentence about it. */
        static Outcome of(ObjectNode outputs, String response, List<String> warnings) {
            return new Outcome(outputs, JsonNodeFactory.instance.objectNode().put("response", response), warnings);
        }
    }

    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<DarktraceException> failures = new ArrayList<>();
    private final List<FailedItem> failed = new ArrayList<>();

    private EachBreach() {}

    /** Runs one breach after the other; the title of a single one is made of its ID. */
    static Mono<CommandResult> forEach(
            List<Long> pbids, UnaryOperator<String> title, LongFunction<Mono<Outcome>> command) {
        List<Long> distinct = pbids.stream().distinct().toList();
        if (distinct.size() == 1) {
            long pbid = distinct.get(0);
            return command.apply(pbid)
                    .map(outcome -> CommandResult.of(title.apply(Long.toString(pbid)), outcome.outputs())
                            .showing(outcome.rows())
                            .warning(outcome.warnings()));
        }
        return Mono.defer(() -> {
            EachBreach each = new EachBreach();
            return Flux.fromIterable(distinct)
                    .concatMap(pbid -> command.apply(pbid)
                            .doOnNext(each.outcomes::add)
                            .onErrorResume(DarktraceException.class, failure -> each.failed(pbid, failure)))
                    .then(Mono.fromSupplier(() -> each.result(title)));
        });
    }

    private Mono<Outcome> failed(long pbid, DarktraceException failure) {
        ObjectNode outputs = JsonNodeFactory.instance.objectNode().put("pbid", pbid);
        outputs.putObject("error").put("code", failure.code()).put("detail", failure.sentence());
        failures.add(failure);
        failed.add(FailedItem.of("pbid", pbid, failure, failure.sentence()));
        outcomes.add(
                Outcome.of(outputs, failure.sentence(), List.of("Model breach " + pbid + ": " + failure.sentence())));
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
                rows.add(row.set("pbid", outcome.outputs().path("pbid")));
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
