package soar.darktrace.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import soar.darktrace.command.CommandSpec;
import soar.darktrace.command.DeclaredCommands;
import soar.darktrace.warroom.WarRoomLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

class CommandReferenceTest {

    private final List<CommandSpec> specs = DeclaredCommands.specs();

    @Test
    void hasAnExampleOfEveryCommandButTheBuiltInOnes() {
        assertThat(specs.stream().filter(spec -> !spec.isBuiltIn()))
                .allSatisfy(spec -> assertThat(Files.exists(PublishedExamples.testCase(spec)))
                        .as("%s has no published example: add %s", spec.name(), PublishedExamples.testCase(spec))
                        .isTrue());
    }

    @Test
    void linksToTheSectionOfEachCommandOnThePageOfItsFamily() {
        Map<String, String> pages = CommandReference.pages(specs, Map.of());
        assertThat(specs).allSatisfy(spec -> {
            String page = spec.family() + ".md";
            assertThat(pages.get("README.md"))
                    .contains("](%s)\n".formatted(page))
                    .contains("](%s) | ".formatted(page) + ofFamily(spec) + " | "
                            + spec.family().about())
                    .contains("| [%1$s](%2$s#%1$s) | ".formatted(spec.name(), page));
            assertThat(pages.get(page))
                    .contains("| [%1$s](#%1$s) | ".formatted(spec.name()))
                    .contains("\n## %s\n".formatted(spec.name()));
        });
    }

    private long ofFamily(CommandSpec spec) {
        return specs.stream()
                .filter(other -> other.family().equals(spec.family()))
                .count();
    }

    @Test
    void aCommandIsOfTheFamilyOfItsFeatureOrOfTheService() {
        assertThat(specs)
                .extracting(CommandSpec::name, spec -> spec.family().toString())
                .contains(
                        tuple("darktrace-get-breach", "breach"),
                        tuple("darktrace-clear-action", "respond"),
                        tuple("darktrace-sink-status", "service"),
                        tuple("help", "service"));
    }

    @Test
    void showsExamplesThatAnAnalystCanType() {
        PublishedExamples.of(specs)
                .forEach(
                        (command, example) -> assertThat(read(example, command)).isEqualTo(texts(example.args())));
    }

    @Test
    void quotesWhatHoldsSpacesOrQuotes() {
        Map<String, JsonNode> args = new LinkedHashMap<>();
        args.put("query", StringNode.valueOf("label:\"a b\""));
        args.put("path", StringNode.valueOf("C:\\x y"));
        args.put("list", JsonNodeFactory.instance.arrayNode().add("a, b").add("c"));
        CommandExample example = new CommandExample(args, NullNode.getInstance(), "");
        assertThat(example.warRoomLine("c")).startsWith("!c query=\"label:\\\"a b\\\"\" path=\"C:\\\\x y\"");
        assertThat(read(example, "c")).isEqualTo(texts(args));
    }

    @Test
    void escapesWhatMarkdownWouldRead() {
        assertThat(String.join("", CommandReference.pages(specs, Map.of()).values()))
                .contains(" \\* is a wildcard");
    }

    private static Map<String, String> read(CommandExample example, String command) {
        return WarRoomLine.parse(example.warRoomLine(command)).arguments();
    }

    private static Map<String, String> texts(Map<String, JsonNode> args) {
        Map<String, String> texts = new HashMap<>();
        args.forEach((name, value) -> texts.put(name, value.isContainer() ? value.toString() : value.asString()));
        return texts;
    }
}
