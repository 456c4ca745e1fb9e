package soar.darktrace.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.AfterTheGate;
import soar.darktrace.ConnectorTest;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.SimulatedAppliance;
import tools.jackson.databind.JsonNode;

/** The counterparts of the playbooks in the public packs: that they do what those do, and say nothing that is not so. */
@AfterTheGate
@ConnectorTest
class PublicCounterpartsTest {

    private static final Playbook HANDLE = Playbook.named("Handle Model Breach - Darktrace");
    private static final Playbook BASIC = Playbook.named("Basic Model Breach Handler - Darktrace");
    private static final Playbook ANALYST = Playbook.named("Basic AI Analyst Incident Handler - Darktrace");
    private static final Playbook EMAIL = Playbook.named("Basic Email Handler - Darktrace");
    private static final Playbook STATE = Playbook.named("Read Email State - Darktrace");
    private static final int BREACH = 111;
    private static final String GROUP = "g750d9a5e-8df9-43fb-b3a3-1d1915dbc5fc";
    private static final String WITHOUT_A_BREACH = "g11111111-2222-4333-8444-555555555555";
    private static final String DELIVERED = "5D1F0A6E-0B7C-4C55-9D43-0C2F7F6A1B22.1";
    private static final String HELD = "BA13B274-03F3-46D6-8698-244DFF1037A0.1";
    private static final String COMMENT = "Seen: it is legitimate.";

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @Autowired
    TestClock clock;

    @TestFactory
    Stream<DynamicNode> handlesAModelBreach() {
        String[] ends = {
            "Acknowledged and closed",
            "Acknowledged by hand",
            "Closed by hand",
            "Go on investigating",
            "Looked at by hand"
        };
        return explored(
                HANDLE,
                this::assertBreachHandled,
                Scenario.of("no model breach").endingIn("No model breach"),
                unnamed().with("darktracepbid", BREACH).endingIn("Instance not named"),
                Scenario.of("a model breach that Darktrace does not know")
                        .with("darktracepbid", 424242)
                        .endingIn("Looked at by hand"),
                Scenario.of("a model breach").with("darktracepbid", BREACH).endingIn(ends),
                breach("a device without a hostname", "{\"did\": 10}").endingIn(ends),
                breach("Darktrace itself", "{\"did\": -1, \"hostname\": \"darktrace\"}")
                        .endingIn(ends),
                breach("no device", "").endingIn(ends));
    }

    @TestFactory
    Stream<DynamicNode> commentsOnAndAcknowledgesAModelBreach() {
        return explored(
                BASIC,
                this::assertBreachHandled,
                Scenario.of("no model breach").endingIn("No model breach"),
                unnamed().with("darktracepbid", BREACH).endingIn("Instance not named"),
                Scenario.of("a model breach")
                        .with("darktracepbid", BREACH)
                        .endingIn("Closed", "Closed by hand", "Looked at by hand"));
    }

    @TestFactory
    Stream<DynamicNode> handlesAnIncidentOfAiAnalyst() {
        String[] ends = {"Closed", "Closed by hand", "Looked at by hand"};
        return explored(
                ANALYST,
                this::assertGroupHandled,
                Scenario.of("no group").endingIn("No group"),
                unnamed().with("darktracegroupid", GROUP).endingIn("Instance not named"),
                Scenario.of("a critical group").with("darktracegroupid", GROUP).endingIn(ends),
                Scenario.of("a suspicious group without a model breach")
                        .with("darktracegroupid", WITHOUT_A_BREACH)
                        .endingIn(ends),
                Scenario.of("a group of compliance that Darktrace does not acknowledge")
                        .with("darktracegroupid", GROUP)
                        .after(before -> asCompliance(before, false))
                        .endingIn(ends),
                Scenario.of("a group of compliance")
                        .with("darktracegroupid", GROUP)
                        .after(before -> asCompliance(before, true))
                        .endingIn(ends));
    }

    @TestFactory
    Stream<DynamicNode> holdsOrReleasesAnEmail() {
        String[] ends = {"Closed", "Closed by hand", "Not read", "Looked at by hand"};
        Surroundings surroundings = new Surroundings(web, appliance, clock);
        Exploration exploration = new Exploration(surroundings, walk -> assertEmailHandled(surroundings, walk));
        return Stream.concat(
                exploration.walks(
                        EMAIL,
                        List.of(
                                Scenario.of("no email").endingIn("Not read", "Looked at by hand"),
                                Scenario.of("an email that is held")
                                        .input("EmailID", HELD)
                                        .input("Recipient", "user.one@example.com")
                                        .endingIn(ends),
                                Scenario.of("an email that was delivered")
                                        .input("EmailID", DELIVERED)
                                        .endingIn(ends))),
                Stream.of(exploration.completeness(EMAIL), exploration.completeness(STATE)));
    }

