package soar.darktrace.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import soar.darktrace.command.ArgumentSpec;
import soar.darktrace.command.CommandSpec;
import soar.darktrace.command.DeclaredCommands;
import soar.darktrace.command.Effect;
import soar.darktrace.xsoar.SdkSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What XSOAR asks of an integration document, checked on the YAML that it reads. */
class IntegrationManifestTest {

    private final List<CommandSpec> specs = DeclaredCommands.specs();
    private final String yaml = IntegrationManifest.of(specs, BridgeSource.read(), BridgeSource.icon())
            .toYaml();
    private final JsonNode manifest = new YAMLMapper().readTree(yaml);

    IntegrationManifestTest() throws IOException {}

    @Test
    void keepsToTheSchemaOfDemistoSdk() {
        assertThat(SdkSchema.of("integration").problems(manifest)).isEmpty();
    }

    @Test
    void hasTheNineParametersInTheirOrderThenThoseOfXsoarAndOfTheConnectorAndBesideThemWhatReplacesThem() {
        assertThat(texts(parameters(), "name"))
                .containsExactly(
                        "url",
                        "isFetch",
                        "insecure",
                        "proxy",
                        "public_creds",
                        "public_api_token",
                        "private_creds",
                        "private_api_token",
                        "min_score",
                        "max_fetch",
                        "max_alerts",
                        "first_fetch",
                        "severity",
                        "models",
                        "exclude_models",
                        "include_acknowledged",
                        "incidentType",
                        "incidentFetchInterval",
                        "integrationReliability",
                        "connector_url",
                        "connector_creds",
                        "connector_api_key",
                        "connector_insecure",
                        "connector_instance",
                        "fetch_sources",
                        "mirror_direction",
                        "comment_tag",
                        "comment_tag_from",
                        "close_incident",
                        "close_out",
                        "reopen");
        assertThat(texts(parameters().filter(p -> p.path("required").asBoolean()), "name"))
                .containsExactly("url", "min_score", "connector_url");
        assertThat(texts(parameters().filter(p -> p.path("hidden").asBoolean(false)), "name"))
                .containsExactly("public_api_token", "private_api_token", "max_alerts", "connector_api_key");
        assertThat(texts(parameters(), "section")).containsOnly("Connect", "Collect");
    }

    @Test
    void takesDefaultsFromTheSettings() {
        Map<String, String> defaults = parameters()
                .filter(parameter -> parameter.has("defaultvalue"))
                .collect(Collectors.toMap(
                        parameter -> parameter.path("name").asString(),
                        parameter -> parameter.path("defaultvalue").asString()));
        assertThat(defaults)
                .containsAllEntriesOf(Map.of(
                        "min_score", "0", "max_fetch", "50", "first_fetch", "1 day", "incidentFetchInterval", "1"))
                .containsAllEntriesOf(Map.of(
                        "mirror_direction", "None",
                        "comment_tag", "comments",
                        "comment_tag_from", "FromDarktrace",
                        "close_incident", "false",
                        "close_out", "true",
                        "reopen", "true"))
                .containsEntry("integrationReliability", "C - Fairly reliable")
                .containsEntry("severity", "Category")
                .hasSize(12);
    }

    @Test
    void hasTheFieldsByWhichXsoarSetsTypeAndIntervalOfAFetch() {
        assertThat(parameters()
                        .collect(Collectors.toMap(
                                parameter -> parameter.path("name").asString(),
                                parameter -> parameter.path("type").asInt())))
                .containsEntry("incidentType", 13)
                .containsEntry("incidentFetchInterval", 19)
                .containsEntry("isFetch", 8);
    }

    @Test
    void marksWhateverDoesNotOnlyReadAsPotentiallyHarmful() {
        List<String> changing = specs.stream()
                .filter(spec -> spec.changesState() && !spec.isBuiltIn())
                .flatMap(spec -> Stream.concat(Stream.of(spec.name()), spec.aliases().stream()))
                .toList();
        assertThat(texts(commands().filter(command -> command.path("execution").asBoolean(false)), "name"))
                .containsExactlyElementsOf(changing)
                .contains("darktrace-create-manual-action", "darktrace-acknowledge", "darktrace-resume-delivery");
    }

    @Test
    void encryptsWhatIsSecretAndNothingElse() {
        assertThat(texts(parameters().filter(parameter -> parameter.path("type").asInt() == 4), "name"))
                .containsExactly("public_api_token", "private_api_token", "connector_api_key");
    }

    @Test
    void takesSecretsFromXsoarsStoreOfCredentialsToo() {
        assertThat(texts(parameters().filter(parameter -> parameter.path("type").asInt() == 9), "name"))
                .containsExactly("public_creds", "private_creds", "connector_creds");
        assertThat(parameters().filter(parameter -> parameter.path("type").asInt() == 9))
                .allMatch(parameter -> parameter.path("hiddenusername").asBoolean()
                        && !parameter.path("displaypassword").asString().isEmpty());
    }

    @Test
    void asksForNoAddressAndTokensWhereAnInstanceOfTheConnectorIsNamed() {
        JsonNode trigger = manifest.path("triggers").path(0);

        assertThat(trigger.path("conditions").toString())
                .isEqualTo("[{\"name\":\"connector_instance\",\"operator\":\"exists\"}]");
        assertThat(texts(items(trigger, "effects"), "name")).containsExactly("url", "public_creds", "private_creds");
        assertThat(items(trigger, "effects"))
                .allMatch(effect -> effect.path("action").toString().equals("{\"hidden\":true,\"required\":false}"));
    }

