package soar.darktrace.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import soar.darktrace.command.ArgumentSpec;
import soar.darktrace.command.CommandCatalogue;
import soar.darktrace.command.CommandSpec;
import soar.darktrace.command.CommandSpec.OutputSpec;

/** The output of {@code help}, rendered from the declarations. */
record HelpText(List<CommandSpec> commands) {

    private static final String USAGE = """
            Usage: java -jar darktrace-connector.jar [!]<command> [<argument>=<value> …] [using=<instance>] [--json]
                   java -jar darktrace-connector.jar help [<command>]
                   java -jar darktrace-connector.jar --version

            Settings are read as by the server: application.yml here or in ./config, environment variables, or options
            such as --darktrace.instances.main.url=https://darktrace.example.com. Without a command the server starts.
            --json prints the whole answer instead of its table. Exit codes: 0 done, 1 failed, 2 wrong command line.
            """;

    private static final long SAMPLE_NUMBER = 95;

    String about(@Nullable String topic) {
        return topic == null ? overview() : details(topic);
    }

    private String overview() {
        int width = width(commands.stream().map(CommandSpec::name));
        return USAGE
                + section(
                        "Commands",
                        commands.stream().map(command -> padded(command.name(), width) + command.summary()));
    }

    private String details(String name) {
        CommandSpec command = commands.stream()
                .filter(known -> names(known).anyMatch(name::equals))
                .findFirst()
                .orElseThrow(() -> CommandCatalogue.unknown(
                        name, commands.stream().flatMap(HelpText::names).toList()));
        return names(command).collect(Collectors.joining(", ")) + "\n\n" + command.description()
                + switch (command.effect()) {
                    case READS -> "\n";
                    case CHANGES -> "\nIt changes something in Darktrace.\n";
                    case CONTAINS -> "\nIt can contain a device, or let it go.\n";
                    case ADMINISTERS -> "\nIt changes something in this service.\n";
                }
                + section("Arguments", command.arguments().stream().map(HelpText::argument))
                + section("Outputs", outputs(command.outputs()))
                + section("Example", Stream.of(example(command)));
    }

    private static String section(String title, Stream<String> entries) {
        String body = entries.map(entry -> "  " + entry + "\n").collect(Collectors.joining());
        return "\n" + title + ":" + (body.isEmpty() ? " none\n" : "\n" + body);
    }

    private static Stream<String> names(CommandSpec command) {
        return Stream.concat(Stream.of(command.name()), command.aliases().stream());
    }

    private static String argument(ArgumentSpec argument) {
        return argument.name() + ": " + String.join(", ", facts(argument)) + "\n      " + argument.description();
    }

    private static List<String> facts(ArgumentSpec argument) {
        List<String> facts = new ArrayList<>();
        facts.add(argument.type().name().toLowerCase(Locale.ROOT) + (argument.isArray() ? "s, comma separated" : ""));
        if (argument.defaultValue() != null) {
            facts.add("default " + argument.defaultValue());
        } else {
            facts.add(argument.isNeeded() ? "required" : "optional");
        }
        if (!argument.predefined().isEmpty()) {
            facts.add("one of " + String.join(" ", argument.predefined()));
        }
        if (argument.isLimited()) {
            facts.add(argument.limits());
        }
        return facts;
    }

    private static Stream<String> outputs(List<OutputSpec> outputs) {
        int pathWidth = width(outputs.stream().map(OutputSpec::path));
        int typeWidth = width(outputs.stream().map(output -> output.type().xsoarName()));
        return outputs.stream()
                .map(output -> padded(output.path(), pathWidth)
                        + padded(output.type().xsoarName(), typeWidth)
                        + output.description());
    }

    /** The command with all required arguments. */
    private static String example(CommandSpec command) {
        return command.arguments().stream()
                .filter(ArgumentSpec::isNeeded)
                .map(argument -> " " + argument.name() + "=" + sample(argument))
                .collect(Collectors.joining("", command.name(), ""));
    }

    private static String sample(ArgumentSpec argument) {
        if (!argument.predefined().isEmpty()) {
            return argument.predefined().get(0);
        }
        return switch (argument.type()) {
            case STRING -> "\"…\"";
            case BOOLEAN -> "true";
            case NUMBER, DECIMAL -> Long.toString(inLimits(argument));
            case DURATION -> "\"10 minutes\"";
            case JSON -> "{}";
        };
    }

    private static long inLimits(ArgumentSpec argument) {
        long notBelow = argument.minimum() == null ? SAMPLE_NUMBER : Math.max(SAMPLE_NUMBER, argument.minimum());
        return argument.maximum() == null ? notBelow : Math.min(notBelow, argument.maximum());
    }

    private static int width(Stream<String> names) {
        return names.mapToInt(String::length).max().orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length() + 2);
    }
}
