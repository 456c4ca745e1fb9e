package soar.darktrace.command;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * A command as its class declares it; everything that is told about a command is rendered from this.
 *
 * @param name the name that callers use
 * @param aliases other names that it answers to
 * @param description what it does
 * @param changesState whether it changes something in Darktrace
 * @param outputsPrefix where the outputs go in the context
 * @param outputsKeyField the output by which XSOAR recognises an entry; null for none
 * @param arguments in the order of the record
 * @param outputs in the order of the declaration, with full context paths
 */
public record CommandSpec(
        String name,
        List<String> aliases,
        String description,
        boolean changesState,
        String outputsPrefix,
        @Nullable String outputsKeyField,
        List<ArgumentSpec> arguments,
        List<OutputSpec> outputs) {

    /**
     * One output.
     *
     * @param path the full context path
     */
    public record OutputSpec(String path, OutputType type, String description) {}

    static CommandSpec of(Class<?> handler) {
        Command command = Objects.requireNonNull(
                handler.getAnnotation(Command.class), () -> handler.getName() + " has no @Command");
        return new CommandSpec(
                command.name(),
                List.of(command.aliases()),
                command.description(),
                command.changesState(),
                command.context(),
                command.key().isEmpty() ? null : command.key(),
                arguments(handler, command.changesState()),
                outputs(handler, command));
    }

    private static List<OutputSpec> outputs(Class<?> handler, Command command) {
        Stream<OutputSpec> declared =
                AnnotatedElementUtils.getMergedRepeatableAnnotations(handler, Output.class).stream()
                        .map(output -> new OutputSpec(
                                output.path().isEmpty() ? command.context() : command.context() + "." + output.path(),
                                output.type(),
                                output.description()));
        return Stream.concat(declared, command.changesState() ? DryRun.OUTPUTS.stream() : Stream.empty())
                .toList();
    }

    private static List<ArgumentSpec> arguments(Class<?> handler, boolean changesState) {
        return Stream.concat(
                        Arrays.stream(argumentsType(handler).getRecordComponents())
                                .map(ArgumentSpec::of),
                        changesState ? Stream.of(DryRun.ARGUMENT) : Stream.empty())
                .toList();
    }

    /** The record that a handler takes its arguments as. */
    static Class<?> argumentsType(Class<?> handler) {
        return ResolvableType.forClass(handler)
                .as(CommandHandler.class)
                .getGeneric(0)
                .toClass();
    }

    /** Whether XSOAR provides this command itself ({@code test-module}), so that a manifest does not list it. */
    public boolean isBuiltIn() {
        return !name.startsWith("darktrace-");
    }
}
