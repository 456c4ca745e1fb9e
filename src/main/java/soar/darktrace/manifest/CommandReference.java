package soar.darktrace.manifest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import soar.darktrace.command.ArgumentSpec;
import soar.darktrace.command.CommandAnswer;
import soar.darktrace.command.CommandSpec;
import soar.darktrace.command.CommandSpec.OutputSpec;
import soar.darktrace.command.Family;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.core.util.Separators.Spacing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** The command reference as markdown pages, one for each family, in the form that the documents of XSOAR's integrations have. */
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

    /** The pages: an index, {@code README.md}, and one page for each family of commands, by file name. */
    static Map<String, String> pages(List<CommandSpec> specs, Map<String, CommandExample> examples) {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("README.md", index(specs));
        families(specs).forEach((family, members) -> pages.put(page(family), page(family, members, examples)));
        return pages;
    }

    private static String index(List<CommandSpec> specs) {
        return """
                # Commands

                Each command can be typed as a war-room line, as its example shows, or sent to this service as
                `POST /api/v1/commands/{name}` with its arguments as JSON; the OpenAPI document at `/openapi` has the
                types.

                %s
                %s""".formatted(
                        overview(specs, ""),
                        families(specs).entrySet().stream()
                                .map(family -> "## [" + family.getKey().title() + "](" + page(family.getKey()) + ")\n\n"
                                        + table(family.getValue(), page(family.getKey()), CommandSpec::summary))
                                .collect(Collectors.joining("\n")));
    }

    /**
     * The page of one family.
     *
     * @param examples the published example of each command that has one, by the command's name
     */
    private static String page(Family family, List<CommandSpec> specs, Map<String, CommandExample> examples) {
        return """
                # %s

                %s

                How commands are sent, and all others: [Commands](README.md). Long examples are cut: `…` stands for the
                items of a list after its first %s and for the rest of a table cell after %s characters.

                %s
                %s""".formatted(
                        family.title(),
                        escaped(family.about()),
                        Excerpt.ITEMS,
                        Excerpt.CELL_LENGTH,
                        table(specs, "", CommandSpec::description),
                        specs.stream()
                                .map(spec -> section(spec) + example(spec, examples.get(spec.name())))
                                .collect(Collectors.joining("\n")));
    }

    private static Map<Family, List<CommandSpec>> families(List<CommandSpec> specs) {
        return CommandSpec.byFamily(specs).stream()
                .collect(Collectors.groupingBy(CommandSpec::family, LinkedHashMap::new, Collectors.toList()));
    }

    private static String page(Family family) {
        return family + ".md";
    }

    /** The families, one a line, for a document from which the pages are found in that directory, which ends in a slash. */
    static String overview(List<CommandSpec> specs, String directory) {
        return """
                | Family | Commands | What they are for |
                | --- | --- | --- |
                %s""".formatted(families(specs).entrySet().stream()
                .map(family -> row(
                        "[%s](%s%s)".formatted(family.getKey().title(), directory, page(family.getKey())),
                        Integer.toString(family.getValue().size()),
                        escaped(family.getKey().about())))
                .collect(Collectors.joining()));
    }

    private static String table(List<CommandSpec> specs, String page, Function<CommandSpec, String> about) {
        return """
                | **Command** | **Description** | **Effect** |
                | --- | --- | --- |
                %s""".formatted(specs.stream()
                .map(spec -> row(
                        "[%1$s](%2$s#%1$s)".formatted(spec.name(), page),
                        escaped(about.apply(spec)),
                        spec.effect().toString()))
                .collect(Collectors.joining()));
    }

    static String section(CommandSpec spec) {
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
                escaped(argument.description()
                        + values
                        + standard
                        + argument.aliases().stream()
                                .map(" Also known as %s."::formatted)
                                .collect(Collectors.joining())),
                argument.required() ? "Required" : "Optional");
    }

    private static String output(OutputSpec output) {
        return row(output.path(), output.type().xsoarName(), escaped(output.description()));
    }

    static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    static String escaped(String text) {
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
