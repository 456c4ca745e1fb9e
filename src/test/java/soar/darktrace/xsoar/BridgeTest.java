package soar.darktrace.xsoar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.GoldenCase;
import soar.darktrace.References;
import soar.darktrace.Reply;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.Fault;
import soar.darktrace.appliance.SimulatedAppliance;
import soar.darktrace.command.CommandSpec;
import soar.darktrace.command.DeclaredCommands;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** The script of the manifest, run by Python against the running connector and the simulated appliance. */
@ConnectorTest
class BridgeTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @Autowired
    TestClock clock;

    @LocalServerPort
    int port;

    @BeforeEach
    void reset() {
        clock.reset();
        appliance.reset();
    }

    static List<String> commands() {
        return DeclaredCommands.specs().stream()
                .filter(spec -> !spec.isBuiltIn())
                .map(CommandSpec::name)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandGivesXsoarWhatTheConnectorAnswers(String command) {
        GoldenCase golden = GoldenCase.seed(command);
        golden.prepare(appliance);
        Reply sent = Reply.toCommand(web, command, golden.args());
        Reply answer = new Reply(sent.status(), sent.headers(), repeatable(sent.body()));
        reset();
        golden.prepare(appliance);

        ScriptRun run = ScriptRun.of(command, texts(golden.args()), named("main"));
        boolean hasFile = answer.body().has("file");
        JsonNode entry = repeatable(hasFile ? run.entries().get(0) : run.only("results"));

        assertThat(answer.text("detail")).isEmpty();
        assertThat(entry.path("EntryContext")).isEqualTo(answer.body().path("entry_context"));
        assertThat(entry.path("HumanReadable").asString()).startsWith(answer.text("readable_output"));
        assertThat(entry.path("Contents")).isEqualTo(contents(answer.body()));
        assertThat(answer.body().path("warnings").valueStream())
                .allMatch(warning -> entry.path("HumanReadable").asString().contains(warning.asString()));
    }

    /** The outputs; nothing where there are none, as XSOAR's CommandResults has it. */
    private static JsonNode contents(JsonNode answer) {
        return answer.path("outputs").isEmpty() ? NullNode.getInstance() : answer.path("outputs");
    }

    private static JsonNode repeatable(JsonNode answer) {
        return JsonMapper.shared().readTree(References.repeatable(answer.toString()));
    }

    @Test
    void aListWithNothingInItAddsNothingToTheContext() {
        appliance.answer("GET", "/modelbreaches", "[]");

        JsonNode entry =
                ScriptRun.of("darktrace-list-breaches", Map.of(), named("main")).only("results");

        assertThat(entry.path("Contents").isEmpty()).isTrue();
        assertThat(entry.path("EntryContext").isEmpty()).isTrue();
        assertThat(entry.path("HumanReadable").asString()).contains("**No entries.**");
    }

    @Test
    void anAliasWorksToo() {
        assertThat(ScriptRun.of("darktrace-approve-action", Map.of("codeid", "987654"), named("main"))
                        .error())
                .matches(with(
                        Reply.toCommand(web, "darktrace-approve-action", Map.of("codeid", "987654"))
                                .text("detail"),
                        "not_found"));
    }

    @Test
    void warningsStandBelowTheTable() {
        appliance.answer("GET", "/modelbreaches/{pbid}/comments", "[\"odd\"]");

        assertThat(ScriptRun.of("darktrace-get-comments", Map.of("pbid", "46"), settings())
                        .only("results")
                        .path("HumanReadable")
                        .asString())
                .contains("\n**Warning:** ");
    }

    @Test
    void whatFailedOfSeveralStandsBelowTheTableOfAnOrdinaryEntry() {
        JsonNode entry = ScriptRun.of("darktrace-acknowledge", Map.of("pbid", "111,424242"), settings())
                .only("results");

        assertThat(entry.path("Type").asInt()).isEqualTo(1);
        assertThat(entry.path("HumanReadable").asString())
                .startsWith("### Model Breach 1 of 2 Acknowledged\n")
                .contains("\n**Failed:** pbid=424242 [not_found]\n");
    }

    @Test
    void theAppliancesSettingsAreThoseOfTheInstance() {
        JsonNode entry = ScriptRun.of("darktrace-get-breach", Map.of("pbid", "95"), settings())
                .only("results");

        assertThat(appliance.requests()).isNotEmpty();
        assertThat(entry.path("Contents").path("pbid").asInt()).isEqualTo(95);
        assertThat(entry.path("EntryContext").propertyNames())
                .containsExactly(
                        "Darktrace.ModelBreach(val.pbid && val.pbid == obj.pbid)",
                        "Endpoint(val.ID && val.ID == obj.ID && val.Vendor == obj.Vendor)");
    }

    @Test
    void indicatorsHaveTheReliabilityOfTheFormAndTheirRelationships() {
        GoldenCase golden = GoldenCase.read(
                Path.of("test-data/commands/darktrace-get-external-endpoint-details/name-with-addresses.json"));
        golden.prepare(appliance);
        Map<String, Object> settings = new HashMap<>(named("main"));
        settings.put("integrationReliability", "B - Usually reliable");

        JsonNode entry =
                ScriptRun.of(golden.command(), texts(golden.args()), settings).only("results");

        assertThat(entry.path("EntryContext").toString())
                .contains("\"Indicator\":\"cdn.bad.example\"", "\"Reliability\":\"B - Usually reliable\"");
        assertThat(entry.path("Relationships")).hasSize(2).allSatisfy(relationship -> {
            assertThat(relationship.path("name").asString()).isEqualTo("resolves-to");
            assertThat(relationship.path("reverseName").asString()).isEqualTo("resolved-from");
            assertThat(relationship.path("reliability").asString()).isEqualTo("B - Usually reliable");
            assertThat(relationship.path("brand").asString()).isEqualTo("Darktrace Connector");
        });
    }

    @Test
    void whatXsoarActsOnItselfStaysInXsoar() {
        JsonNode entry = ScriptRun.of(
                        "darktrace-get-breach",
                        Map.of("pbid", "95", "extend-context", "a=b", "using", "x"),
                        named("main"))
                .only("results");

        assertThat(entry.path("HumanReadable").asString()).doesNotContain("Ignored");
    }

    @Test
    void aNamedInstanceNeedsNoAddressAndNoTokens() {
        Map<String, Object> settings = settings("connector_instance", "main");
        settings.keySet().removeAll(List.of("url", "public_api_token", "private_api_token"));

        assertThat(ScriptRun.of("darktrace-get-breach", Map.of("pbid", "95"), settings)
                        .only("results")
                        .path("Contents")
                        .path("pbid")
                        .asInt())
                .isEqualTo(95);
    }

    @Test
    void tokensMayComeFromXsoarsStoreOfCredentials() {
        Map<String, Object> settings = settings();
        settings.put("public_creds", Map.of("identifier", "", "password", appliance.publicToken()));
        settings.put("private_creds", Map.of("password", appliance.privateToken(), "credential", "darktrace"));
        settings.put("private_api_token", "of an earlier version");
        settings.remove("public_api_token");

        assertThat(ScriptRun.of("test-module", Map.of(), settings)
                        .only("results")
                        .asString())
                .isEqualTo("ok");
    }

    @Test
    void theMaximumOfAFetchWhereXsoarSetsItWins() {
        appliance.addBreaches(3);
        Map<String, Object> settings = settings("max_fetch", "2");
        settings.put("max_alerts", "3");

        ScriptRun run = ScriptRun.of(
                ScriptRun.request("fetch-incidents", Map.of(), settings).set("last_run", JSON.createObjectNode()));

        assertThat(run.only("incidents")).hasSize(2);
    }

    @Test
    void testModuleAnswersOk() {
        assertThat(ScriptRun.of("test-module", Map.of(), settings()).only("results"))
                .isEqualTo(JSON.getNodeFactory().stringNode("ok"));
    }

    @Test
    void testModuleSaysWhatIsWrong() {
        appliance.fail(Fault.SIGNATURE_ERROR);

        assertThat(ScriptRun.of("test-module", Map.of(), settings()).error())
                .matches(with(".*", "darktrace_signature"));
    }

    @Test
    void testModuleNamesASettingThatIsMissing() {
        Map<String, Object> settings = settings();
        settings.remove("private_api_token");

        assertThat(ScriptRun.of("test-module", Map.of(), settings).error())
                .startsWith("private_api_token is missing")
                .matches(with(".*", "invalid_argument"));
    }

    @Test
    void aHostThatIsNotAllowedIsNamedWithTheProperty() {
        assertThat(ScriptRun.of("test-module", Map.of(), settings("url", "https://darktrace.example.com"))
                        .error())
                .matches(with(
                        "darktrace.example.com:443 is not among the hosts that a request may name; see"
                                + " connector.request-instances.allowed-hosts.",
                        "refused_by_policy"));
    }

    @Test
    void aWrongArgumentIsAnErrorWithItsSentence() {
        assertThat(ScriptRun.of("darktrace-get-breach", Map.of("pbit", "95"), settings())
                        .error())
                .matches(with("darktrace-get-breach has no argument pbit; did you mean pbid?", "unknown_argument"));
    }

    @Test
    void aFetchHandsOverTheIncidentsBeforeItMovesOn() {
        appliance.addBreaches(3);

        ScriptRun run = fetch(JSON.createObjectNode(), "");

        assertThat(run.names()).containsExactly("incidents", "setLastRun");
        assertThat(run.only("incidents"))
                .hasSize(3)
                .allSatisfy(incident -> assertThat(incident.propertyNames())
                        .contains("name", "occurred", "severity", "dbotMirrorId", "rawJSON", "CustomFields")
                        .doesNotContain("type"));
    }

    @Test
    void theFormChoosesModelsAndSeverities() {
        long now = clock.millis();
        String breach = "{\"pbid\": %d, \"score\": 0.5, \"time\": %2$d, \"creationTime\": %2$d,"
                + " \"model\": {\"then\": {\"name\": \"%3$s\", \"category\": \"Suspicious\"}}}";
        appliance.addBreach(breach.formatted(7, now, "Device::Wanted"));
        appliance.addBreach(breach.formatted(8, now, "Device::Other"));
        Map<String, Object> settings = settings("severity", "Public packs");
        settings.put("models", "Device::W*, Nothing");

        JsonNode incidents = ScriptRun.of(ScriptRun.request("fetch-incidents", Map.of(), settings)
                        .set("last_run", JSON.createObjectNode()))
                .only("incidents");

        assertThat(incidents).singleElement().satisfies(incident -> {
            assertThat(incident.path("name").asString()).contains("#7");
            assertThat(incident.path("severity").asInt()).isEqualTo(3);
        });
        settings.put("severity", "Guessed");
        assertThat(ScriptRun.of(ScriptRun.request("fetch-incidents", Map.of(), settings))
                        .error())
                .contains("invalid_argument", "severity");
    }

    @Test
    void aFetchThatFailsMovesNothing() {
        appliance.fail(Fault.SIGNATURE_ERROR);

        assertThat(fetch(JSON.createObjectNode(), "").error()).matches(with(".*", "darktrace_signature"));
    }

    @Test
    void aFetchTellsItsWarnings() {
        appliance.addBreaches(1);
        long now = clock.millis();
        appliance.addBreach("{\"pbid\": 7, \"score\": 0.5, \"time\": %d, \"creationTime\": %d}".formatted(now, now));

        assertThat(fetch(JSON.createObjectNode(), "").names())
                .startsWith("info")
                .endsWith("incidents", "setLastRun", "updateModuleHealth");
    }

    /** XSOAR may end a script at any moment; what it was told until then stays. */
    @Test
    void fetchesThatAreStoppedHalfWayLoseNothingAndRepeatOnlyWithTheSameMirrorId() {
        List<Long> pbids = appliance.addBreaches(120);
        Map<String, Integer> handedOver = new TreeMap<>();
        JsonNode lastRun = JSON.createObjectNode();
        for (String stoppedAt : List.of("", "incidents", "setLastRun", "setLastRun", "", "", "")) {
            ScriptRun run = fetch(lastRun, stoppedAt);
            for (JsonNode call : run.calls()) {
                if (call.path("call").asString().equals("incidents")) {
                    call.path("value")
                            .forEach(incident -> handedOver.merge(
                                    incident.path("dbotMirrorId").asString(), 1, Integer::sum));
                } else {
                    lastRun = call.path("value");
                }
            }
            assertThat(run.crash().isNull()).isEqualTo(stoppedAt.isEmpty());
        }

        String instance = appliance.url();
        assertThat(handedOver.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        pbids.stream().map(pbid -> instance + ":" + pbid).toList());
        assertThat(handedOver.values().stream().filter(times -> times == 3)).hasSize(50);
        assertThat(handedOver.values().stream().filter(times -> times == 1)).hasSize(70);
    }

    private ScriptRun fetch(JsonNode lastRun, String stoppedAt) {
        ObjectNode request = ScriptRun.request("fetch-incidents", Map.of(), settings());
        request.set("last_run", lastRun);
        return ScriptRun.of(request.put("fail_at", stoppedAt));
    }

    /** XSOAR sends every argument as text. */
    private static Map<String, String> texts(JsonNode args) {
        Map<String, String> texts = new HashMap<>();
        args.forEachEntry((name, value) -> texts.put(name, value.isString() ? value.asString() : value.toString()));
        return texts;
    }

    private Map<String, Object> named(String instance) {
        return Map.of("connector_url", connector(), "connector_instance", instance);
    }

    private Map<String, Object> settings() {
        return new HashMap<>(Map.ofEntries(
                Map.entry("connector_url", connector() + "/"),
                Map.entry("connector_api_key", ""),
                Map.entry("connector_insecure", false),
                Map.entry("connector_instance", ""),
                Map.entry("url", appliance.url()),
                Map.entry("public_api_token", appliance.publicToken()),
                Map.entry("private_api_token", appliance.privateToken()),
                Map.entry("insecure", false),
                Map.entry("proxy", false),
                Map.entry("isFetch", true),
                Map.entry("min_score", "0"),
                Map.entry("max_alerts", "50"),
                Map.entry("first_fetch", "1 day"),
                // Settings of XSOAR's own, which are of no concern to the connector.
                Map.entry("integrationLogLevel", "Off"),
                Map.entry("incidentType", "")));
    }

    private Map<String, Object> settings(String name, Object value) {
        Map<String, Object> settings = settings();
        settings.put(name, value);
        return settings;
    }

    private String connector() {
        return "http://127.0.0.1:" + port;
    }

    /** A failure with its code, and the ID that the connector's log has of it. */
    private static Pattern with(String sentence, String code) {
        String words = sentence.equals(".*") ? sentence : Pattern.quote(sentence);
        return Pattern.compile("(?s)" + words + " \\[" + code + "] \\(correlation ID [0-9a-f-]{36}\\)");
    }
}
