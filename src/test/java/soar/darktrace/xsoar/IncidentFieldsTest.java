package soar.darktrace.xsoar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.SimulatedAppliance;
import soar.darktrace.appliance.SyntheticEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The pack's incident fields and its mapper, against the incidents that the connector makes. */
@ConnectorTest
class IncidentFieldsTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path PACK = Path.of("pack");

    /** A field of Common Types, which the pack does not define. */
    private static final String EXTERNAL_LINK = "externallink";

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @Autowired
    TestClock clock;

    @BeforeEach
    void addBreaches() {
        clock.reset();
        appliance.reset();
        long now = clock.millis() - 1000;
        appliance.addBreach("""
                {"pbid": 7, "time": %1$d, "creationTime": %1$d, "score": 0.729, "commentCount": 2,
                 "model": {"name": "Compromise::Watched Domain", "pid": 762, "uuid": "3338210a", "priority": 5,
                           "category": "Critical", "tags": ["AP: C2 Comms", "DNS"], "description": "Watched domains.",
                           "mitre": {"tactics": ["command-and-control"], "techniques": ["T1071"]}},
                 "device": {"did": 823, "ip": "172.31.32.146", "hostname": "sf-l", "macaddress": "06:42", "vendor": "HP",
                            "devicelabel": "Kelly's Laptop"}}""".formatted(now));
        appliance
                .analyst()
                .addEvent(
                        new SyntheticEvent(
                                "e1",
                                "g1",
                                "critical",
                                72.9,
                                Instant.ofEpochMilli(now - 60_000),
                                Instant.ofEpochMilli(now),
                                823,
                                List.of(7L)),
                        Instant.ofEpochMilli(now));
        appliance.analyst().merge("g0", "g1");
        appliance.addBreach("{\"pbid\": 8, \"time\": %1$d, \"creationTime\": %1$d, \"score\": 0.5}".formatted(now));
    }

    @Test
    void thereIsAFieldForEachThatAnIncidentFillsAndForNoOther() throws IOException {
        assertThat(incidents().stream()
                        .flatMap(incident -> incident.path("CustomFields").propertyNames().stream())
                        .distinct()
                        .filter(name -> !name.equals(EXTERNAL_LINK)))
                .containsExactlyInAnyOrderElementsOf(fieldsByName().values().stream()
                        .map(field -> field.path("cliName").asString())
                        // XSOAR has no log: which group a breach belongs to, the connector's own incidents say.
                        .filter(name -> !name.equals("darktracebelongsto"))
                        // A breach that is acknowledged already is not fetched: mirroring and the button Refresh fill
                        // it.
                        .filter(name -> !name.equals("darktraceminutestoacknowledge"))
                        .toList());
    }

    @Test
    void aFieldHasTheTypeOfWhatFillsIt() throws IOException {
        Map<String, String> types = fieldsByName().values().stream()
                .collect(Collectors.toMap(
                        field -> field.path("cliName").asString(),
                        field -> field.path("type").asString()));
        types.put(EXTERNAL_LINK, "shortText");

        assertThat(incidents())
                .allSatisfy(incident -> incident.path("CustomFields")
                        .forEachEntry((name, value) -> assertThat(types.get(name))
                                .as(name)
                                .isIn(
                                        value.isNumber()
                                                ? List.of("number")
                                                : value.isBoolean()
                                                        ? List.of("boolean")
                                                        : value.isArray()
                                                                ? List.of("tagsSelect", "multiSelect")
                                                                : List.of("shortText", "longText", "url", "date"))));
    }

    @Test
    void theMapperFillsThemWithTheSameFromWhatIsRaw() throws IOException {
        Map<String, JsonNode> fields = fieldsByName();
        JsonNode mappings = read("Classifiers/classifier-mapper-incoming-Darktrace_Connector.json")
                .path("mapping");

        assertThat(incidents()).allSatisfy(incident -> {
            JsonNode raw = JSON.readTree(incident.path("rawJSON").asString());
            JsonNode mapping = mappings.path(typeOf(raw)).path("internalMapping");
            assertThat(typeOf(raw)).isEqualTo(incident.path("type").asString());
            mapping.forEachEntry((name, source) -> {
                if (name.startsWith("dbotMirror")) {
                    return; // the script adds what these are made of
                }
                assertThat(mapped(raw, source)).as(name).isEqualTo(text(filled(incident, name, fields)));
            });
            assertThat(mapping.propertyNames()).contains("details", "occurred");
        });
        // What Darktrace does not say is in the incident alone: instance, warnings, what a breach belongs to.
        assertThat(mappings.valueStream()
                        .flatMap(type -> type.path("internalMapping").propertyNames().stream())
                        .filter(fields::containsKey)
                        .distinct())
                .hasSize(fields.size() - 3);
    }

    /** Those that queries, rules and playbooks for the public Darktrace packs name. */
    @Test
    void theNamesOfThePublicPacksAreFilledToo() {
        JsonNode fields = incidents().stream()
                .filter(incident ->
                        incident.at("/CustomFields/darktracepbid").asString().equals("7"))
                .findFirst()
                .orElseThrow()
                .path("CustomFields");

        assertThat(fields.path("darktracemodelbreachid").asLong()).isEqualTo(7);
        assertThat(fields.path("darktracedeviceid")).isEqualTo(fields.path("darktracedid"));
        assertThat(fields.path("darktracemodelbreachscore").asDouble()).isEqualTo(72.9);
        assertThat(fields.path("darktracemodelbreachtags")).isEqualTo(fields.path("darktracetags"));
    }

    /** What the mapper makes of what is raw: a path, or one that is multiplied, as text. */
    private static String mapped(JsonNode raw, JsonNode source) {
        JsonNode complex = source.path("complex");
        if (!complex.isObject()) {
            return text(raw.at("/" + source.path("simple").asString().replace('.', '/')));
        }
        JsonNode transformer = complex.path("transformers").get(0);
        assertThat(transformer.path("operator").asString()).isEqualTo("multiply");
        JsonNode value = raw.path(complex.path("root").asString());
        return value.isMissingNode()
                ? ""
                : value.decimalValue()
                        .multiply(new BigDecimal(
                                transformer.at("/args/by/value/simple").asString()))
                        .stripTrailingZeros()
                        .toPlainString();
    }

    private static JsonNode filled(JsonNode incident, String name, Map<String, JsonNode> fields) {
        if (name.equals("External Link")) {
            return incident.path("CustomFields").path(EXTERNAL_LINK);
        }
        return fields.containsKey(name)
                ? incident.path("CustomFields")
                        .path(fields.get(name).path("cliName").asString())
                : incident.path(name);
    }

    /** As the classifier has it. */
    private static String typeOf(JsonNode raw) {
        JsonNode classifier = read("Classifiers/classifier-Darktrace_Connector.json");
        String key = raw.path(classifier.at("/transformer/simple").asString()).asString("");
        return classifier
                .path("keyTypeMap")
                .path(key)
                .asString(classifier.path("defaultIncidentType").asString());
    }

    private List<JsonNode> incidents() {
        List<JsonNode> incidents = Reply.toCommand(web, "fetch-incidents", Map.of("source", "breach,analyst"))
                .body()
                .at("/outputs/incidents")
                .valueStream()
                .toList();
        assertThat(incidents).hasSizeGreaterThanOrEqualTo(3);
        return incidents;
    }

    /** As text, which is what XSOAR makes of a number in a text field; what is missing is empty. */
    private static String text(JsonNode value) {
        return value.isContainer() ? value.toString() : value.asString("");
    }

    private static Map<String, JsonNode> fieldsByName() throws IOException {
        try (Stream<Path> files = Files.list(PACK.resolve("IncidentFields"))) {
            return files.map(JSON::readTree)
                    .collect(Collectors.toMap(field -> field.path("name").asString(), field -> field));
        }
    }

    private static JsonNode read(String name) {
        return JSON.readTree(PACK.resolve(name));
    }
}
