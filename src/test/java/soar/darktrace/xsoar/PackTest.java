package soar.darktrace.xsoar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The zip that the build leaves, as XSOAR would unpack it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackTest {

    /** YAML, of which JSON is a part. */
    private static final YAMLMapper YAML = new YAMLMapper();

    private final Map<String, JsonNode> documents = new LinkedHashMap<>();
    private final Map<String, LocalDateTime> times = new LinkedHashMap<>();
    private String version = "";

    @BeforeAll
    void unpack() throws IOException {
        Properties build = new Properties();
        try (var in = PackTest.class.getResourceAsStream("/META-INF/build-info.properties")) {
            build.load(in);
        }
        version = build.getProperty("build.version");
        String directory = System.getProperty("build.directory", "target");
        try (ZipFile zip = new ZipFile(directory + "/darktrace-connector-pack-" + version + ".zip")) {
            for (ZipEntry entry :
                    zip.stream().filter(entry -> !entry.isDirectory()).toList()) {
                times.put(entry.getName(), entry.getTimeLocal());
                if (!entry.getName().endsWith(".md")) {
                    documents.put(entry.getName(), YAML.readTree(zip.getInputStream(entry)));
                }
            }
        }
    }

    @Test
    void hasTheFoldersAndFileNamesOfDemistoSdk() {
        assertThat(times.keySet())
                .contains("README.md", "metadata.json", "pack_metadata.json")
                .filteredOn(name -> name.contains("/"))
                .isNotEmpty()
                .allMatch(name -> Stream.of(
                                "Integrations/integration-.*\\.yml",
                                "Playbooks/playbook-.*\\.yml",
                                "Classifiers/classifier-(mapper-incoming-)?.*\\.json",
                                "IncidentTypes/incidenttype-.*\\.json",
                                "IncidentFields/incidentfield-.*\\.json",
                                "Layouts/layoutscontainer-.*\\.json")
                        .anyMatch(name::matches));
    }

    /** The time of project.build.outputTimestamp. */
    @Test
    void isTheSameForTheSameSources() {
        assertThat(times.values()).containsOnly(LocalDateTime.of(2026, 1, 1, 0, 0));
    }

    @Test
    void holdsTheManifestAndEveryPlaybook() throws IOException {
        assertThat(only("Integrations/")).isEqualTo(YAML.readTree(Path.of("integration-manifest.yml")));
        try (Stream<Path> files = Files.list(Path.of("playbooks"))) {
            assertThat(all("Playbooks/"))
                    .isNotEmpty()
                    .containsExactlyInAnyOrderElementsOf(
                            files.filter(file -> file.toString().endsWith(".yml"))
                                    .map(YAML::readTree)
                                    .toList());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Integrations/integration-, integration, 1",
        "Playbooks/playbook-, playbook, 6",
        "Classifiers/classifier-Darktrace_Connector, classifier, 1",
        "Classifiers/classifier-mapper-incoming-, mapper, 1",
        "IncidentTypes/incidenttype-, incidenttype, 2",
        "IncidentFields/incidentfield-, incidentfield, 29"
    })
    void keepsToTheSchemasOfDemistoSdk(String prefix, String schema, int count) {
        assertThat(all(prefix))
                .hasSize(count)
                .allSatisfy(document ->
                        assertThat(SdkSchema.of(schema).problems(document)).isEmpty());
    }

    @Test
    void hasTheVersionOfTheConnectorAndOneMinimumVersionOfXsoar() {
        assertThat(List.of(document("metadata.json"), document("pack_metadata.json")))
                .allSatisfy(metadata -> {
                    assertThat(metadata.path("currentVersion").asString()).isEqualTo(version);
                    assertThat(metadata.path("serverMinVersion").asString()).isEqualTo("6.10.0");
                });
        assertThat(all("").stream()
                        .map(document -> document.path("fromVersion")
                                .asString(document.path("fromversion").asString("")))
                        .filter(from -> !from.isEmpty()))
                .hasSizeGreaterThan(20)
                .containsOnly("6.10.0");
    }

    @Test
    void declaresThePacksThatItsPlaybooksUse() {
        assertThat(List.of(document("metadata.json"), document("pack_metadata.json")))
                .allSatisfy(metadata -> {
                    assertThat(metadata.path("dependencies").propertyNames())
                            .containsExactly("CommonScripts", "CommonPlaybooks", "FiltersAndTransformers");
                    assertThat(metadata.path("dependencies"))
                            .allSatisfy(
                                    pack -> assertThat(pack.path("mandatory").asBoolean())
                                            .isTrue());
                });
    }

    @Test
    void refersOnlyToWhatItHolds() {
        JsonNode manifest = only("Integrations/");
        List<String> types = texts("IncidentTypes/", "id");

        assertThat(texts("Classifiers/classifier-Darktrace", "id"))
                .containsExactly(manifest.path("defaultclassifier").asString());
        assertThat(texts("Classifiers/classifier-mapper-", "id"))
                .containsExactly(manifest.path("defaultmapperin").asString());
        assertThat(texts("IncidentTypes/", "playbookId").stream().filter(id -> !id.isEmpty()))
                .isNotEmpty()
                .isSubsetOf(texts("Playbooks/", "id"));
        assertThat(texts("Layouts/", "id")).containsExactlyInAnyOrderElementsOf(texts("IncidentTypes/", "layout"));
        assertThat(texts("Classifiers/", "defaultIncidentType")).isSubsetOf(types);
        assertThat(only("Classifiers/classifier-Darktrace").path("keyTypeMap").propertyNames())
                .isSubsetOf(types);
        assertThat(only("Classifiers/classifier-mapper-").path("mapping").propertyNames())
                .containsExactlyInAnyOrderElementsOf(types);
        assertThat(all("IncidentFields/"))
                .allSatisfy(field -> assertThat(
                                field.path("associatedTypes").valueStream().map(JsonNode::asString))
                        .isNotEmpty()
                        .isSubsetOf(types));
    }

    @Test
    void showsEveryFieldOfATypeInItsLayoutOnce() {
        assertThat(all("IncidentTypes/")).allSatisfy(type -> {
            JsonNode layout = all("Layouts/").stream()
                    .filter(one -> one.path("id").equals(type.path("layout")))
                    .findFirst()
                    .orElseThrow();
            assertThat(layout.findValuesAsString("fieldId").stream().filter(name -> name.startsWith("darktrace")))
                    .containsExactlyInAnyOrderElementsOf(all("IncidentFields/").stream()
                            .filter(field ->
                                    field.path("associatedTypes").valueStream().anyMatch(type.path("id")::equals))
                            .map(field -> field.path("cliName").asString())
                            .toList());
        });
    }

    /** XSOAR derives the one from the other where somebody makes a field by hand. */
    @Test
    void namesFieldsAsXsoarWould() {
        assertThat(all("IncidentFields/")).allSatisfy(field -> {
            String cliName =
                    field.path("name").asString().toLowerCase(Locale.ROOT).replace(" ", "");
            assertThat(field.path("cliName").asString()).isEqualTo(cliName);
            assertThat(field.path("id").asString()).isEqualTo("incident_" + cliName);
            assertThat(field.path("description").asString()).endsWith(".");
        });
    }

    private JsonNode document(String name) {
        return Objects.requireNonNull(documents.get(name), name);
    }

    private JsonNode only(String prefix) {
        assertThat(all(prefix)).hasSize(1);
        return all(prefix).get(0);
    }

    private List<JsonNode> all(String prefix) {
        return documents.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .map(Map.Entry::getValue)
                .toList();
    }

    private List<String> texts(String prefix, String member) {
        return all(prefix).stream()
                .map(document -> document.path(member).asString())
                .toList();
    }
}
