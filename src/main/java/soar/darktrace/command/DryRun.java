package soar.darktrace.command;

import static soar.darktrace.command.OutputType.STRING;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.PlannedCall;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.command.CommandSpec.OutputSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a command would do. One that changes something in Darktrace runs up to its changes, reads and checks included, and
 * each change is written down instead of being sent, without a line of its own; one that changes this service says itself
 * what would be different.
 */
final class DryRun {

    private static final String NAME = "dry_run";
    private static final String IN_CAMEL_CASE = "dryRun";
    private static final String CONTEXT = "Darktrace.DryRun";

    private static final List<OutputSpec> CALLS = List.of(
            OutputSpec.of(CONTEXT, "method", STRING, "With dry_run: the method of a call that would be made."),
            OutputSpec.of(CONTEXT, "path", STRING, "With dry_run: its path in Darktrace."),
            OutputSpec.of(CONTEXT, "body", STRING, "With dry_run: its body."));

    private DryRun() {}

    /** The argument that asks for it; none for what only reads. */
    static Optional<ArgumentSpec> argument(Effect effect) {
        return effect.isChange()
                ? Optional.of(new ArgumentSpec(
                        NAME,
                        List.of(),
                        effect.isInDarktrace()
                                ? "Check everything and show the calls that would be made, but change nothing."
                                : "Check everything and show what would be different, but change nothing.",
                        ArgumentType.BOOLEAN,
                        false,
                        false,
                        "false",
                        "false",
                        List.of(),
                        null,
                        null))
                : Optional.empty();
    }

    /** What the context gets besides the command's own outputs. */
    static Stream<OutputSpec> outputs(Effect effect) {
        return effect.isInDarktrace() ? CALLS.stream() : Stream.empty();
    }

    static boolean isAskedFor(CommandSpec spec, Map<String, JsonNode> arguments) {
        // Whoever asks for it in either spelling must not find that it was done.
        return spec.changesState() && (isYes(arguments.get(NAME)) || isYes(arguments.get(IN_CAMEL_CASE)));
    }

    private static boolean isYes(@Nullable JsonNode given) {
        if (given == null || ArgumentType.isBlank(given)) {
            return false;
        }
        try {
            return (Boolean) ArgumentType.BOOLEAN.read(given);
        } catch (IllegalArgumentException e) {
            throw new CommandException(Reason.INVALID_ARGUMENT, NAME, NAME + " " + e.getMessage() + ".");
        }
    }

    /** Runs the command up to its changes in Darktrace, and shows these. */
    static <A extends Record> Mono<CommandResult> rehearse(
            DarktraceCommand<A> command, A arguments, DarktraceInstance darktrace) {
        DarktraceInstance.Rehearsal rehearsal = darktrace.rehearse();
        return calls(command, command.run(arguments, rehearsal.instance()), rehearsal);
    }

    /** Makes ready to do so, with the effect that the run itself would have. */
    static <A extends Record> Mono<Plan> plan(PlannedCommand<A> command, A arguments, DarktraceInstance darktrace) {
        DarktraceInstance.Rehearsal rehearsal = darktrace.rehearse();
        return command.plan(arguments, rehearsal.instance())
                .map(plan -> new Plan(plan.effect(), calls(command, plan.work(), rehearsal)));
    }

    private static Mono<CommandResult> calls(
            DarktraceCommand<?> command, Mono<CommandResult> work, DarktraceInstance.Rehearsal rehearsal) {
        return work.then(Mono.fromSupplier(
                () -> result(CommandSpec.declarationOf(command.getClass()).name(), rehearsal.plannedCalls())));
    }

    private static CommandResult result(String command, List<PlannedCall> calls) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        calls.forEach(call -> rows.addObject()
                .put("method", call.method())
                .put("path", call.path())
                .put("body", call.body()));
        return CommandResult.of("Dry run of " + command + ": nothing was changed. It would send", rows)
                .showing(rows, "method", "path", "body")
                .inContext(CONTEXT);
    }
}
