package soar.darktrace.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.ActionState;
import soar.darktrace.appliance.ActionState.Stage;
import soar.darktrace.appliance.SimulatedAppliance;

/** Darktrace - Contain Device, and whether the device is contained where it says so. */
class ContainDeviceTest {

    private static final Playbook PLAYBOOK = Playbook.named("Darktrace - Contain Device");
    private static final int DEVICE = 7;
    private static final int BREACH = 111;

    private static final String[] ALL_ENDS = {
        "Looked at by hand",
        "Refused",
        "Not contained",
        "Found out by hand",
        "Not contained after all",
        "Ended already",
        "Ends by itself",
        "Released",
        "Released by hand",
        "Extended: ends by itself then",
        "Extended by hand"
    };

    private static final Scenario CONTAINABLE = Scenario.of("a device that can be contained, and its breach")
            .with("darktracedid", DEVICE)
            .with("darktracepbid", BREACH)
            .input("PollMinutes", "15")
            .endingIn(ALL_ENDS)
            .meanwhile("Read back the actions against the device", ContainDeviceTest::clearWhatIsActive)
            .meanwhile("Wait until shortly before the end", ContainDeviceTest::clearWhatIsActive);

    @ConnectorTest
    @Nested
    class RespondOn {

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
                                    Scenario.of("no device")
                                            .with("darktracepbid", BREACH)
                                            .endingIn("No device"),
                                    Scenario.of("a protected device")
                                            .with("darktracedid", 3)
                                            .endingIn("Refused", "Looked at by hand"),
                                    Scenario.of("a device that Darktrace does not know")
                                            .with("darktracedid", 555)
                                            .endingIn("Refused", "Looked at by hand"),
                                    Scenario.of("a kind of action that the device does not take")
                                            .with("darktracedid", 823)
                                            .input("Action", "pol")
                                            .endingIn(
                                                    "Looked at by hand",
                                                    "Refused",
                                                    "Not contained",
                                                    "Found out by hand",
                                                    "Not contained after all"),
                                    Scenario.of("a device that is contained already")
                                            .with("darktracedid", DEVICE)
                                            .after(ContainDeviceTest::contain)
                                            .endingIn("Contained already", "Looked at by hand"),
                                    CONTAINABLE,
                                    Scenario.of("a device without a breach, in a context that holds much")
                                            .with("darktracedid", DEVICE)
                                            .with("sourceBrand", "Manual")
                                            .with("sourceInstance", "admin")
                                            .input("PollMinutes", "15")
                                            .endingIn(ALL_ENDS)
                                            .afterReading("darktrace-get-actions", Map.of("include_cleared", true))
                                            .afterReading(
                                                    "darktrace-clear-action", Map.of("codeid", 4711, "dry_run", true))
                                            .meanwhile(
                                                    "Read back the actions against the device",
                                                    ContainDeviceTest::clearWhatIsActive)
                                            .meanwhile(
                                                    "Wait until shortly before the end",
                                                    ContainDeviceTest::clearWhatIsActive))),
                    Stream.of(exploration.completeness(PLAYBOOK)));
        }
    }

    @ConnectorTest
    @TestPropertySource(properties = "darktrace.instances.main.respond.enabled=false")
    @Nested
    class RespondOff {

        @Autowired
        WebTestClient web;

        @Autowired
        SimulatedAppliance appliance;

        @Autowired
        TestClock clock;

        @TestFactory
        Stream<DynamicNode> walks() {
            Surroundings surroundings = new Surroundings(web, appliance, clock);
            return new Exploration(surroundings, walk -> {
                        assertThat(surroundings.changes("/antigena")).isZero();
                    })
                    .walks(PLAYBOOK, List.of(CONTAINABLE.endingIn("Refused", "Looked at by hand")));
        }
    }

    private static void assertTrueIn(Surroundings surroundings, Walk walk) {
        boolean confirmed = walk.took(PLAYBOOK, "6", "Contain");
        assertThat(surroundings.changes("/antigena/manual")).isEqualTo(confirmed && !refusedByPolicy(walk) ? 1 : 0);
        assertThat(walk.ends(PLAYBOOK)).isSubsetOf(endsAfter(walk));
        boolean interfered = walk.chose("somebody interferes");
        List<ActionState> active = active(surroundings);
        switch (walk.ends(PLAYBOOK).get(0)) {
            case "Released", "Ended already", "Not contained after all" ->
                assertThat(active).isEmpty();
            case "Contained already" -> assertThat(active).hasSize(1);
            case "Ends by itself" -> {
                if (!interfered) {
                    assertThat(active).hasSize(1);
                    assertThat(Duration.between(
                                    surroundings.clock().instant(),
                                    active.get(0).expires()))
                            .isLessThanOrEqualTo(Duration.ofMinutes(15))
                            .isPositive();
                }
            }
            case "Extended: ends by itself then" ->
                assertThat(Duration.between(
                                surroundings.clock().instant(), active.get(0).expires()))
                        .isGreaterThan(Duration.ofMinutes(60));
            default -> assertThat(confirmed || surroundings.changes("/") == 0).isTrue();
        }
        boolean commented =
                walk.took(PLAYBOOK, "12", "#none#") && !walk.chose("\"Comment on the model breach\" is refused");
        assertThat(surroundings.comments(BREACH)).hasSize(commented ? 1 : 0);
    }

    /** What the analyst answers is what happens, or somebody is told. */
    private static List<String> endsAfter(Walk walk) {
        if (walk.chose("What becomes of the containment? Release now")) {
            return List.of("Released", "Released by hand");
        }
        if (walk.chose("What becomes of the containment? Extend")) {
            return List.of("Extended: ends by itself then", "Extended by hand");
        }
        return walk.chose("What becomes of the containment? Let it end")
                ? List.of("Ends by itself")
                : walk.ends(PLAYBOOK);
    }

    /** Where Darktrace refuses everything, the device cannot be looked up, and the connector does not send the change. */
    private static boolean refusedByPolicy(Walk walk) {
        return walk.chose("\"Contain the device\" is refused");
    }

    /** What the playbook can have made: 4711 was active before. */
    private static List<ActionState> active(Surroundings surroundings) {
        return surroundings.appliance().actionStates().stream()
                .filter(action -> action.did() == DEVICE && action.codeid() != 4711)
                .filter(action -> action.stage() == Stage.ACTIVE)
                .toList();
    }

    private static void contain(Surroundings surroundings) {
        surroundings.prepare(
                "darktrace-create-manual-action", Map.of("did", DEVICE, "action", "quarantine", "duration", "1 hour"));
    }

    private static void clearWhatIsActive(Surroundings surroundings) {
        active(surroundings)
                .forEach(action -> surroundings.prepare("darktrace-clear-action", Map.of("codeid", action.codeid())));
    }
}
