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
import soar.darktrace.AfterTheGate;
import soar.darktrace.ConnectorTest;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.ActionState;
import soar.darktrace.appliance.ActionState.Stage;
import soar.darktrace.appliance.Fault;
import soar.darktrace.appliance.SimulatedAppliance;

/** Release Device - Darktrace: that the analyst is asked in time whatever happens, and told the truth afterwards. */
@AfterTheGate
@ConnectorTest
class ReleaseDeviceTest {

    private static final Playbook PLAYBOOK = Playbook.named("Release Device - Darktrace");
    private static final long ACTION = 1_000_000_004_717L;
    private static final int DEVICE = 7;
    private static final String[] ALL_ENDS = {
        "Not active any more", "Released", "Released by hand", "Ends by itself", "Extended", "Extended by hand"
    };
    private static final String[] WHERE_NOTHING_IS_DONE = {
        "Not active any more", "Released by hand", "Ends by itself", "Extended by hand"
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
                        List.of(
                                contained("an action", "1 hour").endingIn(ALL_ENDS),
                                contained(
                                                "an action of which Darktrace says that it changes it, and does not",
                                                "1 hour")
                                        .after(before -> before.appliance()
                                                .answer("POST", "/antigena", "{\"response\": \"SUCCESS\"}"))
                                        .endingIn(WHERE_NOTHING_IS_DONE),
                                contained("a short action", "20 minutes").endingIn(ALL_ENDS),
                                contained("a short action that Darktrace does not change", "20 minutes")
                                        .after(before -> before.appliance()
                                                .answer("POST", "/antigena", "{\"response\": \"SUCCESS\"}"))
                                        .endingIn(WHERE_NOTHING_IS_DONE),
                                contained("a share that is no number", "1 hour")
                                        .input("AskAfter", "soon")
                                        .endingIn(ALL_ENDS),
                                contained("a share that is no number, and an action that is not changed", "1 hour")
                                        .input("AskAfter", "soon")
                                        .after(before -> before.appliance()
                                                .answer("POST", "/antigena", "{\"response\": \"SUCCESS\"}"))
                                        .endingIn(WHERE_NOTHING_IS_DONE),
                                contained("a context from before", "1 hour")
                                        .afterReading("darktrace-get-actions", Map.of("did", DEVICE))
                                        .endingIn(ALL_ENDS),
                                contained("a context from before, and an action that is not changed", "1 hour")
                                        .afterReading("darktrace-get-actions", Map.of("did", DEVICE))
                                        .after(before -> before.appliance()
                                                .answer("POST", "/antigena", "{\"response\": \"SUCCESS\"}"))
                                        .endingIn(WHERE_NOTHING_IS_DONE),
                                Scenario.of("an action that ended")
                                        .input("ActionID", "4713")
                                        .endingIn(
                                                "Not active any more",
                                                "Ends by itself",
                                                "Released",
                                                "Released by hand",
                                                "Extended by hand"),
                                Scenario.of("no action").endingIn("Instance not named"))),
                Stream.of(exploration.completeness(PLAYBOOK)));
    }

    @ConnectorTest
    @TestPropertySource(properties = "darktrace.instances.main.respond.max-duration=72h")
    @Nested
    class WithActionsOfDays {

        @Autowired
        WebTestClient web;

        @Autowired
        SimulatedAppliance appliance;

        @Autowired
        TestClock clock;

        @TestFactory
        Stream<DynamicNode> theAnalystIsAskedAfterThreeQuartersOfTheTime() {
            Surroundings surroundings = new Surroundings(web, appliance, clock);
            return new Exploration(surroundings, walk -> {
                        if (!walk.chose("refused") && walk.ends(PLAYBOOK).contains("Ends by itself")) {
                            assertThat(Duration.between(TestClock.START, clock.instant()))
                                    .isBetween(
                                            Duration.ofHours(45),
                                            Duration.ofHours(45).plusMinutes(5));
                        }
                    })
                    .walks(
                            PLAYBOOK,
                            List.of(undisturbed("an action of 60 hours", "60 hours")
                                    .endingIn(ALL_ENDS)));
        }
    }

    private static Scenario contained(String name, String duration) {
        return undisturbed(name, duration)
                .meanwhile(
                        "Wait until shortly before the end",
                        surroundings -> surroundings.appliance().fail(Fault.UNAVAILABLE))
                .meanwhile("Get the action again", surroundings -> {
                    surroundings.appliance().recover();
                    surroundings.prepare("darktrace-clear-action", Map.of("codeid", ACTION));
                });
    }

    private static Scenario undisturbed(String name, String duration) {
        return Scenario.of(name)
                .with("darktracedid", DEVICE)
                .input("ActionID", Long.toString(ACTION))
                .after(before -> assertThat(before.prepare(
                                        "darktrace-create-manual-action",
                                        Map.of("did", DEVICE, "action", "quarantine", "duration", duration))
                                .at("/outputs/codeid")
                                .asLong())
                        .isEqualTo(ACTION));
    }

    private static void assertTrueIn(Surroundings surroundings, Walk walk) {
        ActionState action = surroundings.appliance().actionStates().stream()
                .filter(state -> state.codeid() == ACTION)
                .findFirst()
                .orElseGet(() -> surroundings.appliance().actionState(4713));
        String end = walk.ends(PLAYBOOK).get(0);
        switch (end) {
            case "Released" -> assertThat(action.stage()).isEqualTo(Stage.CLEARED);
            case "Extended" -> assertThat(left(surroundings, action)).isGreaterThan(Duration.ofHours(1));
            case "Ends by itself" -> {
                if (!walk.chose("refused") && !walk.chose("somebody interferes")) {
                    assertThat(walk.questions()).singleElement().asString().contains("ends at " + shown(action));
                    assertThat(left(surroundings, action)).isPositive();
                }
            }
            case "Not active any more" -> assertThat(action.stage()).isNotEqualTo(Stage.ACTIVE);
            case "Instance not named" -> assertThat(surroundings.changes("/")).isZero();
            default -> {}
        }
    }

    private static Duration left(Surroundings surroundings, ActionState action) {
        return Duration.between(surroundings.clock().instant(), action.expires());
    }

    private static String shown(ActionState action) {
        return action.expires().toString().replaceFirst("(\\.000)?Z$", "");
    }
}
