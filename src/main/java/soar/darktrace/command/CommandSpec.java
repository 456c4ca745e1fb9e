package soar.darktrace.command;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import soar.darktrace.access.Caller;

/**
 * A command as its class declares it; everything that is published about a command is rendered from this.
 *
 * @param name the name that callers use
 * @param aliases other names that it answers to
 * @param family the heading under which it is listed
 * @param description what it does
 * @param effect what it does to the world
 * @param isForService whether it is for this service itself, so that it has no instance
 * @param hasFile whether it may return a file
 * @param isAudited whether it is audited: every change is, and what returns the traffic or the mail of people
 * @param polls whether it may answer that it is not finished
 * @param outputsPrefix where the outputs go in the context; empty for nowhere
 * @param outputsKeyField the output by which XSOAR recognises an entry, or several with commas; null for none
 * @param arguments in the order of the record
 * @param outputs in the order of the declaration, with full context paths
 * @param columns of its table, as paths below the context; empty for the outputs as a whole
 */
public record CommandSpec(
        String name,
        List<String> aliases,
        Family family,
        String description,
        Effect effect,
        boolean isForService,
        boolean hasFile,
        boolean isAudited,
        boolean polls,
        String outputsPrefix,
        @Nullable String outputsKeyField,
        List<ArgumentSpec> arguments,
        List<OutputSpec> outputs,
        List<String> columns) {

    /**
     * One output.
     *
     * @param context where it goes in the context: the command's prefix or another; empty for nowhere
     * @param path the full context path
     */
    public record OutputSpec(String context, String path, OutputType type, String description) {

        static OutputSpec of(String context, String below, OutputType type, String description) {
            return new OutputSpec(context, joined(context, below), type, description);
        }

        private static String joined(String context, String below) {
            return context.isEmpty() || below.isEmpty() ? context + below : context + "." + below;
        }
    }

    static CommandSpec of(Class<?> handler) {
        Command command = declarationOf(handler);
        requireRehearsal(handler, command);
        requireRead(handler, command);
        return new CommandSpec(
                command.name(),
                List.of(command.aliases()),
                Family.of(handler),
                command.description(),
                command.effect(),
                ServiceCommand.class.isAssignableFrom(handler),
                command.file(),
                command.audited() || command.effect().isChange(),
                command.polls(),
                command.context(),
                command.key().isEmpty() ? null : command.key(),
                arguments(handler, command.effect()),
                outputs(handler, command),
                columns(handler));
    }

    private static List<String> columns(Class<?> handler) {
        Columns declared = AnnotatedElementUtils.findMergedAnnotation(handler, Columns.class);
        return declared == null ? List.of() : List.of(declared.value());
    }

    /** The columns that are declared to hold times. */
    Set<String> timeColumns() {
        return columns.stream()
                .filter(column -> outputs.stream()
                        .anyMatch(output -> output.type() == OutputType.DATE
                                && output.path().equals(outputsPrefix + "." + column)))
                .collect(Collectors.toUnmodifiableSet());
    }

    static Command declarationOf(Class<?> handler) {
        return Objects.requireNonNull(
                handler.getAnnotation(Command.class), () -> handler.getName() + " has no @Command");
    }

    /** Only changes in Darktrace are held back by the transport; of others nobody but the command knows. */
    private static void requireRehearsal(Class<?> handler, Command command) {
        if (command.effect().isChange()
                && !command.effect().isInDarktrace()
                && Arrays.stream(handler.getDeclaredMethods())
                        .noneMatch(method -> method.getName().equals("rehearse"))) {
            throw new IllegalStateException(
                    handler.getName() + " changes this service: it must say in rehearse what a dry run shows");
        }
    }

    /** Whoever wants answer and file sends the command twice. */
    private static void requireRead(Class<?> handler, Command command) {
        if (command.file() && command.effect().isChange()) {
            throw new IllegalStateException(
                    handler.getName() + " has a file, for which it runs a second time: it must not change anything");
        }
    }

    private static List<OutputSpec> outputs(Class<?> handler, Command command) {
        Stream<OutputSpec> declared =
                AnnotatedElementUtils.getMergedRepeatableAnnotations(handler, Output.class).stream()
                        .map(output -> OutputSpec.of(
                                output.context().isEmpty() ? command.context() : output.context(),
                                output.path(),
                                output.type(),
                                output.description()));
        return Stream.concat(declared, DryRun.outputs(command.effect())).toList();
    }

    private static List<ArgumentSpec> arguments(Class<?> handler, Effect effect) {
        List<ArgumentSpec> arguments = Stream.concat(
                        ArgumentRecord.of(argumentsType(handler).asSubclass(Record.class)).arguments().stream(),
                        DryRun.argument(effect).stream())
                .toList();
        Set<String> names = new HashSet<>();
        arguments.forEach(argument -> {
            if (!names.add(argument.name())) {
                throw new IllegalStateException(handler.getName() + " has two arguments " + argument.name());
            }
        });
        return arguments;
    }

    /** The record that a handler takes its arguments as. */
    static Class<?> argumentsType(Class<?> handler) {
        return ResolvableType.forClass(handler)
                .as(CommandHandler.class)
                .getGeneric(0)
                .toClass();
    }

    /** The same commands, each beside the others of its family, in the order of the families. */
    public static List<CommandSpec> byFamily(List<CommandSpec> specs) {
        return specs.stream().sorted(Comparator.comparing(CommandSpec::family)).toList();
    }

    /** The first sentence of the description. */
    public String summary() {
        return description.split("(?<=\\.) ", 2)[0];
    }

    /** Whether it changes anything, in Darktrace or in this service. */
    public boolean changesState() {
        return effect.isChange();
    }

    /** Whether this caller may run it. */
    public boolean isFor(Caller caller) {
        return caller.mayRun(name, effect.role());
    }

    /** Whether it changes this service itself, of which no exchange with Darktrace knows. */
    boolean changesThisService() {
        return effect.isChange() && !effect.isInDarktrace();
    }

    /** Whether XSOAR provides this command itself ({@code test-module}), so that a manifest does not list it. */
    public boolean isBuiltIn() {
        return !name.startsWith("darktrace-");
    }
}