    @Test
    void mirrorsBothWaysAndNothingUnlessTold() {
        assertThat(List.of("ismappable", "isremotesyncin", "isremotesyncout"))
                .allMatch(flag -> manifest.path("script").path(flag).asBoolean());
        assertThat(parameters()
                        .filter(parameter -> parameter.path("name").asString().equals("mirror_direction")))
                .singleElement()
                .satisfies(direction -> {
                    assertThat(direction.path("type").asInt()).isEqualTo(15);
                    assertThat(direction.path("defaultvalue").asString()).isEqualTo("None");
                });
        assertThat(texts(
                        parameters()
                                .filter(parameter ->
                                        parameter.path("section").asString().equals("Collect")),
                        "name"))
                .contains("comment_tag", "comment_tag_from", "close_incident", "close_out", "reopen");
    }

    @Test
    void holdsTheBridgeReadablyAndWithoutWhatXsoarBringsAlong() throws IOException {
        String script = manifest.path("script").path("script").asString();

        assertThat(yaml).contains("\n  script: |\n    \"\"\"Hands every command over");
        assertThat(script).doesNotContain("demistomock", "from CommonServerPython");
        assertThat(script.lines())
                .containsExactlyElementsOf(BridgeSource.read()
                        .lines()
                        .filter(line -> !line.contains("demistomock") && !line.contains("from CommonServerPython"))
                        .toList());
    }

    @Test
    void listsEveryCommandButTheBuiltInOnesAndOfThoseWhatSaysWhichFieldsThereAre() {
        assertThat(texts(commands(), "name"))
                .containsExactlyElementsOf(specs.stream()
                        .flatMap(spec -> Stream.concat(Stream.of(spec.name()), spec.aliases().stream()))
                        .filter(name ->
                                name.startsWith("darktrace-") || name.equals(IntegrationManifest.MAPPING_FIELDS))
                        .toList())
                .doesNotHaveDuplicates();
    }

    @Test
    void describesEverythingInSentences() {
        assertThat(commands()
                        .flatMap(command -> Stream.concat(
                                Stream.of(command),
                                Stream.concat(items(command, "arguments"), items(command, "outputs")))))
                .allSatisfy(item ->
                        assertThat(item.path("description").asString("")).endsWith("."));
    }

    @Test
    void namesEachArgumentAndOutputOnce() {
        assertThat(commands().filter(command -> command.path("name").asString().startsWith("darktrace-")))
                .allSatisfy(command -> {
                    assertThat(texts(items(command, "arguments"), "name")).doesNotHaveDuplicates();
                    assertThat(texts(items(command, "outputs"), "contextPath"))
                            .isNotEmpty()
                            .doesNotHaveDuplicates()
                            .allMatch(path -> path.matches("(Darktrace|IP|Domain|Endpoint|Account|DBotScore)\\..+"));
                });
    }

    @Test
    void declaresTheContextOfADryRunForWhateverChangesDarktrace() {
        assertThat(specs.stream().filter(spec -> !spec.isBuiltIn()))
                .allSatisfy(spec -> assertThat(commands()
                                .filter(command ->
                                        command.path("name").asString().equals(spec.name()))
                                .flatMap(command -> items(command, "outputs"))
                                .anyMatch(output ->
                                        output.path("contextPath").asString().equals("Darktrace.DryRun.body")))
                        .isEqualTo(spec.effect() == Effect.CHANGES || spec.effect() == Effect.CONTAINS));
    }

    @Test
    void offersADryRunWithWhateverDoesNotOnlyRead() {
        assertThat(specs)
                .allSatisfy(spec -> assertThat(spec.arguments().stream()
                                .map(ArgumentSpec::name)
                                .anyMatch("dry_run"::equals))
                        .isEqualTo(spec.changesState()));
    }

    @Test
    void usesTypesThatXsoarKnows() {
        assertThat(texts(commands().flatMap(command -> items(command, "outputs")), "type"))
                .isSubsetOf("String", "Number", "Boolean", "Date", "Unknown");
    }

    @Test
    void offersPredefinedValuesWithTheDefaultAmongThem() {
        List<JsonNode> offering = commands()
                .flatMap(command -> items(command, "arguments"))
                .filter(argument -> argument.has("predefined"))
                .toList();
        assertThat(offering).isNotEmpty().allSatisfy(argument -> {
            assertThat(argument.path("auto").asString()).isEqualTo("PREDEFINED");
            List<String> values = argument.path("predefined")
                    .valueStream()
                    .map(JsonNode::asString)
                    .toList();
            assertThat(values).doesNotHaveDuplicates();
            if (argument.has("defaultValue")) {
                assertThat(values).contains(argument.path("defaultValue").asString());
            }
        });
    }

    @Test
    void keepsTextsThatLookLikeSomethingElse() {
        JsonNode additionalInfo = commands()
                .filter(command -> command.path("name").asString().equals("darktrace-get-external-endpoint-details"))
                .flatMap(command -> items(command, "arguments"))
                .filter(argument -> argument.path("name").asString().equals("additional_info"))
                .findFirst()
                .orElseThrow();
        assertThat(additionalInfo.path("defaultValue").isString()).isTrue();
        assertThat(additionalInfo.path("predefined").valueStream()).allMatch(JsonNode::isString);
    }

    private Stream<JsonNode> parameters() {
        return items(manifest, "configuration");
    }

    private Stream<JsonNode> commands() {
        return items(manifest.path("script"), "commands");
    }

    private static Stream<JsonNode> items(JsonNode parent, String name) {
        return parent.path(name).valueStream();
    }

    private static List<String> texts(Stream<JsonNode> items, String name) {
        return items.map(item -> item.path(name).asString()).toList();
    }
}
