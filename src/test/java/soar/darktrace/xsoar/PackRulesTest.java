package soar.darktrace.xsoar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import soar.darktrace.BuildDirectory;
import tools.jackson.databind.JsonNode;

/**
 * The rules of demisto-sdk's {@code validate}, as far as this pack has ever broken one, on the pack as the SDK reads it
 * ({@code target/content/Packs}). Each test names the codes that it stands for.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackRulesTest {

    private static final Path PACK = BuildDirectory.PATH.resolve("content/Packs/DarktraceConnector");

    private final JsonNode manifest = read("Integrations/integration-Darktrace_Connector.yml");
    private final JsonNode metadata = read("pack_metadata.json");

    /** PA128, PA101. */
    @Test
    void thePackHasItsIgnoreFilesAReadmeAndTheReleaseNoteOfItsVersion() {
        String version = metadata.path("currentVersion").asString();

        assertThat(Stream.of(".pack-ignore", ".secrets-ignore", "README.md"))
                .allSatisfy(file -> assertThat(PACK.resolve(file)).isNotEmptyFile());
        assertThat(PACK.resolve("ReleaseNotes/" + version.replaceAll("-.*", "").replace('.', '_') + ".md"))
                .isNotEmptyFile();
    }

    /** RM109. */
    @Test
    void everyIntegrationAutomationAndPlaybookHasAReadme() throws IOException {
        for (String folder : List.of("Integrations", "Scripts", "Playbooks")) {
            assertThat(files(folder, ".yml"))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(file.resolveSibling(
                                    file.getFileName().toString().replace(".yml", "_README.md")))
                            .isNotEmptyFile());
        }
    }

    /** RM110. */
    @Test
    void theReadmeOfTheIntegrationNamesEveryCommand() throws IOException {
        assertThat(Files.readString(PACK.resolve("Integrations/integration-Darktrace_Connector_README.md")))
                .contains(manifest.at("/script/commands").findValuesAsString("name"));
    }

    /** RM116. */
    @Test
    void everyPlaybookHasAPictureOnceThereAreAny() throws IOException {
        if (Files.isDirectory(PACK.resolve("doc_files"))
                && !files("doc_files", "Darktrace.png").isEmpty()) {
            assertThat(files("Playbooks", ".yml"))
                    .allSatisfy(file -> assertThat(PACK.resolve("doc_files/"
                                    + file.getFileName()
                                            .toString()
                                            .replace("playbook-", "")
                                            .replace(".yml", ".png")))
                            .exists());
        }
    }

    /** IM100, IM101, IM111: {@link PackIconTest} looks at its size. */
    @Test
    void theIconIsTheOneOfThePack() throws IOException {
        byte[] icon = Files.readAllBytes(PACK.resolve("Integrations/integration-Darktrace_Connector.png"));

        assertThat(manifest.path("image").asString())
                .isEqualTo("data:image/png;base64," + Base64.getEncoder().encodeToString(icon));
    }

    /** ST111, IN126. */
    @Test
    void theFormHasSectionsAndSaysHowManyAreFetched() {
        List<String> sections = manifest.path("sectionorder")
                .valueStream()
                .map(JsonNode::asString)
                .toList();

        assertThat(sections).isNotEmpty();
        assertThat(manifest.path("configuration").findValuesAsString("section")).allMatch(sections::contains);
        assertThat(parameter("max_fetch").path("defaultvalue").asInt()).isBetween(1, 200);
        assertThat(parameter("first_fetch").path("defaultvalue").asString()).isNotBlank();
    }

    /** IN131. */
    @Test
    void whatCanBeMappedSaysWhichFieldsThereAre() {
        assertThat(manifest.at("/script/ismappable").asBoolean()).isTrue();
        assertThat(manifest.at("/script/commands").findValuesAsString("name")).contains("get-mapping-fields");
    }

    /** IF113. */
    @Test
    void theNamesOfFieldsBeginWithThePrefixOfThePack() throws IOException {
        String prefix = metadata.path("itemPrefix").path(0).asString();

        assertThat(prefix).isNotBlank();
        assertThat(files("IncidentFields", ".json"))
                .allSatisfy(
                        file -> assertThat(tree(file).path("name").asString()).startsWith(prefix + " "));
    }

    /** IF115 wants them not to be searchable; they are, so that rules and widgets find incidents by them. */
    @Test
    void fieldsCanBeSearchedFor() throws IOException {
        assertThat(files("IncidentFields", ".json"))
                .allSatisfy(file -> assertThat(tree(file).path("unsearchable").asBoolean(true))
                        .isFalse());
    }

    /** PB106: each playbook asks the instance that the incident came from, and no other rule is left out. */
    @Test
    void onlyPlaybooksThatNameTheInstanceAreExemptFromARule() throws IOException {
        String ignored = Files.readString(PACK.resolve(".pack-ignore"));
        String expected = files("Playbooks", ".yml").stream()
                .filter(file -> tree(file).toString().contains("\"using\":"))
                .map(file -> "[file:" + file.getFileName() + "]\nignore=PB106\n")
                .sorted()
                .reduce((one, other) -> one + "\n" + other)
                .orElse("");

        assertThat(ignored).isEqualTo(expected);
    }

    /** LO100: the SDK looks for the automation, XSOAR's editor for the tag. */
    @Test
    void sectionsAndButtonsRunAutomationsThatAreMarkedAsSuch() throws IOException {
        for (Path file : files("Layouts", ".json")) {
            for (JsonNode section : tree(file).findParents("queryType")) {
                if (section.path("queryType").asString().equals("script")) {
                    assertThat(tags(section.path("query").asString())).containsExactly("dynamic-section");
                }
            }
            assertThat(tree(file).findValuesAsString("scriptId"))
                    .isNotEmpty()
                    .allSatisfy(script -> assertThat(tags(script)).containsExactly("incident-action-button"));
        }
    }

    /** SC110, IN and SC rules on images: one image, and dependencies that are written down. */
    @Test
    void automationsUseTheImageOfTheIntegration() throws IOException {
        assertThat(files("Scripts", ".yml"))
                .allSatisfy(file ->
                        assertThat(tree(file).path("dockerimage")).isEqualTo(manifest.at("/script/dockerimage")))
                .allSatisfy(file -> assertThat(tree(file).at("/dependson/must")).isNotEmpty());
    }

    private static List<String> tags(String script) {
        return read("Scripts/script-" + script + ".yml")
                .path("tags")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    private JsonNode parameter(String name) {
        return manifest.path("configuration")
                .valueStream()
                .filter(parameter -> parameter.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Path> files(String folder, String end) throws IOException {
        try (Stream<Path> files = Files.list(PACK.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(end)).toList();
        }
    }

    private static JsonNode read(String name) {
        return tree(PACK.resolve(name));
    }

    private static JsonNode tree(Path file) {
        return BuiltPack.YAML.readTree(file.toFile());
    }
}
