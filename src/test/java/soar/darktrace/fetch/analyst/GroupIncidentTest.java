package soar.darktrace.fetch.analyst;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.TestInstances;
import soar.darktrace.fetch.IncidentDocument;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Which groups become incidents, and the incident that a group becomes. */
class GroupIncidentTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final DarktraceInstance MAIN =
            TestInstances.create(TestInstances.settings("https://darktrace.example.com"), Clock.systemUTC());

    private static final String GROUP = """
            {"id": "g1", "active": true, "acknowledged": false, "pinned": false, "userTriggered": false,
             "previousIds": ["g0"], "incidentEvents": [{"uuid": "e1", "start": 1702392635000, "title": "Unusual Upload",
             "triggerDid": 10, "visible": true}], "mitreTactics": ["exfiltration"], "devices": [10],
             "category": "suspicious", "groupScore": 72.9274, "start": 1702392635000, "end": 1702392719930, "edges": []}""";

    private static final String EVENT = """
            {"id": "e1", "title": "Unusual Upload", "summary": "It sent much.", "category": "critical", "aiaScore": 98,
             "currentGroup": "g1", "periods": [{"start": 1702392635000, "end": 1702392719930}],
             "breachDevices": [{"hostname": "host-10", "ip": "10.1.2.3", "mac": null, "did": 10, "sid": 12}],
             "relatedBreaches": [{"pbid": 1234, "modelName": "Upload", "timestamp": 1702392635000}]}""";

    @Test
    void aGroupBecomesAnIncidentWithItsEventsInside() {
        JsonNode incident = incident(GROUP, EVENT);

        assertThat(incident.path("name").asString()).isEqualTo("Darktrace AI Analyst Incident #g1: Unusual Upload");
        assertThat(incident.path("occurred").asString()).isEqualTo("2023-12-12T14:50:35.000Z");
        assertThat(incident.path("severity").asInt()).isEqualTo(3);
        assertThat(incident.path("details").asString()).isEqualTo("Unusual Upload\nIt sent much.");
        assertThat(incident.path("dbotMirrorId").asString()).isEqualTo("main:aia:g1");
        assertThat(incident.path("labels").toString())
                .contains("\"g1\"", "\"host-10\"", "\"10.1.2.3\"", "{\"type\":\"Model Breach ID\",\"value\":\"1234\"}");
        assertThat(incident.path("CustomFields").toString())
                .isEqualTo("{\"darktraceinstance\":\"main\",\"darktracegroupid\":\"g1\",\"darktracegroupscore\":72.9,"
                        + "\"darktracegroupcategory\":\"suspicious\",\"darktraceeventcount\":1,"
                        + "\"darktraceacknowledged\":false,\"darktracegroupend\":\"2023-12-12T14:51:59.930Z\","
                        + "\"darktracegroupurl\":\"https://darktrace.example.com/#aiagroup/g1\",\"darktracedids\":[\"10\"],"
                        + "\"darktracepbids\":[\"1234\"],\"darktracemitretactics\":[\"exfiltration\"],"
                        + "\"darktracepreviousgroups\":[\"g0\"],"
                        + "\"darktraceaianalystgroupid\":\"g1\",\"darktraceaianalystcategory\":\"suspicious\","
                        + "\"darktraceaianalystmitretactics\":[\"exfiltration\"],"
                        + "\"externallink\":\"https://darktrace.example.com/#aiagroup/g1\"}");
        JsonNode raw = JSON.readTree(incident.path("rawJSON").asString());
        assertThat(raw.at("/events/0/summary").asString()).isEqualTo("It sent much.");
        assertThat(raw.at("/events/0/relatedBreaches/0/pbid").asLong()).isEqualTo(1234);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"g1\"}",
                "{\"id\":\"g1\",\"incidentEvents\":5,\"devices\":\"x\",\"previousIds\":{},\"groupScore\":\"high\",\"end\":[]}",
                "{\"id\":\"g1\",\"category\":7,\"start\":\"soon\",\"incidentEvents\":[null,5,{}],\"mitreTactics\":\"x\"}"
            })
    void whateverAGroupLacksItBecomesAnIncidentThatSaysSo(String group) {
        IncidentDocument document = document(group, Map.of());

        JsonNode incident = JSON.readTree(document.json());
        assertThat(incident.path("dbotMirrorId").asString()).isEqualTo("main:aia:g1");
        assertThat(document.oddities()).isNotEmpty().allMatch(oddity -> oddity.endsWith("."));
        assertThat(incident.at("/CustomFields/darktracewarnings").asString()).contains("has no score");
        assertThat(filter(Map.of("min-score", "90", "exclude-dids", "7")).wants(group(group)))
                .isTrue();
    }

    @Test
    void aVeryLargeGroupLosesTheSummariesOfItsEventsAndFits() {
        ObjectNode event = (ObjectNode) JSON.readTree(EVENT);
        event.put("summary", "ü".repeat(30_000));
        IncidentDocument document = document(GROUP, Map.of(), event.toString(), event.toString());

        assertThat(document.json().length()).isLessThan(400_000);
        assertThat(document.oddities()).anyMatch(oddity -> oddity.contains("summaries"));
    }

    @ParameterizedTest
    @CsvSource({
        "category, critical, 10, 4",
        "category, suspicious, 10, 3",
        "category, compliance, 10, 1",
        "score, critical, 10, 1",
        "score, critical, 40, 2",
        "score, compliance, 60, 3",
        "score, compliance, 80, 4",
        "category, unknown, 60, 3"
    })
    void theSeverityIsThatOfTheCategoryOrTheScore(String basis, String category, int score, int severity) {
        ObjectNode group = (ObjectNode) JSON.readTree(GROUP);
        group.put("category", category).put("groupScore", score);

        assertThat(JSON.readTree(document(group.toString(), Map.of("severity", basis))
                                .json())
                        .path("severity")
                        .asInt())
                .isEqualTo(severity);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "min-score       | 72                | true",
                "min-score       | 73                | false",
                "categories      | suspicious        | true",
                "categories      | critical          | false",
                "exclude-dids    | 10                | false",
                "exclude-dids    | 11                | true",
                "exclude-sids    | 12                | false",
                "exclude-sids    | 13                | true",
                "user-triggered  | only              | false",
                "user-triggered  | exclude           | true"
            })
    void theSettingsSayWhichGroupsBecomeIncidents(String setting, String value, boolean wanted) {
        assertThat(filter(Map.of(setting, value)).wants(group(GROUP, EVENT))).isEqualTo(wanted);
    }

    @Test
    void aGroupWithAnotherDeviceThanThoseThatAreLeftOutIsWanted() {
        String two = GROUP.replace("\"devices\": [10]", "\"devices\": [10, 11]");

        assertThat(filter(Map.of("exclude-dids", "10")).wants(group(two, EVENT)))
                .isTrue();
        assertThat(filter(Map.of("exclude-dids", "10,11")).wants(group(two, EVENT)))
                .isFalse();
    }

    @Test
    void anEventThatIsNotAcknowledgedOpensAnAcknowledgedGroup() {
        String acknowledged = GROUP.replace("\"acknowledged\": false", "\"acknowledged\": true");
        String joined = acknowledged.replace("\"visible\": true", "\"visible\": true, \"acknowledged\": false");

        assertThat(filter(Map.of()).wants(group(acknowledged))).isFalse();
        assertThat(filter(Map.of("include-acknowledged", "true")).wants(group(acknowledged)))
                .isTrue();
        assertThat(filter(Map.of()).wants(group(joined))).isTrue();
        assertThat(group(joined).state(10, 10).path("acknowledged").asBoolean(true))
                .isFalse();
    }

    private static JsonNode incident(String group, String... events) {
        return JSON.readTree(document(group, Map.of(), events).json());
    }

    private static IncidentDocument document(String group, Map<String, String> settings, String... events) {
        return GroupIncident.of("g1", group(group, events), MAIN, settings(settings));
    }

    private static ListedGroup group(String json, String... events) {
        return ListedGroup.of(JSON.readTree(json))
                .with(List.of(events).stream()
                        .map(event -> (ObjectNode) JSON.readTree(event))
                        .toList());
    }

    private static GroupFilter filter(Map<String, String> settings) {
        return GroupFilter.of(settings(settings));
    }

    private static AnalystSettings settings(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings.entrySet().stream()
                        .collect(Collectors.toMap(e -> "i." + e.getKey(), Map.Entry::getValue))))
                .bindOrCreate("i", Bindable.of(AnalystSettings.class));
    }
}
