package soar.darktrace.manifest;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import soar.darktrace.command.ArgumentSpec;
import soar.darktrace.command.ArgumentType;
import soar.darktrace.command.CommandSpec;
import soar.darktrace.command.CommandSpec.OutputSpec;

/**
 * A command in the integration document.
 *
 * @param polling says that XSOAR may ask again with the same command; null where it need not
 * @param execution marks what XSOAR calls potentially harmful: it changes something outside of XSOAR
 */
record IntegrationCommand(
        String name,
        @Nullable Boolean deprecated,
        boolean execution,
        @Nullable Boolean polling,
        String description,
        List<Argument> arguments,
        List<Output> outputs) {

    /**
     * One argument.
     *
     * @param auto says that there are {@code predefined} values
     */
    record Argument(
            String name,
            boolean required,
            String description,
            @Nullable String auto,
            List<String> predefined,
            boolean isArray,
            @Nullable String defaultValue) {

        /** The argument, then its aliases: XSOAR hands over only what it knows. It cannot insist on one of several. */
        static Stream<Argument> of(ArgumentSpec argument) {
            return Stream.concat(
                    Stream.of(named(
                            argument.name(),
                            argument.required() && argument.aliases().isEmpty(),
                            argument)),
                    argument.aliases().stream().map(alias -> named(alias, false, argument)));
        }

        private static Argument named(String name, boolean required, ArgumentSpec argument) {
            List<String> offered = offered(argument);
            return new Argument(
                    name,
                    required,
                    name.equals(argument.name())
                            ? argument.description()
                            : "Another name of %s.".formatted(argument.name()),
                    offered.isEmpty() ? null : "PREDEFINED",
                    offered,
                    argument.isArray(),
                    name.equals(argument.name()) ? argument.defaultInXsoar() : null);
        }
    }

    /** One output. */
    record Output(String contextPath, String description, String type) {

        static Output of(OutputSpec output) {
            return new Output(output.path(), output.description(), output.type().xsoarName());
        }
    }

    /** The command, then one deprecated entry for each of its aliases. */
    static Stream<IntegrationCommand> of(CommandSpec spec) {
        return Stream.concat(
                Stream.of(named(spec.name(), null, spec.description(), spec)),
                spec.aliases().stream()
                        .map(alias -> named(alias, true, "Use %s instead.".formatted(spec.name()), spec)));
    }

    private static IntegrationCommand named(
            String name, @Nullable Boolean deprecated, String description, CommandSpec spec) {
        return new IntegrationCommand(
                name,
                deprecated,
                spec.changesState(),
                spec.polls() ? true : null,
                description,
                spec.arguments().stream().flatMap(Argument::of).toList(),
                spec.outputs().stream().map(Output::of).toList());
    }

    /** The values that XSOAR offers in a list; its booleans are such a list too. */
    static List<String> offered(ArgumentSpec argument) {
        return argument.type() == ArgumentType.BOOLEAN ? List.of("true", "false") : argument.predefined();
    }
}
