package soar.darktrace.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import soar.darktrace.command.ArgumentSpec;
import soar.darktrace.command.ArgumentType;
import soar.darktrace.command.CommandSpec;

/**
 * {@code completion}: a script by which a shell completes commands, arguments, values and options. What it knows of the commands is
 * rendered from their declarations, behind the part that is written for the shell.
 */
record CompletionScript(List<CommandSpec> commands) {

    /** The first word of its line. */
    static final String NAME = "completion";

    private static final List<String> SHELLS = List.of("bash", "zsh");
    private static final String PREFIX = "darktrace-";

    /** What a shell could take for something else is not offered. */
    private static final Pattern PLAIN = Pattern.compile("[\\w.+-]+");

    private static final Pattern FIRST_SENTENCE = Pattern.compile("(?s)(.*?\\.)(\\s.*|$)");

    /** The words of the terminal that are no commands. */
    private static final List<String> OWN = List.of(
            "help:About all commands, or one.",
            ConfigurationCheck.NAME + ":Whether a server would start with this configuration, and reach what it names.",
            NAME + ":A script by which bash or zsh completes these lines.",
            NewApiKey.NAME + ":A key for a caller, and its entry in the configuration.",
            VerifyAudit.NAME + ":Whether the audit is as it was written.");

    String of(TerminalLine line) {
        List<String> words = line.words();
        if (words.size() != 2 || !SHELLS.contains(words.get(1))) {
            throw TerminalLine.invalid("Write " + NAME + " " + String.join(" or ", SHELLS) + ".");
        }
        String shell = words.get(1);
        return written(shell) + data() + (shell.equals("zsh") ? ZSH_END : "");
    }

    /** As an autoloaded file it is the function; sourced, it registers it. */
    private static final String ZSH_END = """

            if [[ $funcstack[1] == _darktrace ]]; then
              _darktrace "$@"
            else
              compdef _darktrace darktrace
            fi
            """;

    private static String written(String shell) {
        try {
            return new ClassPathResource("completion/" + shell).getContentAsString(UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String data() {
        Stream<String> names = Stream.concat(
                OWN.stream(),
                commands.stream()
                        .filter(command ->
                                OWN.stream().noneMatch(own -> own.startsWith(shortened(command.name()) + ":")))
                        .map(command -> shortened(command.name()) + ":" + command.summary()));
        return function("_darktrace_commands", "  " + printed(names.sorted()) + "\n")
                + function(
                        "_darktrace_arguments", chosen("$1", commands.stream().map(CompletionScript::arguments)))
                + function(
                        "_darktrace_values", chosen("$1:$2", commands.stream().flatMap(CompletionScript::values)));
    }

    private static String arguments(CommandSpec command) {
        Stream<String> using =
                command.isForService() ? Stream.empty() : Stream.of("using:Name of the instance to ask.");
        return names(command)
                + printed(Stream.concat(
                        command.arguments().stream()
                                .map(argument -> argument.name() + ":" + firstSentence(argument.description())),
                        using));
    }

    private static Stream<String> values(CommandSpec command) {
        return command.arguments().stream()
                .filter(argument -> !values(argument).isEmpty())
                .map(argument -> Stream.concat(Stream.of(argument.name()), argument.aliases().stream())
                                .flatMap(name -> names(command, ":" + name))
                                .collect(joining("|", "", ") "))
                        + printed(values(argument).stream()));
    }

    private static List<String> values(ArgumentSpec argument) {
        return argument.type() == ArgumentType.BOOLEAN
                ? List.of("true", "false")
                : argument.predefined().stream()
                        .filter(PLAIN.asMatchPredicate())
                        .toList();
    }

    private static String names(CommandSpec command) {
        return names(command, "").collect(joining("|", "", ") "));
    }

    private static Stream<String> names(CommandSpec command, String end) {
        return Stream.concat(Stream.of(command.name()), command.aliases().stream())
                .map(name -> shortened(name) + end)
                .distinct();
    }

    private static String shortened(String name) {
        return name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
    }

    private static String firstSentence(String description) {
        return FIRST_SENTENCE.matcher(description).replaceFirst("$1");
    }

    private static String function(String name, String body) {
        return name + "() {\n" + body + "}\n";
    }

    private static String chosen(String by, Stream<String> cases) {
        return "  case " + by + " in\n"
                + cases.map(one -> "    " + one + " ;;\n").collect(joining()) + "  esac\n";
    }

    private static String printed(Stream<String> lines) {
        return lines.map(CompletionScript::quoted).collect(joining(" ", "printf '%s\\n' ", ""));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''").replace('\n', ' ') + "'";
    }
}
