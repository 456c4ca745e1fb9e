package soar.darktrace.feature.analyst;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.Fault;
import soar.darktrace.appliance.SimulatedAppliance;

/** What AI Analyst answers to a change says little: what became of it is read. */
@ConnectorTest
class SettledAnalystChangesTest {

    /** As {@link ConnectorTest} has it. */
    private static final int PER_HOUR = 20;

    private static final String EVENT = "bc64f242-ce29-4f35-bc94-230991116564";
    private static final String GROUP = "g750d9a5e-8df9-43fb-b3a3-1d1915dbc5fc";
    private static final String ACKNOWLEDGE = "darktrace-acknowledge-ai-analyst-incident-event";
    private static final String ACKNOWLEDGE_GROUP = "darktrace-acknowledge-ai-analyst-incident-group";
    private static final String COMMENT = "darktrace-post-comment-to-ai-analyst-incident-event";
    private static final String INVESTIGATE = "darktrace-create-ai-analyst-investigation";

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @Autowired
    TestClock clock;

    @Autowired
    CircuitBreakerRegistry breakers;

    @BeforeEach
    @AfterEach
    void reset() {
        appliance.reset();
        breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
        // The quota is of the connector, which all tests share: what others created is older than an hour.
        clock.advance(Duration.ofHours(2));
    }

    @Test
    void aLostAnswerIsSettledByOneReading() {
        appliance.failNextChange(Fault.RESET_AFTER_APPLYING);

        Reply reply = Reply.toCommand(web, ACKNOWLEDGE, Map.of("event_id", EVENT));

        assertThat(reply.body().at("/outputs/response").asString()).contains("as reading it back shows");
        assertThat(sent("GET")).isEqualTo(1);
    }

    @Test
    void aSuccessThatReadingContradictsIsNone() {
        appliance.answer("POST", "/aianalyst/acknowledge", "{\"aianalyst\": \"SUCCESS\"}");

        Reply reply = Reply.toCommand(web, ACKNOWLEDGE, Map.of("event_id", EVENT));

        assertThat(reply.text("code")).isEqualTo("darktrace_refused");
        assertThat(reply.text("detail")).contains("answered with success, but shows incident event " + EVENT);
    }

    @Test
    void bothDocumentedAnswersAreASuccess() {
        Reply.toCommand(web, ACKNOWLEDGE, Map.of("event_id", EVENT));
        appliance.answer("POST", "/aianalyst/acknowledge", "{\"response\": \"SUCCESS\"}");

        Reply reply = Reply.toCommand(web, ACKNOWLEDGE, Map.of("event_id", EVENT));

        assertThat(reply.body().at("/outputs/acknowledged").asBoolean()).isTrue();
    }

