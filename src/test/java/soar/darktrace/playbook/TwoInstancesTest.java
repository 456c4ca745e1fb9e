package soar.darktrace.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.AfterTheGate;
import soar.darktrace.ConnectorTest;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.ActionState.Stage;
import soar.darktrace.appliance.SimulatedAppliance;

/** With two appliances behind the connector: a command without the name of an instance goes to both. */
@AfterTheGate
@ConnectorTest
@Import(SecondInstance.class)
class TwoInstancesTest {

    private static final long PENDING = 4712;
    private static final long NEWER = 1_000_000_004_717L;

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @Autowired
    @Qualifier("second")
    SimulatedAppliance second;

    @Autowired
    TestClock clock;

    @TestFactory
    Stream<DynamicNode> withoutAnInstanceNoPlaybookChangesAnything() {
        Surroundings surroundings = surroundings();
        Exploration exploration = new Exploration(
                surroundings, walk -> assertThat(surroundings.changes("/")).isZero());
        return Playbook.all().stream()
                .flatMap(playbook -> exploration.walks(
                        playbook,
                        List.of(Scenario.of(playbook + " in an incident that was made by hand")
                                .with("sourceBrand", "Manual")
                                .with("sourceInstance", "admin")
                                .with("status", 2)
                                .with("closeNotes", "Backup job.")
                                .with("darktracedid", 7)
                                .with("darktracepbid", 111)
                                .input("ActionID", Long.toString(PENDING))
                                .input("HighScore", "0")
                                .with("darktracegroupid", "g750d9a5e-8df9-43fb-b3a3-1d1915dbc5fc")
                                .input("EmailID", "5D1F0A6E-0B7C-4C55-9D43-0C2F7F6A1B22.1")
                                .endingIn(
                                        "Instance not named",
                                        "Looked at by hand",
                                        "Acknowledged already",
                                        "Nothing sent",
                                        "Not read"))));
    }

    @TestFactory
    Stream<DynamicNode> onlyTheNamedInstanceIsReviewedAndChanged() {
        Surroundings surroundings = surroundings();
        Playbook decide = Playbook.named("Decide RESPOND Action - Darktrace");
        return new Exploration(surroundings, walk -> {
                    assertThat(appliance.requests()).isEmpty();
                    assertThat(second.actionStates())
                            .filteredOn(action -> List.of(NEWER, PENDING).contains(action.codeid()))
                            .filteredOn(action -> action.stage() == Stage.ACTIVE)
                            .hasSizeGreaterThanOrEqualTo(Collections.frequency(walk.ends(decide), "Activated"));
                })
                .walks(
                        Playbook.named("Review Pending RESPOND Actions - Darktrace"),
                        List.of(Scenario.of("two pending actions of another instance than that of the incident")
                                .input("Instance", "second")
                                .after(before -> before.appliance("second").pendingAction(7, 111, Duration.ofHours(1)))
                                .endingIn("Reviewed", "Reviewed by hand")));
    }

    @TestFactory
    Stream<DynamicNode> onlyTheNamedInstanceContains() {
        Surroundings surroundings = surroundings();
        return new Exploration(
                        surroundings, walk -> assertThat(appliance.requests()).isEmpty())
                .walks(
                        Playbook.named("Contain Device - Darktrace"),
                        List.of(Scenario.of("a device of another instance than that of the incident")
                                .with("darktracedid", 7)
                                .input("Instance", "second")
                                .endingIn(
                                        "Looked at by hand",
                                        "Nothing sent",
                                        "Not contained",
                                        "No action to follow up",
                                        "Not contained after all",
                                        "Contained and followed up")));
    }

    private Surroundings surroundings() {
        return new Surroundings(web, clock, Map.of("main", appliance, "second", second));
    }
}
