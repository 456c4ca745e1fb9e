package soar.darktrace.fetch.breach;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import soar.darktrace.client.TestInstances;
import soar.darktrace.fetch.IncidentDocument;
import soar.darktrace.fetch.Item;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The incident that a breach becomes: the documented shape, whatever the breach looks like. */
class BreachIncidentTest {

    private static final String BREACH = """
            {"pbid": 95, "commentCount": 2, "time": 1602191481000, "creationTime": 1602191495000, "score": 0.729,
             "acknowledged": false,
             "model": {"name": "Compromise::Watched Domain", "pid": 762, "uuid": "3338210a", "priority": 5,
                       "category": "Critical", "tags": ["AP: C2 Comms"], "description": "Watched domains.",
                       "mitre": {"tactics": ["command-and-control"], "techniques": ["T1071"]}},
             "triggeredComponents": [{"cbid": 1}],
             "device": {"did": 823, "ip": "172.31.32.146", "hostname": "sf-l", "macaddress": "06:42", "vendor": "HP",
                        "devicelabel": "Kelly's Laptop", "typename": "laptop"}}""";

    @Test
    void isTheDocumentedOne() {
        ObjectNode document = tree(incident(BREACH));

        assertThat(json(document.without("rawJSON").toString())).isEqualTo(json("""
                {"name": "Darktrace Model Breach #95: Compromise::Watched Domain",
                 "occurred": "2020-10-08T21:11:21.000Z", "severity": 4, "type": "Darktrace Model Breach",
                 "details": "Watched domains.", "dbotMirrorId": "main:95",
                 "labels": [{"type": "Darktrace Instance", "value": "main"}, {"type": "Model Breach ID", "value": "95"},
                            {"type": "Model", "value": "Compromise::Watched Domain"},
                            {"type": "Category", "value": "Critical"}, {"type": "Device ID", "value": "823"},
                            {"type": "Hostname", "value": "sf-l"}, {"type": "IP", "value": "172.31.32.146"}],
                 "CustomFields": {
                     "darktraceinstance": "main", "darktracepbid": "95", "darktracescore": 0.729,
                     "darktracecreated": "2020-10-08T21:11:35.000Z",
                     "darktraceacknowledged": false,
                     "darktracebreachurl": "https://darktrace.example.com/#modelbreach/95",
                     "darktracemodelname": "Compromise::Watched Domain", "darktracemodeluuid": "3338210a",
                     "darktracemodelpriority": 5, "darktracemodelcategory": "Critical",
                     "darktracetags": ["AP: C2 Comms"], "darktracemitretechniques": ["T1071"], "darktracedid": "823",
                     "darktracedevicehostname": "sf-l", "darktracedevicelabel": "Kelly's Laptop",
                     "darktracedeviceip": "172.31.32.146", "darktracedevicemac": "06:42",
                     "darktracemodelbreachid": 95, "darktracemodelbreachscore": 72.9,
                     "darktracemodelbreachdescription": "Watched domains.", "darktracecommentcount": 2,
                     "darktracedeviceid": "823", "darktracedevicevendor": "HP", "darktracemodelid": 762,
                     "darktracemodeltags": ["AP: C2 Comms"], "darktracemodelbreachname": "Compromise::Watched Domain",
                     "darktracemodelbreachcategory": "Critical", "darktracemodelbreachpriority": 5,
                     "darktracemodelbreachpolicyid": 762, "darktracemodelbreachtags": ["AP: C2 Comms"],
                     "darktracemodelbreachuniqueidentifier": "3338210a", "darktracemodelbreachcommentcount": 2,
                     "externallink": "https://darktrace.example.com/#modelbreach/95"}}"""));
    }

    @Test
    void saysHowManyMinutesItTookToAcknowledge() {
        JsonNode document = tree(incident("""
                        {"pbid": 7, "creationTime": 1602191495000, "acknowledged": {"username": "u", "time": 1602191585000}}"""));

        assertThat(document.path("CustomFields")
                        .path("darktraceminutestoacknowledge")
                        .asDouble())
                .isEqualTo(1.5);
        assertThat(json(document.path("rawJSON").asString())
                        .path("minutesToAcknowledge")
                        .asDouble())
                .isEqualTo(1.5);
    }

    @Test
    void namesNoPublicFieldForWhatTheBreachLacks() {
        assertThat(tree(incident("{\"pbid\": 7}")).path("CustomFields").propertyNames())
                .containsExactlyInAnyOrder(
                        "darktraceinstance",
                        "darktracepbid",
                        "darktraceacknowledged",
                        "darktracebreachurl",
                        "darktracewarnings",
                        "darktracemodelbreachid",
                        "externallink");
    }

    @ParameterizedTest
    @CsvSource({"0.5, 50", "1, 100", "0, 0", "0.07, 7", "0.123456, 12.3456"})
    void hasTheScoreAsAPercentageToo(String score, String percentage) {
        assertThat(tree(incident("{\"pbid\": 7, \"score\": %s}".formatted(score)))
                        .at("/CustomFields/darktracemodelbreachscore")
                        .toString())
                .isEqualTo(percentage);
    }

