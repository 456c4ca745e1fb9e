package soar.darktrace.feature.breach;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.command.CommandResult;
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

    private EachBreach() {}

    /** Runs one breach after the other; the title of a single one is made of its ID. */
    static Mono<CommandResult> forEach(
            List<Long> pbids, UnaryOperator<String> title, LongFunction<Mono<Outcome>> command) {
        if (pbids.size() == 1) {
            long pbid = pbids.get(0);
            return command.apply(pbid)
                    .map(outcome -> CommandResult.of(title.apply(Long.toString(pbid)), outcome.outputs())
                            .showing(outcome.rows())
                            .warning(outcome.warnings()));
        }
        return Mono.defer(() -> {
            EachBreach each = new EachBreach();
            return Flux.fromIterable(pbids.stream().distinct().toList())
                    .concatMap(pbid -> command.apply(pbid)
                            .doOnNext(each.outcomes::add)
                            .onErrorResume(DarktraceException.class, failure -> each.failed(pbid, failure)))
                    .then(Mono.fromSupplier(() -> each.result(title.apply(pbids.size() + "×"))));
        });
    }

    private Mono<Outcome> failed(long pbid, DarktraceException failure) {
        ObjectNode outputs = JsonNodeFactory.instance.objectNode().put("pbid", pbid);
        outputs.putObject("error").put("code", failure.code()).put("detail", failure.sentence());
        failures.add(failure);
        outcomes.add(
                Outcome.of(outputs, failure.sentence(), List.of("Model breach " + pbid + ": " + failure.sentence())));
        return Mono.empty();
    }

    /** A change that may have happened matters more than one that did not. */
    private DarktraceException worst() {
        DarktraceException worst = failures.stream()
                .filter(failure -> failure.kind() == Kind.OUTCOME_UNKNOWN)
                .findFirst()
                .orElse(failures.get(0));
        String sentences = outcomes.stream()
                .flatMap(outcome -> outcome.warnings().stream())
                .collect(Collectors.joining(" "));
        return new DarktraceException(worst.kind(), sentences);
    }

    private CommandResult result(String title) {
        if (!failures.isEmpty() && failures.size() == outcomes.size()) {
            throw worst();
        }
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
        return CommandResult.of(title, outputs).showing(rows).warning(warnings);
    }
}