    private Stream<DynamicNode> explored(Playbook playbook, Truth truth, Scenario... scenarios) {
        Surroundings surroundings = new Surroundings(web, appliance, clock);
        Exploration exploration = new Exploration(surroundings, walk -> truth.hold(surroundings, walk));
        return Stream.concat(
                exploration.walks(playbook, List.of(scenarios)), Stream.of(exploration.completeness(playbook)));
    }

    private interface Truth {
        void hold(Surroundings surroundings, Walk walk);
    }

    private static Scenario unnamed() {
        return Scenario.of("an incident that was made by hand")
                .with("sourceBrand", "Manual")
                .with("sourceInstance", "admin");
    }

    private static Scenario breach(String name, String device) {
        Consumer<Surroundings> made = before -> before.appliance()
                .answer(
                        "GET",
                        "/modelbreaches",
                        "[{\"pbid\": %d, \"time\": 1602191481000, \"score\": 0.9, %s \"model\": {\"name\": \"A::B\"}}]"
                                .formatted(BREACH, device.isEmpty() ? "" : "\"device\": " + device + ","));
        return Scenario.of(name).with("darktracepbid", BREACH).after(made);
    }

    private static void asCompliance(Surroundings surroundings, boolean acknowledged) {
        surroundings.appliance().answer("GET", "/aianalyst/groups", """
                [{"id": "%s", "category": "compliance", "acknowledged": %s, "incidentEvents": [{"uuid": "bc64f242-ce29-4f35-bc94-230991116564"}]}]
                """.formatted(GROUP, acknowledged));
    }

    private void assertBreachHandled(Surroundings surroundings, Walk walk) {
        boolean isBasic = !walk.ends(BASIC).isEmpty();
        String end = walk.ends(isBasic ? BASIC : HANDLE).get(0);
        boolean asked = walk.chose("Acknowledge the model breach? Acknowledge");
        assertThat(surroundings.changes("/modelbreaches/" + BREACH + "/acknowledge"))
                .isEqualTo(asked ? 1 : 0);
        boolean commented =
                walk.took(BASIC, "10", "#none#") || walk.chose("\"Post the comment\" works, but nobody knows");
        if (isBasic) {
            assertThat(surroundings.comments(BREACH)).hasSize(commented ? 1 : 0);
            assertThat(surroundings.comments(BREACH)).allMatch(COMMENT::equals);
        }
        assertThat(walk.builtins().contains("closeInvestigation"))
                .isEqualTo(end.equals("Acknowledged and closed") || end.equals("Closed"));
        if (end.equals("Acknowledged and closed")) {
            assertThat(walk.took(HANDLE, "16", "#none#")).isTrue();
        }
    }

    private void assertGroupHandled(Surroundings surroundings, Walk walk) {
        JsonNode group = surroundings.prepare("darktrace-get-ai-analyst-incident-group", Map.of("group_id", GROUP));
        if (walk.took(ANALYST, "15", "#none#") && walk.scenario().name().equals("a critical group")) {
            assertThat(group.at("/outputs/0/acknowledged").asBoolean()).isTrue();
        }
        if (!walk.chose("Acknowledge the group? Acknowledge")) {
            assertThat(surroundings.changes("/aianalyst/acknowledge")).isZero();
        }
        assertThat(walk.builtins().contains("closeInvestigation"))
                .isEqualTo(walk.ends(ANALYST).get(0).equals("Closed"));
    }

    private void assertEmailHandled(Surroundings surroundings, Walk walk) {
        boolean acted = walk.chose("Release the email? Release") || walk.chose("Hold the email? Hold");
        assertThat(surroundings.changes("/agemail/api/ep/api/v1.0/emails")).isLessThanOrEqualTo(acted ? 1 : 0);
        String email = String.valueOf(walk.scenario().inputs().path("EmailID").asString(""));
        if (walk.took(EMAIL, "7", "#none#") || walk.took(EMAIL, "10", "#none#")) {
            String status = surroundings
                    .prepare("darktrace-email-get-email", Map.of("uuid", email))
                    .at("/outputs/receipt_status")
                    .asString("");
            assertThat(status).isEqualToIgnoringCase(walk.took(EMAIL, "10", "#none#") ? "held" : "released");
        }
        assertThat(walk.builtins().contains("closeInvestigation"))
                .isEqualTo(walk.ends(EMAIL).get(0).equals("Closed"));
        assertThat(walk.ends(EMAIL).get(0).equals("Not read"))
                .isEqualTo(
                        !walk.ends(STATE).isEmpty() && !walk.ends(STATE).get(0).equals("Read"));
    }
}