    @Test
    void carriesTheBreachAsGetBreachShowsIt() {
        JsonNode raw = raw(incident(BREACH));

        assertThat(raw).isEqualTo(json("""
                {"pbid": 95, "commentCount": 2, "time": "2020-10-08T21:11:21.000Z",
                 "creationTime": "2020-10-08T21:11:35.000Z", "score": 0.729, "acknowledged": false,
                 "device": {"did": 823, "macaddress": "06:42", "vendor": "HP", "ip": "172.31.32.146",
                            "hostname": "sf-l", "devicelabel": "Kelly's Laptop"},
                 "model": {"name": "Compromise::Watched Domain", "pid": 762, "uuid": "3338210a",
                           "tags": ["AP: C2 Comms"], "priority": 5, "description": "Watched domains.",
                           "category": "Critical"},
                 "url": "https://darktrace.example.com/#modelbreach/95",
                 "mitre": {"tactics": ["command-and-control"], "techniques": ["T1071"]},
                 "triggeredComponents": [{"cbid": 1}]}"""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"pbid": 7}                                                    | has no device.
            {"pbid": 7, "device": "gone"}                                  | has no device.
            {"pbid": 7, "device": {"did": 1}}                              | has no model.
            {"pbid": 7, "device": {"did": 1}, "model": {"pid": 3}}         | has a model without a name.
            {"pbid": 7, "time": "yesterday"}                               | has no readable time.
            {"pbid": 7, "time": 1602191481000000}                          | has no readable time.
            {"pbid": 7, "time": 1602191481000, "creationTime": []}         | has no readable creation time.
            {"pbid": 7, "time": 1602191481000, "score": "high"}            | has no score.
            """)
    void isMadeOfAnOddBreachToo(String breach, String oddity) {
        IncidentDocument incident = incident(breach);

        assertThat(incident.oddities()).contains("Model breach 7 " + oddity);
        assertThat(tree(incident).path("name").asString()).isEqualTo("Darktrace Model Breach #7");
        assertThat(tree(incident).at("/CustomFields/darktracewarnings").asString())
                .contains(oddity);
        assertThat(raw(incident).path("pbid").asInt()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1602191481000000", "-1", "\"yesterday\"", "1602191481.5"})
    void hasNoTimeOfItsOwnWhereDarktracesIsNone(String time) {
        assertThat(tree(incident("{\"pbid\": 7, \"time\": %s}".formatted(time))).has("occurred"))
                .isFalse();
    }

    @Test
    void staysSmallEnoughForTheStore() {
        ObjectNode breach = (ObjectNode) json(BREACH);
        breach.withArrayProperty("triggeredComponents").addObject().put("text", "é".repeat(200_000));
        ObjectNode model = breach.withObjectProperty("model").put("description", "ü".repeat(200_000));
        IntStream.range(0, 200).forEach(tag -> {
            model.withArrayProperty("tags").add("ü".repeat(5_000));
            model.withObjectProperty("mitre").withArrayProperty("techniques").add("ü".repeat(5_000));
        });
        breach.withObjectProperty("device").put("hostname", "ü".repeat(50_000));

        IncidentDocument incident = incident(breach.toString());

        assertThat(incident.json()).hasSizeLessThan(1_000_000);
        assertThat(raw(incident).path("pbid").asInt()).isEqualTo(95);
        assertThat(incident.oddities()).anyMatch(oddity -> oddity.contains("very large"));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"7\"', 7",
        "-20000000000017, 20000000000017",
        "'\"-7\"', 7",
        "'\"1-23\"', 1-23",
        "7.0, 7",
        "9223372036854775808, 9223372036854775808"
    })
    void knowsTheBreachByItsIdInWhateverForm(String pbid, String known) {
        assertThat(tree(incident("{\"pbid\": %s}".formatted(pbid)))
                        .path("dbotMirrorId")
                        .asString())
                .isEqualTo("main:" + known);
    }

    @ParameterizedTest
    @CsvSource({
        "category, Critical, 0, 0.1, 4",
        "category, Suspicious, 5, 0.9, 2",
        "category, Compliance, 5, 0.9, 1",
        "category, Informational, 5, 0.9, 0.5",
        "category, Other, 4, 0.9, 3",
        "priority, Critical, 0, 0.9, 0.5",
        "priority, Critical, 2, 0.9, 1",
        "priority, Critical, 3, 0.9, 2",
        "priority, Critical, 4, 0.9, 3",
        "priority, Critical, 5, 0.1, 4",
        "score, Critical, 5, 0.39, 1",
        "score, Critical, 5, 0.4, 2",
        "score, Critical, 5, 0.6, 3",
        "score, Critical, 5, 0.8, 4"
    })
    void hasTheSeverityOfItsCategoryPriorityOrScore(
            String basis, String category, int priority, String score, String severity) {
        String breach = "{\"pbid\": 1, \"score\": %s, \"model\": {\"category\": \"%s\", \"priority\": %d}}"
                .formatted(score, category, priority);

        assertThat(tree(incident(breach, Map.of("severity", basis)))
                        .path("severity")
                        .asString())
                .isEqualTo(severity);
    }

    @Test
    void reachesALimitThatItsScoreIsExactlyAt() {
        assertThat(tree(incident("{\"pbid\": 1, \"score\": 0.58}", Map.of("severity", "score", "severity-high", "58")))
                        .path("severity")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void hasAnUnknownSeverityWhereNothingTells() {
        assertThat(tree(incident("{\"pbid\": 1}")).path("severity").asInt()).isZero();
    }

    private static IncidentDocument incident(String breach) {
        return incident(breach, Map.of());
    }

    private static IncidentDocument incident(String breach, Map<String, String> settings) {
        JsonNode item = json(breach);
        return BreachIncident.of(
                new Item(ListedBreach.pbid(item).orElseThrow(), 0, 0, item),
                TestInstances.create(TestInstances.settings("https://darktrace.example.com/"), Clock.systemUTC()),
                new Binder(new MapConfigurationPropertySource(settings))
                        .bindOrCreate("", Bindable.of(BreachSettings.class)));
    }

    private static ObjectNode tree(IncidentDocument incident) {
        return json(incident.json()).asObject();
    }

    private static JsonNode raw(IncidentDocument incident) {
        return json(tree(incident).path("rawJSON").asString());
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
