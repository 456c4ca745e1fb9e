package soar.darktrace.feature.analyst;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.ReceivedRequest;
import soar.darktrace.appliance.SimulatedAppliance;
import tools.jackson.databind.JsonNode;

/** AI Analyst against an appliance with its quirks: a group of this week with two events, and a pinned one of last year. */
@ConnectorTest
class AnalystCommandsTest {

    private static final String EVENT = "bc64f242-ce29-4f35-bc94-230991116564";
    private static final String GROUP = "g750d9a5e-8df9-43fb-b3a3-1d1915dbc5fc";
    private static final String PINNED = "g04a3f36e-4u8w-v9dh-x6lb-894778cf9633";
    private static final String LIST_GROUPS = "darktrace-list-ai-analyst-incident-groups";
    private static final String GET_GROUP = "darktrace-get-ai-analyst-incident-group";
    private static final String REPORT = "darktrace-get-ai-analyst-report";

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @Autowired
    TestClock clock;

    @BeforeEach
    void reset() {
        clock.reset();
        appliance.reset();
    }

    @Test
    void whatIsPinnedComesOnlyWhereItIsAskedFor() {
        assertThat(groups(Map.of())).doesNotContain(PINNED).contains(GROUP);
        assertThat(groups(Map.of("pinned", "also"))).contains(PINNED, GROUP);
        assertThat(groups(Map.of("pinned", "only", "start_time", "2025-09-01"))).containsExactly(PINNED);
    }

    @Test
    void aGroupGrowsAndItsScoreRises() {
        appliance.analyst().addGrowingGroup("demo", 10, Duration.ofMinutes(1), 7);
        JsonNode first = group("gdemo");
        clock.advance(Duration.ofMinutes(9));
        JsonNode last = group("gdemo");

        assertThat(first.path("eventCount").asInt()).isEqualTo(1);
        assertThat(first.path("groupCategory").asString()).isEqualTo("suspicious");
        assertThat(last.path("eventCount").asInt()).isEqualTo(10);
        assertThat(last.path("groupCategory").asString()).isEqualTo("critical");
        assertThat(last.path("groupScore").asDouble())
                .isGreaterThan(first.path("groupScore").asDouble());
    }

    @Test
    void aGroupThatWasMergedIsFoundByItsEvents() {
        appliance.analyst().merge(GROUP, PINNED);

        Reply gone = Reply.toCommand(web, GET_GROUP, Map.of("group_id", GROUP));
        assertThat(gone.text("code")).isEqualTo("not_found");
        assertThat(gone.text("detail")).contains("darktrace-get-ai-analyst-incident-group-from-eventId");

        Reply survivor =
                Reply.toCommand(web, "darktrace-get-ai-analyst-incident-group-from-eventId", Map.of("eventId", EVENT));
        assertThat(survivor.body().at("/outputs/groupId").asString()).isEqualTo(PINNED);
        assertThat(survivor.body().at("/outputs/previousIds").toString()).contains(GROUP);
    }

    @Test
    void oneOfSeveralGroupsThatIsMissingDoesNotHideTheOthers() {
        Reply reply = Reply.toCommand(web, GET_GROUP, Map.of("group_id", List.of(GROUP, "gnone")));

        assertThat(reply.body().path("outputs").size()).isEqualTo(1);
        assertThat(reply.body().at("/failed/0/groupId").asString()).isEqualTo("gnone");
        assertThat(reply.body().at("/failed/0/code").asString()).isEqualTo("not_found");
        assertThat(reply.text("readable_output"))
                .startsWith("### Darktrace AI Analyst Group Information, 1 of 2\n|groupId|")
                .contains("|response|\n")
                .contains("| gnone | ")
                .contains(" | Darktrace knows no AI Analyst group gnone, or it was merged into another: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"darktrace-list-ai-analyst-incident-events", LIST_GROUPS})
    void anOddItemIsLeftOutAndTheRestIsShown(String command) {
        appliance.answer("GET", "/aianalyst/incidentevents", "[7, null, {}, {\"id\": \"a\", \"details\": 5}]");
        appliance.answer("GET", "/aianalyst/groups", "[7, null, {}, {\"id\": \"a\", \"incidentEvents\": 5}]");

        Reply reply = Reply.toCommand(web, command, Map.of());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().path("outputs").size()).isEqualTo(1);
        assertThat(reply.body().path("warnings").toString()).contains("left out");
    }

    @ParameterizedTest
    @CsvSource({
        "darktrace-get-ai-analyst-incident-event, eventId",
        "darktrace-get-ai-analyst-incident-group-from-eventId, event_id"
    })
    void anUnknownEventIsNotFound(String command, String name) {
        Reply reply = Reply.toCommand(web, command, Map.of(name, "none"));

        assertThat(reply.text("code")).isEqualTo("not_found");
        assertThat(reply.text("detail")).startsWith("Darktrace knows no AI Analyst incident event none");
    }

    @Test
    void anArgumentGoesByOneOfItsNamesOnly() {
        Reply reply = Reply.toCommand(
                web, "darktrace-get-ai-analyst-incident-event", Map.of("eventId", EVENT, "event_id", EVENT));

        assertThat(reply.text("code")).isEqualTo("invalid_argument");
        assertThat(reply.text("detail"))
                .isEqualTo("Give eventId or event_id, not both: they are names of one argument.");
        assertThat(appliance.requests()).isEmpty();
    }

    @Test
    void aDryRunInCamelCaseChangesNothingEither() {
        Reply reply = Reply.toCommand(
                web, "darktrace-acknowledge-ai-analyst-incident-event", Map.of("eventId", EVENT, "dryRun", true));

        assertThat(reply.text("readable_output")).contains("uuid=" + EVENT);
        assertThat(appliance.requests()).extracting(ReceivedRequest::method).doesNotContain("POST");
    }

    @Test
    void theReportIsStreamedWhereTheApplianceOffersIt() {
        assertThat(new String(report(200), StandardCharsets.UTF_8)).startsWith("%PDF-");
    }

    @Test
    void anApplianceWithoutReportsSaysSo() {
        appliance.analyst().offerNoReports();
        Reply reply = Reply.toCommand(web, REPORT, Map.of("event_id", EVENT));
        assertThat(reply.body().at("/file/name").asString()).isEqualTo("ai-analyst-" + EVENT + ".pdf");

        assertThat(new String(report(502), StandardCharsets.UTF_8))
                .contains("darktrace_refused")
                .contains("This appliance does not offer the report");
    }

    private byte[] report(int status) {
        byte[] body = web.post()
                .uri("/api/v1/commands/" + REPORT)
                .contentType(MediaType.APPLICATION_JSON)
                .accept(MediaType.APPLICATION_OCTET_STREAM)
                .bodyValue(Map.of("args", Map.of("event_id", EVENT)))
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody()
                .returnResult()
                .getResponseBody();
        assertThat(body).isNotNull();
        return Objects.requireNonNull(body);
    }

    private List<String> groups(Map<String, Object> arguments) {
        return Reply.toCommand(web, LIST_GROUPS, arguments)
                .body()
                .path("outputs")
                .valueStream()
                .map(group -> group.path("groupId").asString())
                .toList();
    }

    private JsonNode group(String id) {
        return Reply.toCommand(web, GET_GROUP, Map.of("group_id", id)).body().at("/outputs/0");
    }
}
