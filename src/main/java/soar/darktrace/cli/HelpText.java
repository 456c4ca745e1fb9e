package soar.darktrace.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import soar.darktrace.command.ArgumentSpec;
import soar.darktrace.command.CommandHelp;
import soar.darktrace.command.CommandSpec;
import soar.darktrace.command.CommandSpec.OutputSpec;

/** The output of {@code help}, rendered from the declarations. */
record HelpText(List<CommandSpec> commands) {

    private static final String USAGE = """
            Usage: darktrace [!]<command> [<argument>=<value> …] [using=<instance>] [--output=table|json|markdown|csv] [--all]
                   darktrace help [<command>]
                   darktrace new-api-key <id> --roles=read,write
                   darktrace check-config [--<property>=<value> …]
                   darktrace completion bash|zsh
                   darktrace verify-audit [head=<position>:<hmac>]
                   darktrace --version

            The jar takes the same line: java -jar darktrace-connector.jar <command> … The prefix darktrace- of a command may be
            left out.

            A read runs in this process. Everything else goes to a running connector, which checks and audits it, a dry
            run too: to http://127.0.0.1:8080, or where --server says; with --server, reads go there as well. A key of
            the connector is read from --key-file or the environment (DARKTRACE_CONNECTOR_KEY), a private authority from
            --ca-file (PEM).

            Settings of this process are read as by the server: application.yml here or in ./config, environment variables, or options
            such as --darktrace.instances.main.url=https://darktrace.example.com. Without a command the server starts.
            A terminal gets a table that fits it (--all for every column), a file or a pipe Markdown; --json is --output=json. Exit codes: 0 done, 1 failed, 2 wrong command line,
            3 some of several things failed.
            """;

    String about(@Nullable String topic) {
        return topic == null ? overview() : details(topic);
    }

    private String overview() {
        int width = width(commands.stream().map(CommandSpec::name));
        return USAGE
                + CommandSpec.byFamily(commands).stream()
                        .collect(Collectors.groupingBy(CommandSpec::family, LinkedHashMap::new, Collectors.toList()))
                        .entrySet()
                        .stream()
                        .map(family -> section(
                                "Commands, " + family.getKey().title(),
                                family.getValue().stream()
                                        .map(command -> padded(command.name(), width) + command.summary())))
                        .collect(Collectors.joining());
    }

    private String details(String name) {
        CommandHelp help = CommandHelp.of(commands, name);
        CommandSpec command = help.command();
        return help.names() + "\n\n" + command.description() + "\n"
                + (help.warning().isEmpty() ? "" : help.warning() + "\n")
                + section("Arguments", command.arguments().stream().map(HelpText::argument))
                + section("Outputs", outputs(command.outputs()))
                + section("Example", Stream.of(help.example()));
    }

    private static String section(String title, Stream<String> entries) {
        String body = entries.map(entry -> "  " + entry + "\n").collect(Collectors.joining());
        return "\n" + title + ":" + (body.isEmpty() ? " none\n" : "\n" + body);
    }

    private static String argument(ArgumentSpec argument) {
        return argument.name() + ": " + CommandHelp.facts(argument) + "\n      " + argument.description();
    }

    private static Stream<String> outputs(List<OutputSpec> outputs) {
        int pathWidth = width(outputs.stream().map(OutputSpec::path));
        int typeWidth = width(outputs.stream().map(output -> output.type().xsoarName()));
        return outputs.stream()
                .map(output -> padded(output.path(), pathWidth)
                        + padded(output.type().xsoarName(), typeWidth)
                        + output.description());
    }

    private static int width(Stream<String> names) {
        return names.mapToInt(String::length).max().orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length() + 2);
    }
}
