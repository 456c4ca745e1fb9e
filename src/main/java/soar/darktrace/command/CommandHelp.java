package soar.darktrace.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a person is told about a command, on the terminal and in a war room. */
public record CommandHelp(CommandSpec command) {

    private static final String PREFIX = "darktrace-";
    private static final String ANY_TEXT = "…";
    private static final long SAMPLE_NUMBER = 95;

    /** Finds a command by a name as people write it, {@code get-breach} too; {@code unknown_command} if there is none. */
    public static CommandHelp of(List<CommandSpec> commands, String written) {
        String name = written.startsWith("!") ? written.substring(1) : written;
        return Stream.of(name, PREFIX + name)
                .flatMap(candidate ->
                        commands.stream().filter(command -> names(command).anyMatch(candidate::equals)))
                .findFirst()
                .map(CommandHelp::new)
                .orElseThrow(() -> CommandCatalogue.unknown(
                        name, commands.stream().flatMap(CommandHelp::names).toList()));
    }

    /** The name and the aliases. */
    public String names() {
        return names(command).collect(Collectors.joining(", "));
    }

    private static Stream<String> names(CommandSpec command) {
        return Stream.concat(Stream.of(command.name()), command.aliases().stream());
    }

    /** What it changes, in a sentence; empty for nothing. */
    public String warning() {
        return switch (command.effect()) {
            case READS -> "";
            case CHANGES -> "It changes something in Darktrace.";
            case CONTAINS -> "It can contain a device, or let it go.";
            case ADMINISTERS -> "It changes something in this service.";
        };
    }

    /** The type of an argument, whether it is required, and which values it takes. */
    public static String facts(ArgumentSpec argument) {
        List<String> facts = new ArrayList<>();
        facts.add(argument.type().name().toLowerCase(Locale.ROOT) + (argument.isArray() ? "s, comma separated" : ""));
        if (argument.defaultValue() != null) {
            facts.add("default " + argument.defaultValue());
        } else {
            facts.add(argument.isNeeded() ? "required" : "optional");
        }
        if (!argument.aliases().isEmpty()) {
            facts.add("also " + String.join(" ", argument.aliases()));
        }
        if (!argument.predefined().isEmpty()) {
            facts.add("one of " + String.join(" ", argument.predefined()));
        }
        if (argument.isLimited()) {
            facts.add(argument.limits());
        }
        return String.join(", ", facts);
    }

    /** The command with all required arguments, as people type it. */
    public String example() {
        return samples().entrySet().stream()
                .map(argument -> " " + argument.getKey() + "=" + quoted(argument.getValue()))
                .collect(Collectors.joining("", command.name(), ""));
    }

    /** A value for each required argument, as text. */
    public Map<String, String> samples() {
        Map<String, String> samples = new LinkedHashMap<>();
        command.arguments().stream()
                .filter(ArgumentSpec::isNeeded)
                .forEach(argument -> samples.put(argument.name(), sample(argument)));
        return samples;
    }

    private static String quoted(String value) {
        return value.equals(ANY_TEXT) || value.contains(" ") ? '"' + value + '"' : value;
    }

    private static String sample(ArgumentSpec argument) {
        if (!argument.predefined().isEmpty()) {
            return argument.predefined().get(0);
        }
        return switch (argument.type()) {
            case STRING -> ANY_TEXT;
            case BOOLEAN -> "true";
            case NUMBER, DECIMAL -> Long.toString(inLimits(argument));
            case DURATION -> "10 minutes";
            case JSON -> "{}";
        };
    }

    private static long inLimits(ArgumentSpec argument) {
        long notBelow = argument.minimum() == null ? SAMPLE_NUMBER : Math.max(SAMPLE_NUMBER, argument.minimum());
        return argument.maximum() == null ? notBelow : Math.min(notBelow, argument.maximum());
    }
}
