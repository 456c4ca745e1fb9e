package soar.darktrace.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.SimulatedAppliance;

/** Close Loop - Darktrace, and whether Darktrace knows afterwards what it shall know. */
@ConnectorTest
class CloseLoopTest {

    private static final Playbook PLAYBOOK = Playbook.named("Close Loop - Darktrace");
    private static final int BREACH = 111;
    private static final String NOTES = "Backup job; owner informed.\nNo further action: see CHG-7, \"weekly\".";
    private static final String COMMENT = "XSOAR incident 42 was closed (Resolved): " + NOTES;

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
                        List.of(
                                Scenario.of("no model breach").endingIn("No model breach"),
                                Scenario.of("a model breach that Darktrace does not know")
                                        .with("darktracepbid", 424242)
                                        .endingIn("Told by hand"),
                                closed("closed"),
                                closed("about to close")
                                        .with("status", 1)
                                        .input("Event", "Closed")
                                        .afterReading("darktrace-get-comments", Map.of("pbid", 46)),
                                closed("closed, and told already")
                                        .after(before -> before.prepare(
                                                "darktrace-add-comment", Map.of("pbid", BREACH, "message", COMMENT))),
                                closed("closed, told and acknowledged already")
                                        .endingIn("Acknowledged already", "Told by hand")
                                        .after(before -> before.prepare(
                                                "darktrace-acknowledge", Map.of("pbid", BREACH, "message", COMMENT))),
                                closed("closed, and acknowledged by somebody")
                                        .after(CloseLoopTest::acknowledge)
                                        .endingIn("Acknowledged already", "Told by hand"),
                                closed("closed without a word")
                                        .with("closeNotes", "")
                                        .endingIn("No close notes", "Told by hand"),
                                incident("about to close, without notes")
                                        .input("Event", "closed")
                                        .endingIn("No close notes", "Told by hand"),
                                incident("about to close, with notes from the caller")
                                        .input("Event", "closed")
                                        .input("CloseReason", "Resolved")
                                        .input("CloseNotes", NOTES)
                                        .endingIn("Acknowledged", "Told by hand"),
                                closed("closed, but made by hand")
                                        .with("sourceBrand", "Manual")
                                        .endingIn("Instance not named"),
                                incident("open again")
                                        .after(CloseLoopTest::acknowledge)
                                        .endingIn("Acknowledgement taken back", "Told by hand"),
                                incident("reopened, though it is still closed")
                                        .with("status", 2)
                                        .input("Event", "reopened")
                                        .after(CloseLoopTest::acknowledge)
                                        .endingIn("Acknowledgement taken back", "Told by hand"),
                                incident("open, and never acknowledged").endingIn("Not acknowledged", "Told by hand"),
                                incident("archived").with("status", 3).endingIn("Nothing to tell", "Told by hand"))),
                Stream.of(exploration.completeness(PLAYBOOK)));
    }

    private static Scenario incident(String name) {
        return Scenario.of(name).with("darktracepbid", BREACH);
    }

    private static Scenario closed(String name) {
        return incident(name)
                .with("status", 2)
                .with("closeReason", "Resolved")
                .with("closeNotes", NOTES)
                .endingIn("Acknowledged", "Told by hand");
    }

    private static void acknowledge(Surroundings surroundings) {
        surroundings.prepare("darktrace-acknowledge", Map.of("pbid", BREACH));
    }

    private static void assertTrueIn(Surroundings surroundings, Walk walk) {
        boolean acknowledged = surroundings.isAcknowledged(BREACH);
        List<String> comments = surroundings.comments(BREACH);
        switch (walk.ends(PLAYBOOK).get(0)) {
            case "Acknowledged", "Acknowledged already" -> {
                assertThat(acknowledged).isTrue();
                assertThat(comments).containsExactly(COMMENT);
            }
            case "Acknowledgement taken back" -> {
                assertThat(acknowledged).isFalse();
                assertThat(comments).containsExactly("XSOAR incident 42 was reopened.");
            }
            case "Told by hand" ->
                assertThat(walk.took(PLAYBOOK, "3", "#default#")
                                || walk.chose("is refused")
                                || walk.chose("nobody knows"))
                        .isTrue();
            default -> assertThat(surroundings.changes("/")).isZero();
        }
    }
}
