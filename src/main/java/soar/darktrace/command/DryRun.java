package soar.darktrace.command;

import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.PlannedCall;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.command.CommandSpec.OutputSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a command would do: it runs up to its changes, reads and checks included, and each change is written down instead
 * of being sent. Every command that changes something takes it, without a line of its own.
 */
final class DryRun {

    static final String CONTEXT = "Darktrace.DryRun";

    static final ArgumentSpec ARGUMENT = new ArgumentSpec(
            "dry_run",
            "Check everything and show the calls that would be made, but change nothing.",
            ArgumentType.BOOLEAN,
            false,
            false,
            true,
            "false",
            List.of(),
            null,
            null);

    static final List<OutputSpec> OUTPUTS = List.of(
            new OutputSpec(
                    CONTEXT + ".method", OutputType.STRING, "With dry_run: the method of a call that would be made."),
            new OutputSpec(CONTEXT + ".path", OutputType.STRING, "With dry_run: its path in Darktrace."),
            new OutputSpec(CONTEXT + ".body", OutputType.STRING, "With dry_run: its body."));

    private DryRun() {}

    static boolean isAskedFor(CommandSpec spec, Map<String, JsonNode> arguments) {
        JsonNode given = arguments.get(ARGUMENT.name());
        if (!spec.changesState() || ArgumentType.isBlank(given) || given == null) {
            return false;
        }
        try {
            return (Boolean) ARGUMENT.type().read(given);
        } catch (IllegalArgumentException e) {
            throw new CommandException(
                    Reason.INVALID_ARGUMENT, ARGUMENT.name(), ARGUMENT.name() + " " + e.getMessage() + ".");
        }
    }

    static <A extends Record> Mono<CommandResult> of(
            String command, CommandHandler<A> handler, A arguments, DarktraceInstance darktrace) {
        DarktraceInstance.Rehearsal rehearsal = darktrace.rehearse();
        return handler.run(arguments, rehearsal.instance())
                .then(Mono.fromSupplier(() -> result(command, rehearsal.plannedCalls())));
    }

    private static CommandResult result(String command, List<PlannedCall> calls) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        calls.forEach(call -> rows.addObject()
                .put("method", call.method())
                .put("path", call.path())
                .put("body", call.body()));
        return CommandResult.of("Dry run of " + command + ": nothing was changed. It would send", rows)
                .inContext(CONTEXT);
    }
}
