package soar.darktrace.manifest;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import soar.darktrace.command.ArgumentSpec;
import soar.darktrace.command.CommandAnswer;
import soar.darktrace.command.CommandSpec;
import soar.darktrace.command.CommandSpec.OutputSpec;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.core.util.Separators.Spacing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** The command reference as a markdown document, in the form that the documents of XSOAR's integrations have. */
final class CommandReference {

    private static final ObjectWriter JSON = JsonMapper.shared()
            .writer()
            .with(new DefaultPrettyPrinter(Separators.createDefaultInstance()
                            .withObjectNameValueSpacing(Spacing.AFTER)
                            .withObjectEmptySeparator("")
                            .withArrayEmptySeparator(""))
                    .withObjectIndenter(new DefaultIndenter("    ", "\n"))
                    .withArrayIndenter(new DefaultIndenter("    ", "\n")));

    private CommandReference() {}

    /**
     * Renders the document.
     *
     * @param examples the published example of each command that has one, by the command's name
     */
    static String render(List<CommandSpec> specs, Map<String, CommandExample> examples) {
        return """
                # Commands

                Each command can be typed as a war-room line, as its example shows, or sent to this service as
                `POST /api/v1/commands/{name}` with its arguments as JSON; the OpenAPI document at `/openapi` has the
                types. Long examples are cut: `…` stands for the items of a list after its first %s and for the rest of
                a table cell after %s characters.

                | **Command** | **Description** | **Effect** |
                | --- | --- | --- |
                %s
                %s""".formatted(
                        Excerpt.ITEMS,
                        Excerpt.CELL_LENGTH,
                        specs.stream().map(CommandReference::entry).collect(Collectors.joining()),
                        specs.stream()
                                .map(spec -> section(spec) + example(spec, examples.get(spec.name())))
                                .collect(Collectors.joining("\n")));
    }

    /** The table of the commands for a document from which the reference is found at that place. */
    static String overview(List<CommandSpec> specs, String reference) {
        return """
                | Command | What it does | Effect |
                | --- | --- | --- |
                %s""".formatted(specs.stream()
                .map(spec -> row(
                        "[`%1$s`](%2$s#%1$s)".formatted(spec.name(), reference),
                        escaped(spec.summary()),
                        spec.effect().toString()))
                .collect(Collectors.joining()));
    }

    private static String entry(CommandSpec spec) {
        return row(
                "[%1$s](#%1$s)".formatted(spec.name()),
                escaped(spec.description()),
                spec.effect().toString());
    }

    private static String section(CommandSpec spec) {
        return """
                ## %1$s

                %2$s

                ### Base Command

                `%1$s`%5$s

                ### Input

                %3$s
                ### Context Output

                | **Path** | **Type** | **Description** |
                | --- | --- | --- |
                %4$s""".formatted(
                spec.name(),
                escaped(spec.description()),
                input(spec.arguments()),
                spec.outputs().stream().map(CommandReference::output).collect(Collectors.joining()),
                spec.aliases().stream().map(", also known as `%s`"::formatted).collect(Collectors.joining()));
    }

    private static String input(List<ArgumentSpec> arguments) {
        return arguments.isEmpty()
                ? "There are no input arguments for this command.\n"
                : """
                | **Argument Name** | **Description** | **Required** |
                | --- | --- | --- |
                %s""".formatted(
                        arguments.stream().map(CommandReference::argument).collect(Collectors.joining()));
    }

    private static String argument(ArgumentSpec argument) {
        List<String> offered = IntegrationCommand.offered(argument);
        String values = offered.isEmpty() ? "" : " Possible values are: " + String.join(", ", offered) + ".";
        String standard = argument.defaultValue() == null ? "" : " Default is " + argument.defaultValue() + ".";
        return row(
                argument.name(),
                escaped(argument.description() + values + standard),
                argument.required() ? "Required" : "Optional");
    }

    private static String output(OutputSpec output) {
        return row(output.path(), output.type().xsoarName(), escaped(output.description()));
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String escaped(String text) {
        return text.replaceAll("([\\\\|*<`])", "\\\\$1");
    }

    private static String example(CommandSpec spec, @Nullable CommandExample example) {
        return example == null
                ? ""
                : """

                ### Command Example

                ```
                %s
                ```

                ### Context Example

                ```json
                %s
                ```

                ### Human Readable Output

                %s""".formatted(
                                example.warRoomLine(spec.name()),
                                JSON.writeValueAsString(context(spec, Excerpt.of(example.outputs()))),
                                Excerpt.ofTable(example.readableOutput()).replaceAll("(?m)^(?=.)", "> "));
    }

    private static JsonNode context(CommandSpec spec, JsonNode outputs) {
        return spec.outputsPrefix().isEmpty() ? outputs : CommandAnswer.nested(spec.outputsPrefix(), outputs);
    }
}
