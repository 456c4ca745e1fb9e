package soar.darktrace.xsoar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Python;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.SimulatedAppliance;
import soar.darktrace.appliance.SyntheticEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The automations behind the buttons and sections of the layouts, run by Python against the running connector. */
@ConnectorTest
class AutomationsTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String STAND_IN = "src/test/python/fake_automation.py";
    private static final String GROUP = "g1";

    @Autowired
    SimulatedAppliance appliance;

    @Autowired
    TestClock clock;

    @LocalServerPort
    int port;

    private final Map<String, Object> fields = new HashMap<>(Map.of(
            "darktracepbid", "111",
            "darktracedid", "7",
            "darktracemodeluuid", "80010119-6d7f-0000-0305-5e0000000325"));

    @BeforeEach
    void reset() {
        clock.reset();
        appliance.reset();
    }

    @Test
    void acknowledgesTheBreachOnTheInstanceThatTheIncidentCameFrom() {
        JsonNode run = run("DarktraceAcknowledge", Map.of());

        assertThat(run.at("/commands/0/args")).isEqualTo(JSON.valueToTree(Map.of("pbid", "111", "using", "dt_1")));
        assertThat(run.at("/entries/0/Contents/acknowledged").asBoolean()).isTrue();
        assertThat(run.at("/set/darktraceacknowledged").asString()).isEqualTo("true");
    }

    @Test
    void setsNothingWhereDarktraceDoesNotKnowTheBreach() {
        fields.put("darktracepbid", "987654");

        JsonNode run = run("DarktraceAcknowledge", Map.of());

        assertThat(error(run)).contains("987654");
        assertThat(run.path("set")).isEmpty();
    }

    @Test
    void addsTheComment() {
        JsonNode run = run("DarktraceAddComment", Map.of("message", "A scan."));

        assertThat(run.at("/entries/0/Contents/commented").asBoolean()).isTrue();
        assertThat(readable(run("DarktraceCommentsSection", Map.of()))).contains("### Comments", "A scan.");
    }

    @Test
    void containsNothingWithoutAYes() {
        JsonNode run = run("DarktraceContainDevice", containment("only show what would be sent"));

        assertThat(run.at("/commands/0/args/dry_run").asString()).isEqualTo("true");
        assertThat(readable(run)).contains("**Nothing was done.**");
        assertThat(appliance.requests()).noneMatch(request -> request.method().equals("POST"));
    }

    @Test
    void containsTheDeviceAndShowsHowLongTheActionHasLeft() {
        fields.put("darktracedid", "823");

        JsonNode run = run("DarktraceContainDevice", containment("contain the device"));

        assertThat(run.at("/entries/0/Contents/state").asString())
                .as(run.toString())
                .isEqualTo("active");
        assertThat(readable(run("DarktraceActionsSection", Map.of())))
                .contains("### RESPOND actions", "|left|", "Quarantine")
                .containsPattern("\\| (1 h|59 min [0-9]+ s) \\|");
    }

    @Test
    void asksWhichOfSeveralDevicesIsToBeContained() {
        groupOf("7", "10");

        assertThat(error(run("DarktraceContainDevice", containment("contain the device"))))
                .contains("several devices (7,10)");
        assertThat(appliance.requests()).isEmpty();
    }

    @Test
    void refreshesTheFieldsOfABreachAndSaysHowLongItTookToAcknowledge() {
        Instant created = clock.instant().minus(Duration.ofMinutes(90));
        appliance.addBreach(
                """
                {"pbid": 7001, "time": %1$d, "creationTime": %1$d, "score": 0.5,
                 "acknowledged": {"username": "user.one", "time": %2$d}, "device": {"did": 7}, "model": {"name": "M"}}""".formatted(created.toEpochMilli(), created.plusSeconds(90).toEpochMilli()));
        fields.put("darktracepbid", "7001");

        assertThat(run("DarktraceRefresh", Map.of()).path("set")).isEqualTo(JSON.readTree("""
                        {"darktracescore": 0.5, "darktracemodelbreachscore": 50.0, "darktracecommentcount": 0,
                         "darktracemodelbreachcommentcount": 0, "darktraceacknowledged": true,
                         "darktraceminutestoacknowledge": 1.5}"""));
    }

    @Test
    void worksOnAnAiAnalystGroupToo() {
        groupOf("823");

        assertThat(run("DarktraceRefresh", Map.of())
                        .at("/set/darktraceeventcount")
                        .asInt())
                .isEqualTo(1);
        assertThat(readable(run("DarktraceRelatedSection", Map.of())))
                .contains("Model breaches of this group", "AI Analyst events");
        JsonNode run = run("DarktraceAcknowledge", Map.of());
        assertThat(run.at("/commands/0/command").asString())
                .isEqualTo("darktrace-acknowledge-ai-analyst-incident-group");
        assertThat(run.at("/entries/0/Contents/acknowledged").asBoolean()).isTrue();
    }

    @Test
    void aGroupWithoutABreachShowsItsEventsAllTheSame() {
        groupOf("823");
        fields.remove("darktracepbids");

        assertThat(readable(run("DarktraceRelatedSection", Map.of())))
                .contains("### Model breaches of this group\n**No entries.**", "### AI Analyst events", "|title|");
    }

    @Test
    void aSectionSaysWhatCouldNotBeReadAndWhatItLeavesOut() {
        appliance.answer("GET", "/modelbreaches/46/comments", "{\"response\": \"ERROR\"}");
        fields.put("darktracepbid", List.of("46", "111"));
        assertThat(readable(run("DarktraceCommentsSection", Map.of()))).contains("\n**Failed:** pbid=46 [");
        appliance.forgetAnswers();

        fields.put(
                "darktracepbid",
                IntStream.rangeClosed(100, 120).mapToObj(String::valueOf).toList());
        assertThat(readable(run("DarktraceCommentsSection", Map.of())))
                .contains("Only the first 20 of 21 model breaches are shown.");
    }

    @Test
    void saysThatTheFieldsOfTheIncidentCouldNotBeSet() {
        assertThat(readable(run("DarktraceAcknowledge", Map.of(), "Darktrace Connector", true)))
                .contains("**Warning:** the fields of this incident could not be set: the incident is closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Device", "Model", "Comments", "Actions", "Related"})
    void aSectionShowsATable(String section) {
        JsonNode run = run("Darktrace" + section + "Section", Map.of());

        assertThat(run.path("entries")).as(run.toString()).hasSize(1);
        assertThat(readable(run))
                .startsWith("### ")
                .containsAnyOf("|---|", "**No entries.**")
                .doesNotContain("||");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Device", "Model", "Comments", "Actions", "Related"})
    void aSectionOfAnIncidentThatNamesNothingSaysSo(String section) {
        fields.clear();

        assertThat(error(run("Darktrace" + section + "Section", Map.of()))).startsWith("This incident names no ");
    }

    @Test
    void anIncidentOfAnotherIntegrationRunsNothing() {
        JsonNode run = run("DarktraceAcknowledge", Map.of(), "Another", false);

        assertThat(error(run)).contains("did not come from the Darktrace Connector", "darktrace-acknowledge");
        assertThat(run.path("commands")).isEmpty();
    }

    private static Map<String, String> containment(String confirm) {
        return Map.of("action", "quarantine", "duration", "1 hour", "confirm", confirm);
    }

    private void groupOf(String... dids) {
        Instant now = clock.instant();
        appliance
                .analyst()
                .addEvent(
                        new SyntheticEvent(
                                "e1", GROUP, "critical", 72.9, now.minusSeconds(60), now, 823, List.of(111L)),
                        now);
        fields.clear();
        fields.putAll(
                Map.of("darktracegroupid", GROUP, "darktracedids", List.of(dids), "darktracepbids", List.of("111")));
    }

    private JsonNode run(String name, Map<String, String> args) {
        return run(name, args, "Darktrace Connector", false);
    }

    private JsonNode run(String name, Map<String, String> args, String brand, boolean isClosed) {
        JsonNode script = new YAMLMapper().readTree(Path.of("pack/Scripts/script-" + name + ".yml"));
        Map<String, Object> incident =
                Map.of("sourceBrand", brand, "sourceInstance", "dt_1", "CustomFields", fields, "closed", isClosed);
        return JSON.readTree(Python.run(
                Map.of(),
                JSON.writeValueAsString(Map.of(
                        "script",
                        script.path("script").asString(),
                        "incident",
                        incident,
                        "args",
                        args,
                        "url",
                        "http://localhost:" + port)),
                STAND_IN));
    }

    private static String readable(JsonNode run) {
        return run.path("entries")
                .valueStream()
                .map(entry -> entry.path("HumanReadable").asString(""))
                .reduce("", String::concat);
    }

    private static String error(JsonNode run) {
        JsonNode last = run.path("entries").path(run.path("entries").size() - 1);
        assertThat(last.path("Type").asInt()).as(run.toString()).isEqualTo(4);
        return last.path("Contents").asString();
    }
}