    @Test
    void whatIsAcknowledgedAndCannotBeReadIsSaidToBe() {
        appliance.answer("GET", "/aianalyst/incidentevents", "{\"error\": \"maintenance\"}");

        Reply reply = Reply.toCommand(web, ACKNOWLEDGE, Map.of("event_id", EVENT));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().at("/outputs/response").asString()).contains("It cannot be read back");
    }

    @Test
    void aGroupIsAcknowledgedWithAllItsEvents() {
        Reply reply = Reply.toCommand(web, ACKNOWLEDGE_GROUP, Map.of("group_id", GROUP));

        assertThat(reply.body().at("/outputs/acknowledged").asBoolean()).isTrue();
        assertThat(reply.body().at("/outputs/eventIds").size()).isEqualTo(2);
    }

    @Test
    void aGroupThatGrewMeanwhileIsNotSaidToBeAcknowledged() {
        appliance.analyst().addGrowingGroup("demo", 2, Duration.ofMinutes(1), 7);
        appliance.beforeReadBack(() -> clock.advance(Duration.ofMinutes(1)));

        Reply reply = Reply.toCommand(web, ACKNOWLEDGE_GROUP, Map.of("group_id", "gdemo"));

        assertThat(reply.text("code")).isEqualTo("darktrace_refused");
        assertThat(reply.text("detail")).contains("may have grown meanwhile");
    }

    @Test
    void aCommentThatIsStoredIsSaidToBe() {
        appliance.analyst().keepComments();

        Reply reply = Reply.toCommand(web, COMMENT, Map.of("eventId", EVENT, "comment", "checked"));

        assertThat(reply.body().at("/outputs/stored").asBoolean()).isTrue();
        assertThat(reply.body().path("warnings").isEmpty()).isTrue();
    }

    @Test
    void aCommentThatIsNotStoredIsOfferedToARelatedBreach() {
        Reply reply = Reply.toCommand(web, COMMENT, Map.of("eventId", EVENT, "comment", "checked"));

        assertThat(reply.body().at("/outputs/stored").asBoolean(true)).isFalse();
        assertThat(reply.body().at("/outputs/commented").asBoolean(true)).isFalse();
        assertThat(reply.body().at("/warnings/0").asString())
                .contains("did not store it")
                .contains("darktrace-add-comment pbid=111");
    }

    @Test
    void aLostAnswerToACommentIsSettledByItsReference() {
        appliance.analyst().keepComments();
        appliance.failNextChange(Fault.RESET_AFTER_APPLYING);
        assertThat(Reply.toCommand(web, COMMENT, Map.of("eventId", EVENT, "comment", "checked"))
                        .body()
                        .at("/outputs/response")
                        .asString())
                .isEqualTo("Is commented, as reading it back shows; the answer was lost.");

        appliance.failNextChange(Fault.RESET);
        Reply unknown = Reply.toCommand(web, COMMENT, Map.of("eventId", EVENT, "comment", "checked"));
        assertThat(unknown.text("code")).isEqualTo("outcome_unknown");
        assertThat(unknown.text("detail")).contains("The comment ends with ref:");
    }

    @Test
    void aCommentOnAnUnknownEventIsNotSent() {
        Reply reply = Reply.toCommand(web, COMMENT, Map.of("eventId", "none", "comment", "checked"));

        assertThat(reply.text("code")).isEqualTo("not_found");
        assertThat(sent("POST")).isZero();
    }

    @Test
    void anInvestigationIsPolledUntilItIsFinished() {
        Reply begun = investigate("2026-01-01 10:00:00");
        assertThat(begun.body().at("/outputs/status").asString()).isEqualTo("pending");
        assertThat(begun.body().at("/poll/seconds").asInt()).isEqualTo(30);

        clock.advance(Duration.ofSeconds(30));
        Reply underWay = Reply.toCommand(web, INVESTIGATE, begun.body().at("/poll/args"));
        assertThat(underWay.body().at("/outputs/status").asString()).isEqualTo("processing");

        clock.advance(Duration.ofSeconds(30));
        Reply finished = Reply.toCommand(web, INVESTIGATE, underWay.body().at("/poll/args"));
        assertThat(finished.body().at("/outputs/finding").asBoolean()).isTrue();
        assertThat(finished.body().at("/outputs/incidentId").asString()).isEqualTo(EVENT);
        assertThat(finished.body().at("/outputs/incidents/0/related").isEmpty()).isTrue();
        assertThat(finished.body().has("poll")).isFalse();
        assertThat(sent("POST")).isEqualTo(1);
    }

    @Test
    void aLostAnswerToAnInvestigationClaimsThatThereIsOne() {
        appliance.failNextChange(Fault.RESET_AFTER_APPLYING);

        Reply reply = investigate("2026-01-01 10:00:00");

        assertThat(reply.body().at("/warnings/0").asString()).contains("or by somebody else's at the same time");
        assertThat(sent("POST")).isEqualTo(1);
    }

    @Test
    void noMoreInvestigationsAreCreatedInAnHourThanAreAllowed() {
        Map<String, Object> asked = Map.of("did", 7, "investigate_time", "1 hour", "dry_run", true);
        for (int i = 0; i < PER_HOUR + 1; i++) {
            assertThat(Reply.toCommand(web, INVESTIGATE, asked).text("readable_output"))
                    .contains("/aianalyst/investigations");
        }
        for (int i = 0; i < PER_HOUR; i++) {
            assertThat(investigate("1 hour").status()).isEqualTo(200);
        }
        Reply refused = investigate("1 hour");

        assertThat(refused.text("code")).isEqualTo("refused_by_policy");
        assertThat(refused.text("detail"))
                .startsWith(PER_HOUR + " AI Analyst investigations were created in the last hour")
                .contains("darktrace.instances.main.investigations.per-hour");
        assertThat(sent("POST")).isEqualTo(PER_HOUR);
        clock.advance(Duration.ofHours(1));
        assertThat(investigate("1 hour").status()).isEqualTo(200);
    }

    private Reply investigate(String time) {
        return Reply.toCommand(web, INVESTIGATE, Map.of("did", 1975, "investigate_time", time));
    }

    private long sent(String method) {
        return appliance.requests().stream()
                .filter(request -> request.method().equals(method))
                .count();
    }

    @Test
    void aGroupThatIsAcknowledgedAndCannotBeReadIsSaidToBe() {
        appliance.beforeReadBack(() -> appliance.answer("GET", "/aianalyst/groups", "{\"error\": \"maintenance\"}"));

        Reply reply = Reply.toCommand(web, ACKNOWLEDGE_GROUP, Map.of("group_id", GROUP));

        assertThat(reply.body().at("/outputs/acknowledged").asBoolean()).isTrue();
        assertThat(reply.body().at("/outputs/response").asString()).contains("It cannot be read back");
    }

    /** Darktrace would take it for two. */
    @Test
    void aCommaIsNotPartOfAnId() {
        Reply reply = Reply.toCommand(web, ACKNOWLEDGE, Map.of("event_id", List.of(EVENT + "," + EVENT)));

        assertThat(reply.text("code")).isEqualTo("invalid_argument");
        assertThat(sent("POST")).isZero();
    }

    @Test
    void anInvestigationInAStateThatNobodyKnowsIsNotWaitedFor() {
        appliance.answer("GET", "/aianalyst/investigations", "[{\"investigationId\": \"7\", \"status\": \"failed\"}]");

        Reply reply = Reply.toCommand(
                web, INVESTIGATE, Map.of("did", 7, "investigate_time", "1 hour", "investigation_id", "7"));

        assertThat(reply.body().has("poll")).isFalse();
        assertThat(reply.body().at("/warnings/0").asString()).contains("does not document, failed");
    }
}
