package soar.darktrace.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
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
import soar.darktrace.appliance.SimulatedAppliance;

/**
 * Contain Device - Darktrace with the sub-playbooks that check, create and decide, and whether the device is contained where they
 * say so.
 */
@AfterTheGate
class ContainDeviceTest {

    private static final Playbook PLAYBOOK = Playbook.named("Contain Device - Darktrace");
    private static final Playbook CHECK = Playbook.named("Check Containment - Darktrace");
    private static final Playbook CREATE = Playbook.named("Create RESPOND Action - Darktrace");
    private static final Playbook DECIDE = Playbook.named("Decide RESPOND Action - Darktrace");
    private static final int DEVICE = 7;
    private static final int BREACH = 111;

    /** The codeid of the first action that is made in a walk. */
    private static final long FIRST_MADE = 1_000_000_004_717L;

    private static final String RELEASE = "Release Device - Darktrace";
    private static final String BEFORE_CREATING = "before \"Contain the device\" somebody interferes";

    private static final String[] ALL_ENDS = {
        "Looked at by hand",
        "Refused",
        "Not contained",
        "Found out by hand",
        "Not contained after all",
        "Contained and followed up"
    };

    private static final Scenario CONTAINABLE = Scenario.of("a device that can be contained, and its breach")
            .with("darktracedid", DEVICE)
            .with("darktracepbid", BREACH)
            .endingIn(ALL_ENDS)
            .meanwhile("Contain the device", ContainDeviceTest::respondContainsItToo)
            .meanwhile("Read back the action", ContainDeviceTest::clearWhatIsActive);

