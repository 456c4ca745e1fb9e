package soar.darktrace.xsoar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The zip that the build leaves, as XSOAR would unpack it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackTest {

    /** Types of the public Darktrace packs that ours does not have; Darktrace Model Breach is in both. */
    private static final List<String> PUBLIC_TYPES =
            List.of("Darktrace Model Breach Alert", "Darktrace AI Analyst Event");

    private static final Pattern RUN = Pattern.compile("run\\(\"(darktrace-[a-z-]+)");

    private static final Pattern PICTURE = Pattern.compile("\\((doc_files/[^)]+)\\)");

    /** Fields that the public packs define, with the same IDs and types. */
    private static final Pattern SHARED = Pattern.compile("darktrace(device(hostname|id|ip|label|mac|vendor)"
            + "|model(id|name|priority|tags|uuid)|commentcount|modelbreach(category|commentcount|description|id|name|policyid"
            + "|priority|score|tags|uniqueidentifier)|aianalyst(category|groupid|mitretactics))");

    private BuiltPack pack;

    @BeforeAll
    void unpack() throws IOException {
        pack = BuiltPack.read();
    }

    @Test
    void hasTheFoldersAndFileNamesOfDemistoSdk() {
        assertThat(pack.times().keySet())
                .contains("README.md", "metadata.json", "pack_metadata.json")
                .filteredOn(name -> name.contains("/"))
                .isNotEmpty()
                .allMatch(name -> Stream.of(
                                "Integrations/integration-.*\\.yml",
                                "Playbooks/playbook-.*\\.yml",
                                "Classifiers/classifier-(mapper-incoming-)?.*\\.json",
                                "IncidentTypes/incidenttype-.*\\.json",
                                "IncidentFields/incidentfield-.*\\.json",
                                "Layouts/layoutscontainer-.*\\.json",
                                "Scripts/script-.*\\.yml",
                                "Dashboards/dashboard-.*\\.json",
                                "Widgets/widget-.*\\.json",
                                "(Integrations|Playbooks|Scripts)/.*_README\\.md",
                                "doc_files/.*\\.png",
                                "ReleaseNotes/.*\\.md")
                        .anyMatch(name::matches));
    }

    @Test
    void holdsThePicturesThatItsReadmesShow() {
        List<String> shown = pack.files().entrySet().stream()
                .filter(file -> file.getKey().endsWith("README.md"))
                .flatMap(file -> PICTURE.matcher(new String(file.getValue(), StandardCharsets.UTF_8))
                        .results()
                        .map(match -> match.group(1)))
                .distinct()
                .toList();

        assertThat(shown).hasSizeGreaterThan(10);
        assertThat(pack.files()).containsKeys(shown.toArray(String[]::new));
    }

    /** The time of project.build.outputTimestamp. */
    @Test
    void isTheSameForTheSameSources() {
        assertThat(pack.times().values()).containsOnly(LocalDateTime.of(2026, 1, 1, 0, 0));
    }

    @Test
    void holdsTheManifestAndEveryPlaybook() throws IOException {
        assertThat(pack.only("Integrations/")).isEqualTo(BuiltPack.YAML.readTree(Path.of("integration-manifest.yml")));
        try (Stream<Path> files = Files.list(Path.of("playbooks"))) {
            assertThat(pack.all("Playbooks/"))
                    .isNotEmpty()
                    .containsExactlyInAnyOrderElementsOf(
                            files.filter(file -> file.toString().endsWith(".yml"))
                                    .map(BuiltPack.YAML::readTree)
                                    .toList());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Integrations/integration-, integration, 1",
        "Playbooks/playbook-, playbook, 13",
        "Classifiers/classifier-Darktrace_Connector, classifier, 1",
        "Classifiers/classifier-mapper-, mapper, 2",
        "IncidentTypes/incidenttype-, incidenttype, 2",
        "IncidentFields/incidentfield-, incidentfield, 48",
        "Layouts/layoutscontainer-, layoutscontainer, 2",
        "Scripts/script-, script, 9",
        "Dashboards/dashboard-, dashboard, 1",
        "Widgets/widget-, widget, 7"
    })
    void keepsToTheSchemasOfDemistoSdk(String prefix, String schema, int count) {
        assertThat(pack.all(prefix))
                .hasSize(count)
                .allSatisfy(document ->
                        assertThat(SdkSchema.of(schema).problems(document)).isEmpty());
    }

    @Test
    void hasTheVersionOfTheConnectorAndOneMinimumVersionOfXsoar() {
        assertThat(List.of(pack.document("metadata.json"), pack.document("pack_metadata.json")))
                .allSatisfy(metadata -> {
                    assertThat(metadata.path("currentVersion").asString()).isEqualTo(pack.version());
                    assertThat(metadata.path("serverMinVersion").asString()).isEqualTo("6.10.0");
                });
        assertThat(pack.all("").stream()
                        .map(document -> document.path("fromVersion")
                                .asString(document.path("fromversion").asString("")))
                        .filter(from -> !from.isEmpty()))
                .hasSizeGreaterThan(20)
                .containsOnly("6.10.0");
    }

    @Test
    void declaresThePacksThatItsPlaybooksUse() {
        assertThat(List.of(pack.document("metadata.json"), pack.document("pack_metadata.json")))
                .allSatisfy(metadata -> {
                    assertThat(metadata.path("dependencies").propertyNames())
                            .containsExactly(
                                    "CommonScripts", "CommonPlaybooks", "CommonTypes", "FiltersAndTransformers");
                    assertThat(metadata.path("dependencies"))
                            .allSatisfy(
                                    pack -> assertThat(pack.path("mandatory").asBoolean())
                                            .isTrue());
                });
    }

    @Test
    void refersOnlyToWhatItHolds() {
        JsonNode manifest = pack.only("Integrations/");
        List<String> types = pack.texts("IncidentTypes/", "id");

        assertThat(pack.texts("Classifiers/classifier-Darktrace", "id"))
                .containsExactly(manifest.path("defaultclassifier").asString());
        assertThat(pack.texts("Classifiers/classifier-mapper-", "id"))
                .containsExactlyInAnyOrder(
                        manifest.path("defaultmapperin").asString(),
                        manifest.path("defaultmapperout").asString());
        assertThat(pack.texts("IncidentTypes/", "playbookId").stream().filter(id -> !id.isEmpty()))
                .isNotEmpty()
                .isSubsetOf(pack.texts("Playbooks/", "id"));
        assertThat(pack.texts("Layouts/", "id"))
                .containsExactlyInAnyOrderElementsOf(pack.texts("IncidentTypes/", "layout"));
        assertThat(pack.texts("Classifiers/", "defaultIncidentType")).isSubsetOf(types);
        assertThat(pack.only("Classifiers/classifier-Darktrace")
                        .path("keyTypeMap")
                        .propertyNames())
                .isSubsetOf(types);
        assertThat(pack.all("Classifiers/classifier-mapper-"))
                .allSatisfy(mapper ->
                        assertThat(mapper.path("mapping").propertyNames()).containsExactlyInAnyOrderElementsOf(types));
        assertThat(pack.all("IncidentFields/"))
                .allSatisfy(field -> assertThat(
                                field.path("associatedTypes").valueStream().map(JsonNode::asString))
                        .isNotEmpty()
                        .containsAnyElementsOf(types)
                        .isSubsetOf(Stream.concat(types.stream(), PUBLIC_TYPES.stream())
                                .toList()));
    }

    @Test
    void everyButtonAndSectionOfALayoutRunsAnAutomationOfThePackAndEveryAutomationIsUsed() {
        List<String> run = pack.all("Layouts/").stream()
                .flatMap(layout -> Stream.concat(
                        layout.findValuesAsString("scriptId").stream(),
                        layout.findParents("queryType").stream()
                                .filter(section ->
                                        section.path("queryType").asString().equals("script"))
                                .map(section -> section.path("query").asString())))
                .distinct()
                .toList();

        assertThat(run).containsExactlyInAnyOrderElementsOf(pack.texts("Scripts/", "name"));
    }

    @Test
    void automationsRunCommandsThatTheIntegrationHas() {
        JsonNode commands = pack.only("Integrations/").at("/script/commands");

        assertThat(pack.all("Scripts/")).allSatisfy(script -> {
            List<String> needed = script.at("/dependson/must")
                    .valueStream()
                    .map(one -> one.asString().replace("Darktrace Connector|||", ""))
                    .toList();
            assertThat(commands.findValuesAsString("name")).containsAll(needed);
            assertThat(RUN.matcher(script.path("script").asString())
                            .results()
                            .map(match -> match.group(1))
                            .distinct())
                    .containsExactlyInAnyOrderElementsOf(needed);
        });
    }

    @Test
    void theDashboardShowsEveryWidget() {
        List<String> shown = pack.only("Dashboards/")
                .path("layout")
                .valueStream()
                .map(place -> place.at("/widget/id").asString())
                .toList();

        assertThat(pack.texts("Widgets/", "id")).containsExactlyInAnyOrderElementsOf(shown);
        assertThat(pack.texts("Widgets/", "query"))
                .allMatch(query -> query.contains("sourceBrand:\"Darktrace Connector\""));
    }

    /** A field is what its last import says: without their types, importing ours takes it from the incidents of those. */
    @Test
    void leavesTheFieldsThatItSharesToTheTypesOfThePublicPacks() {
        assertThat(pack.all("IncidentFields/"))
                .filteredOn(field ->
                        SHARED.matcher(field.path("cliName").asString()).matches())
                .hasSize(25)
                .allSatisfy(field -> assertThat(
                                field.path("associatedTypes").valueStream().map(JsonNode::asString))
                        .containsAnyElementsOf(PUBLIC_TYPES));
    }

    @Test
    void showsEveryFieldOfATypeInItsLayoutOnceButNotTheSameValueUnderASecondName() {
        assertThat(pack.all("IncidentTypes/")).allSatisfy(type -> {
            JsonNode layout = pack.all("Layouts/").stream()
                    .filter(one -> one.path("id").equals(type.path("layout")))
                    .findFirst()
                    .orElseThrow();
            assertThat(layout.path("detailsV2").findValuesAsString("fieldId").stream()
                            .filter(name -> name.startsWith("darktrace")))
                    .containsExactlyInAnyOrderElementsOf(pack.all("IncidentFields/").stream()
                            .filter(field ->
                                    field.path("associatedTypes").valueStream().anyMatch(type.path("id")::equals))
                            .filter(field ->
                                    !field.path("description").asString().contains("public pack"))
                            .map(field -> field.path("cliName").asString())
                            .toList());
        });
    }

    /** XSOAR derives the one from the other where somebody makes a field by hand. */
    @Test
    void namesFieldsAsXsoarWould() {
        assertThat(pack.all("IncidentFields/")).allSatisfy(field -> {
            String cliName =
                    field.path("name").asString().toLowerCase(Locale.ROOT).replace(" ", "");
            assertThat(field.path("cliName").asString()).isEqualTo(cliName);
            assertThat(field.path("id").asString()).isEqualTo("incident_" + cliName);
            assertThat(field.path("description").asString()).endsWith(".");
        });
    }
}
