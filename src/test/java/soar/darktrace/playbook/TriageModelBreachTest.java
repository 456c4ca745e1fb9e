package soar.darktrace.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.AfterTheGate;
import soar.darktrace.ConnectorTest;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.SimulatedAppliance;

/** Triage Model Breach - Darktrace, and whether the breach is acknowledged where it says so. */
@AfterTheGate
@ConnectorTest
class TriageModelBreachTest {

    private static final Playbook PLAYBOOK = Playbook.named("Triage Model Breach - Darktrace");
    private static final long BREACH = 900;
    private static final String HIGH = "0.93";
    private static final String LOW = "0.31";
    private static final String TIME = "\"time\": 1602191481000,";
    private static final String COMMENTS = "/modelbreaches/{pbid}/comments";
    private static final String[] AFTER_A_QUESTION = {
        "Acknowledged", "Acknowledged by hand", "Go on investigating", "Looked at by hand"
    };

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @Autowired
    TestClock clock;

    @TestFactory
    Stream<DynamicNode> walks() {
        Surroundings surroundings = new Surroundings(web, appliance, clock);
        Exploration exploration = new Exploration(surroundings, walk -> assertTrueIn(surroundings, walk));
        return Stream.concat(
                exploration.walks(
                        PLAYBOOK,
                        Stream.concat(
                                        Stream.of(
                                                Scenario.of("no model breach").endingIn("No model breach"),
                                                Scenario.of("a model breach that Darktrace does not know")
                                                        .with("darktracepbid", 424242)
                                                        .endingIn("Looked at by hand"),
                                                breach("a critical one with a low score", device(7), LOW)
                                                        .with("darktracemodelcategory", "critical")
                                                        .endingIn(AFTER_A_QUESTION),
                                                breach(
                                                                "a critical one, as only Darktrace says",
                                                                device(7),
                                                                LOW,
                                                                TIME,
                                                                "Critical")
                                                        .with("darktracemodelcategory", "")
                                                        .endingIn(AFTER_A_QUESTION),
                                                breach("one in a context that holds much", device(7), LOW)
                                                        .endingIn("Below the threshold", "Looked at by hand")
                                                        .afterReading(
                                                                "darktrace-list-breaches",
                                                                Map.of(
                                                                        "start_time",
                                                                        "2020-06-01",
                                                                        "end_time",
                                                                        "2020-12-01")),
                                                breach("one in an incident that was made by hand", device(7), LOW)
                                                        .with("sourceBrand", "Manual")
                                                        .with("sourceInstance", "admin")
                                                        .endingIn("Below the threshold", "Looked at by hand"),
                                                breach("one whose time is not known", device(7), HIGH, "", "Suspicious")
                                                        .endingIn(AFTER_A_QUESTION)),
                                        Stream.of(
                                                        "{\"did\": 7, \"ip\": \"10.0.18.224\", \"hostname\": \"fin-lt-07\"}",
                                                        "{\"did\": 1044, \"hostname\": \"SaaS::Office365: erin.blake@corp.example\"}",
                                                        "{\"did\": 10}",
                                                        "{\"did\": -1}",
                                                        "")
                                                .flatMap(TriageModelBreachTest::ofDevice))
                                .toList()),
                Stream.of(exploration.completeness(PLAYBOOK)));
    }

    private static Stream<Scenario> ofDevice(String device) {
        String name = device.isEmpty() ? "no device" : "the device " + device;
        return Stream.of(
                breach("a high score, " + name, device, HIGH).endingIn(AFTER_A_QUESTION),
                breach("a low score, " + name, device, LOW).endingIn("Below the threshold", "Looked at by hand"),
                breach("a high score, a comment that is refused, " + name, device, HIGH)
                        .after(surroundings ->
                                surroundings.appliance().answer("POST", COMMENTS, "{\"response\": \"ERROR\"}"))
                        .endingIn(
                                "Acknowledged",
                                "Acknowledged, commented by hand",
                                "Acknowledged by hand",
                                "Go on investigating",
                                "Looked at by hand"),
                breach("a high score, made by hand, " + name, device, HIGH)
                        .with("sourceBrand", "Manual")
                        .endingIn("Instance not named", "Looked at by hand"),
                breach("acknowledged already, " + name, device, HIGH)
                        .endingIn("Acknowledged already", "Looked at by hand")
                        .after(surroundings -> surroundings.prepare("darktrace-acknowledge", Map.of("pbid", BREACH))));
    }

    private static Scenario breach(String name, String device, String score) {
        return breach(name, device, score, TIME, "Suspicious");
    }

    private static Scenario breach(String name, String device, String score, String time, String category) {
        String json =
                """
                {"pbid": %d, %s "creationTime": 1602191495000, "score": %s, "acknowledged": false, "commentCount": 0,
                 %s "model": {"then": {"name": "Anomalous Connection::Test", "pid": 1, "priority": 3, "tags": [],
                                     "category": "%s"}}}
                """.formatted(BREACH, time, score, device.isEmpty() ? "" : "\"device\": " + device + ",", category);
        return Scenario.of(name)
                .with("darktracepbid", BREACH)
                .with("darktracemodelcategory", "Suspicious")
                .after(surroundings -> surroundings.appliance().addBreach(json));
    }

    private static String device(long did) {
        return "{\"did\": %d}".formatted(did);
    }

    private static void assertTrueIn(Surroundings surroundings, Walk walk) {
        assertThat(surroundings.appliance().requests())
                .noneMatch(request -> request.url().contains("did=-1"));
        assertThat(surroundings.changes("/") > 0).isEqualTo(walk.chose("Acknowledge the model breach? Acknowledge"));
        if (walk.ends(PLAYBOOK).contains("Acknowledged")) {
            assertThat(surroundings.isAcknowledged(BREACH)).isTrue();
            assertThat(surroundings.comments(BREACH))
                    .isEqualTo(walk.chose("Seen: it is legitimate.") ? List.of("Seen: it is legitimate.") : List.of());
        }
    }
}
