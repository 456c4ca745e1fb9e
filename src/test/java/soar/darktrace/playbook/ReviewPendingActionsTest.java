package soar.darktrace.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.ActionState.Stage;
import soar.darktrace.appliance.SimulatedAppliance;

/** Review Pending RESPOND Actions - Darktrace and the sub-playbook that it runs for each action. */
@ConnectorTest
class ReviewPendingActionsTest {

    private static final Playbook REVIEW = Playbook.named("Review Pending RESPOND Actions - Darktrace");
    private static final Playbook DECIDE = Playbook.named("Decide RESPOND Action - Darktrace");
    private static final long PENDING = 4712;
    private static final long ITS_DEVICE = 823;
    private static final long ANOTHER = 1_000_000_004_717L;

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
                        REVIEW,
                        List.of(
                                Scenario.of("nothing pending")
                                        .after(ReviewPendingActionsTest::clear)
                                        .endingIn("Nothing to review", "Reviewed by hand"),
                                Scenario.of("one pending action")
                                        .endingIn("Reviewed", "Reviewed by hand")
                                        .meanwhile("Get the action", ReviewPendingActionsTest::clear),
                                Scenario.of("one against the device of the incident, one against another")
                                        .with("darktracedid", ITS_DEVICE)
                                        .after(ReviewPendingActionsTest::orderAnother)
                                        .afterReading("darktrace-get-actions", Map.of())
                                        .endingIn("Reviewed", "Reviewed by hand"),
                                Scenario.of("a device without a pending action")
                                        .with("darktracedid", 10)
                                        .endingIn("Nothing to review", "Reviewed by hand"),
                                Scenario.of("an action of which Darktrace says that it changes it, and does not")
                                        .after(before -> before.appliance()
                                                .answer("POST", "/antigena", "{\"response\": \"SUCCESS\"}"))
                                        .endingIn("Reviewed", "Reviewed by hand"),
                                Scenario.of("no instance")
                                        .with("sourceBrand", "Manual")
                                        .with("sourceInstance", "admin")
                                        .endingIn("Instance not named"),
                                Scenario.of("an action that was pending long ago")
                                        .with("darktracedid", 10)
                                        .afterReading("darktrace-get-actions", Map.of())
                                        .later(Duration.ofDays(20))
                                        .endingIn("Nothing to review", "Reviewed by hand"),
                                Scenario.of("two pending actions")
                                        .after(ReviewPendingActionsTest::orderAnother)
                                        .endingIn("Reviewed", "Reviewed by hand"))),
                Stream.concat(
                        exploration.walks(
                                DECIDE,
                                List.of(Scenario.of("no instance")
                                        .with("sourceBrand", "Manual")
                                        .input("ActionID", Long.toString(PENDING))
                                        .endingIn("Instance not named"))),
                        Stream.of(exploration.completeness(REVIEW), exploration.completeness(DECIDE))));
    }

    @TestFactory
    Stream<DynamicNode> aProtectedDeviceIsNotActedAgainst() {
        Surroundings surroundings = new Surroundings(web, appliance, clock);
        return new Exploration(
                        surroundings,
                        walk -> assertThat(surroundings.appliance().actionStates())
                                .noneMatch(action -> action.did() == 3 && action.stage() == Stage.ACTIVE))
                .walks(
                        REVIEW,
                        List.of(Scenario.of("a pending action against a protected device")
                                .with("darktracedid", 3)
                                .endingIn("Reviewed", "Reviewed by hand")
                                .after(before -> before.appliance().pendingAction(3, 128, Duration.ofHours(1)))));
    }

    private static void assertTrueIn(Surroundings surroundings, Walk walk) {
        List<String> ends = walk.ends(DECIDE);
        List<Long> newestFirst = ends.size() == 1 ? List.of(PENDING) : List.of(ANOTHER, PENDING);
        for (int i = 0; i < ends.size(); i++) {
            Stage stage =
                    surroundings.appliance().actionState(newestFirst.get(i)).stage();
            switch (ends.get(i)) {
                case "Activated" -> assertAnswered(walk, i, "Activate", stage, Stage.ACTIVE);
                case "Cleared" -> assertAnswered(walk, i, "Clear", stage, Stage.CLEARED);
                case "Left pending" -> assertAnswered(walk, i, "Leave", stage, Stage.PENDING);
                case "Instance not named" ->
                    assertThat(surroundings.changes("/")).isZero();
                case "Decided already" -> assertThat(stage).isEqualTo(Stage.CLEARED);
                default ->
                    assertThat(walk.chose("is refused")
                                    || walk.chose("nobody knows")
                                    || walk.chose("\" fails")
                                    || walk.scenario().name().contains("does not"))
                            .isTrue();
            }
        }
        assertThat(surroundings.changes("/antigena")).isLessThanOrEqualTo(ends.size());
    }

    private static void assertAnswered(Walk walk, int round, String answer, Stage stage, Stage wanted) {
        assertThat(walk.ways().getOrDefault(DECIDE.name(), List.of()).get(round))
                .contains(new Playbook.Edge("6", answer));
        assertThat(stage).isEqualTo(wanted);
    }

    private static void clear(Surroundings surroundings) {
        surroundings.prepare("darktrace-clear-action", Map.of("codeid", PENDING));
    }

    private static void orderAnother(Surroundings surroundings) {
        assertThat(surroundings.appliance().pendingAction(7, 111, Duration.ofHours(1)))
                .isEqualTo(ANOTHER);
    }
}