    private static final Scenario WITHOUT_A_BREACH = Scenario.of("a device without a breach")
            .with("darktracedid", DEVICE)
            .endingIn(ALL_ENDS)
            .meanwhile("Read back the action", ContainDeviceTest::clearWhatIsActive);

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
            Exploration exploration = new Exploration(
                    surroundings, walk -> assertTrueIn(surroundings, walk), (walk, any) -> outcome(walk));
            return Stream.concat(
                    exploration.walks(
                            PLAYBOOK,
                            List.of(
                                    Scenario.of("no device")
                                            .with("darktracepbid", BREACH)
                                            .endingIn("No device", "Looked at by hand"),
                                    Scenario.of("no instance")
                                            .with("darktracedid", DEVICE)
                                            .with("sourceBrand", "Manual")
                                            .with("sourceInstance", "admin")
                                            .endingIn("Instance not named", "Looked at by hand"),
                                    Scenario.of("another device than that of the breach")
                                            .with("darktracedid", DEVICE)
                                            .with("darktracepbid", 95)
                                            .endingIn("Another device", "Looked at by hand"),
                                    Scenario.of("a breach without a device")
                                            .with("darktracedid", DEVICE)
                                            .with("darktracepbid", 127)
                                            .endingIn("Another device", "Looked at by hand"),
                                    Scenario.of("a protected device")
                                            .with("darktracedid", 3)
                                            .endingIn("Refused", "Looked at by hand"),
                                    Scenario.of("a protected device and its breach")
                                            .with("darktracedid", 3)
                                            .with("darktracepbid", 128)
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
                                                    "Found out by hand"),
                                    Scenario.of("a device that is contained already, with many newer actions")
                                            .with("darktracedid", DEVICE)
                                            .after(ContainDeviceTest::contain)
                                            .after(ContainDeviceTest::respondProposesMuch)
                                            .endingIn("Contained already", "Looked at by hand"),
                                    Scenario.of("a device that is contained already, and its breach")
                                            .with("darktracedid", DEVICE)
                                            .with("darktracepbid", BREACH)
                                            .after(ContainDeviceTest::contain)
                                            .endingIn("Contained already", "Looked at by hand"),
                                    besideAColleague(CONTAINABLE),
                                    besideAColleague(WITHOUT_A_BREACH),
                                    pending("an action that waits for confirmation")
                                            .with("darktracepbid", BREACH),
                                    pending("an action that waits for confirmation, without a breach"),
                                    pending("an action that waits for confirmation and is not cleared")
                                            .with("darktracepbid", BREACH)
                                            .after(ContainDeviceTest::answerOnly),
                                    CONTAINABLE
                                            .named("an action of which Darktrace says that it was created, and was not")
                                            .after(before -> before.appliance()
                                                    .answer("POST", "/antigena/manual", "{\"codeid\": 99}"))
                                            .endingIn(
                                                    "Looked at by hand",
                                                    "Refused",
                                                    "Not contained",
                                                    "Found out by hand",
                                                    "Not contained after all"))),
                    Stream.concat(
                            exploration.walks(
                                    CREATE,
                                    List.of(Scenario.of("no instance")
                                            .with("darktracedid", DEVICE)
                                            .with("sourceBrand", "Manual")
                                            .endingIn("Instance not named"))),
                            Stream.of(
                                    exploration.completeness(PLAYBOOK),
                                    exploration.completeness(CHECK),
                                    exploration.completeness(CREATE))));
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
            return new Exploration(
                            surroundings,
                            walk -> assertThat(surroundings.changes("/antigena"))
                                    .isZero(),
                            (walk, any) -> outcome(walk))
                    .walks(PLAYBOOK, List.of(CONTAINABLE.endingIn("Refused", "Looked at by hand")));
        }
    }

    /** What is in the context is of another appliance or of long ago, and Darktrace shows none of it any more. */
    @ConnectorTest
    @Nested
    class AnOldContext {

        @Autowired
        WebTestClient web;

        @Autowired
        SimulatedAppliance appliance;

        @Autowired
        TestClock clock;

        @TestFactory
        Stream<DynamicNode> doesNotDecide() {
            Surroundings surroundings = new Surroundings(web, appliance, clock);
            return new Exploration(surroundings, walk -> assertTrueIn(surroundings, walk), (walk, any) -> outcome(walk))
                    .walks(
                            PLAYBOOK,
                            List.of(WITHOUT_A_BREACH
                                    .after(ContainDeviceTest::contain)
                                    .afterReading("darktrace-get-actions", Map.of("did", DEVICE))
                                    .afterReading("darktrace-list-breaches", Map.of("pbid", 95))
                                    .later(Duration.ofDays(20))));
        }
    }

    /**
     * How a walk ended: with the title of the sub-playbook that went no further, or with that of Contain Device itself, which then
     * has to be the one for it. It has no title where the sub-playbook was walked by itself.
     */
    private static List<String> outcome(Walk walk) {
        String end = only(walk.ends(PLAYBOOK));
        String checked = only(walk.ends(CHECK));
        String created = only(walk.ends(CREATE));
        if (!checked.isEmpty() && !checked.equals("Can be contained")) {
            assertThat(end).isEqualTo("Nothing sent");
            return List.of(checked);
        }
        if (!created.isEmpty() && !created.equals("Read back")) {
            assertThat(end).isIn("No action to follow up", "");
            return List.of(created);
        }
        assertThat(end).isNotIn("Nothing sent", "No action to follow up");
        return end.equals("Decided: not contained") ? walk.ends(DECIDE) : List.of(end);
    }

    private static String only(List<String> ends) {
        assertThat(ends).hasSizeLessThanOrEqualTo(1);
        return ends.isEmpty() ? "" : ends.get(0);
    }

    private static void assertTrueIn(Surroundings surroundings, Walk walk) {
        boolean confirmed = walk.took(PLAYBOOK, "6", "Contain") && walk.took(CREATE, "7", "#none#");
        assertThat(surroundings.changes("/antigena/manual")).isEqualTo(confirmed && !refusedByPolicy(walk) ? 1 : 0);
        List<ActionState> active = made(surroundings, walk);
        switch (outcome(walk).get(0)) {
            case "Contained already" -> assertThat(active).hasSize(1);
            case "Contained and followed up" -> assertFollowedUp(walk, active);
            case "Not contained after all" -> assertThat(active).isEmpty();
            case "Cleared" ->
                assertThat(surroundings.appliance().actionState(FIRST_MADE).stage())
                        .isEqualTo(Stage.CLEARED);
            case "Left pending" ->
                assertThat(surroundings.appliance().actionState(FIRST_MADE).stage())
                        .isEqualTo(Stage.PENDING);
            default -> assertThat(confirmed || surroundings.changes("/") == 0).isTrue();
        }
        assertNothingClaimed(surroundings, walk);
        assertAsked(walk);
        boolean commented =
                walk.took(PLAYBOOK, "14", "#none#") && !walk.chose("\"Comment on the model breach\" is refused");
        assertThat(surroundings.comments(BREACH)).hasSize(commented ? 1 : 0);
    }

    /** The action of this playbook is released, and not one that RESPOND has set off meanwhile. */
    private static void assertFollowedUp(Walk walk, List<ActionState> active) {
        List<String> ends = walk.ends(Playbook.named(RELEASE));
        String last = ends.get(ends.size() - 1);
        assertThat(ends.subList(0, ends.size() - 1)).allMatch("Extended"::equals);
        assertThat(last).isNotEqualTo("Extended");
        if (last.equals("Released")) {
            assertThat(active).isEmpty();
        }
        if (last.equals("Ends by itself") || last.equals("Extended by hand")) {
            assertThat(active).hasSize(1);
        }
    }

    /** Without an action of the playbook's own it says nothing on the breach, and leaves alone what a colleague made. */
    private static void assertNothingClaimed(Surroundings surroundings, Walk walk) {
        boolean contained = walk.chose("before \"Contain the device?\" somebody interferes");
        if (contained && walk.took(CREATE, "4", "#none#")) {
            assertThat(walk.ends(CREATE)).containsExactly("Contained already");
        }
        if (walk.took(CREATE, "8", "#none#")) {
            return;
        }
        assertThat(surroundings.comments(BREACH)).isEmpty();
        assertThat(walk.ends(Playbook.named(RELEASE))).isEmpty();
        if (contained || walk.chose(BEFORE_CREATING)) {
            assertThat(surroundings.appliance().actionState(FIRST_MADE).stage()).isEqualTo(Stage.ACTIVE);
        }
    }

    private static void assertAsked(Walk walk) {
        if (walk.took(PLAYBOOK, "6", "Contain") && !walk.chose("\"Find out who the device is\" is refused")) {
            assertThat(walk.questions().get(0))
                    .contains("Appliance: integration instance main")
                    .containsAnyOf(
                            "Hostname: fin-lt-07\nLabel: Finance laptop 7\nIP address: 10.0.18.224",
                            "Hostname: sf-l-kjohnson\nLabel: Kelly's Laptop\nIP address: 172.31.32.146");
        }
    }

    /** Where Darktrace refuses everything, the device cannot be looked up, and the connector does not send the change. */
    private static boolean refusedByPolicy(Walk walk) {
        return walk.chose("\"Contain the device\" is refused");
    }

    /** What the playbook has made and is active; not what RESPOND or a colleague has set off just before. */
    private static List<ActionState> made(Surroundings surroundings, Walk walk) {
        boolean anotherWasFirst = walk.chose(BEFORE_CREATING);
        return active(surroundings).stream()
                .filter(action -> !anotherWasFirst || action.codeid() > FIRST_MADE)
                .toList();
    }

    private static List<ActionState> active(Surroundings surroundings) {
        return surroundings.appliance().actionStates().stream()
                .filter(action -> action.did() == DEVICE && action.codeid() >= FIRST_MADE)
                .filter(action -> action.stage() == Stage.ACTIVE)
                .toList();
    }

    /** Darktrace makes the action, but it waits for somebody to confirm it. */
    private static Scenario pending(String name) {
        return Scenario.of(name)
                .with("darktracedid", DEVICE)
                .after(before -> assertThat(before.appliance().pendingAction(DEVICE, BREACH, Duration.ofHours(1)))
                        .isEqualTo(FIRST_MADE))
                .after(before ->
                        before.appliance().answer("POST", "/antigena/manual", "{\"codeid\": %d}".formatted(FIRST_MADE)))
                .endingIn(
                        "Looked at by hand",
                        "Refused",
                        "Not contained",
                        "Found out by hand",
                        "Not contained after all",
                        "Left pending",
                        "Cleared",
                        "Decided by hand",
                        "Decided already",
                        "Contained and followed up");
    }

    private static void answerOnly(Surroundings surroundings) {
        surroundings.appliance().answer("POST", "/antigena", "{\"response\": \"SUCCESS\"}");
    }

    private static void respondContainsItToo(Surroundings surroundings) {
        surroundings.appliance().pendingAction(DEVICE, BREACH, Duration.ofHours(1));
        surroundings.prepare("darktrace-activate-action", Map.of("codeid", FIRST_MADE));
    }

    /** A colleague contains the device by hand while the question waits, or after the playbook has looked once more. */
    private static Scenario besideAColleague(Scenario scenario) {
        Set<String> ends = new LinkedHashSet<>(scenario.ends());
        ends.add("Contained already");
        Consumer<Surroundings> whileTheQuestionWaits = ContainDeviceTest::colleagueContains;
        return scenario.meanwhile(
                        "Contain the device?", whileTheQuestionWaits.andThen(ContainDeviceTest::respondProposesMuch))
                .meanwhile("Contain the device", ContainDeviceTest::colleagueContains)
                .endingIn(ends.toArray(String[]::new));
    }

    /** What is sent from here on is the playbook's. */
    private static void colleagueContains(Surroundings surroundings) {
        contain(surroundings);
        surroundings.appliance().clearRequests();
    }

    /** More actions than a command returns by itself, all newer than what is there. */
    private static void respondProposesMuch(Surroundings surroundings) {
        surroundings.clock().advance(Duration.ofSeconds(1));
        for (int action = 0; action <= 50; action++) {
            surroundings.appliance().pendingAction(DEVICE, BREACH, Duration.ofHours(1));
        }
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
