package soar.darktrace.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.SimulatedAppliance;
import soar.darktrace.appliance.SyntheticEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What XSOAR is told of an instance that this service does not fetch: each time it asks, Darktrace is asked. */
@ConnectorTest
class MirroringInTest {

    private static final String MODIFIED = "get-modified-remote-data";
    private static final String DATA = "get-remote-data";
    private static final String CREATED = "2026-01-01T20:00:00.000Z";

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @Autowired
    TestClock clock;

    private long first;
    private long second;

    @BeforeEach
    void reset() {
        clock.reset();
        appliance.reset();
        List<Long> pbids = appliance.addBreaches(5);
        first = pbids.get(0);
        second = pbids.get(1);
    }

    @Test
    void aCommentAndAnAcknowledgementAreToldOnce() {
        JsonNode start = modified(Map.of("last_update", now()));
        clock.advance(Duration.ofSeconds(30));
        appliance.comment("ana.lyst", first, "Looks like a backup.");
        appliance.comment("ana.lyst", first, "It was one.");
        appliance.acknowledge("ana.lyst", second);
        clock.advance(Duration.ofSeconds(30));

        JsonNode then = modified(Map.of("last_update", now(), "state", start.path("state")));
        JsonNode later = modified(Map.of("last_update", now(), "state", then.path("state")));

        assertThat(ids(start)).isEmpty();
        assertThat(ids(then)).containsExactlyInAnyOrder("main:" + first, "main:" + second);
        assertThat(ids(later)).isEmpty();
    }

    /** XSOAR before 6.6 keeps no state. */
    @Test
    void withoutAStateWhatIsNewerThanTheLastUpdateIsTold() {
        appliance.comment("ana.lyst", first, "Before.");
        String last = now();
        clock.advance(Duration.ofSeconds(30));
        appliance.comment("ana.lyst", second, "After.");

        assertThat(ids(modified(Map.of("lastUpdate", last)))).containsExactly("main:" + second);
        assertThat(ids(modified(Map.of("lastUpdate", now())))).isEmpty();
    }

    @Test
    void anAcknowledgementThatIsTakenBackIsAChangeToo() {
        appliance.acknowledge("ana.lyst", second);
        JsonNode start = modified(Map.of("last_update", now()));
        appliance.unacknowledge(second);

        assertThat(ids(modified(Map.of("state", start.path("state"))))).containsExactly("main:" + second);
    }

    @Test
    void whatThisConnectorWroteIsNoChange() {
        JsonNode start = modified(Map.of("last_update", now()));
        clock.advance(Duration.ofSeconds(30));
        Reply.toCommand(web, "darktrace-add-comment", Map.of("pbid", first, "message", "From the SOAR."));
        appliance.comment("ana.lyst", second, "From Darktrace.");

        assertThat(ids(modified(Map.of("state", start.path("state"))))).containsExactly("main:" + second);
        assertThat(data(first, Map.of()).path("entries")).isEmpty();
    }

    @Test
    void moreCommentsThanAnAnswerHoldsAreAllFound() {
        JsonNode start = modified(Map.of("last_update", now()));
        List<Long> many = appliance.addBreaches(130);
        many.forEach(pbid -> {
            clock.advance(Duration.ofMillis(10));
            appliance.comment("ana.lyst", pbid, "Seen.");
        });

        assertThat(ids(modified(Map.of("state", start.path("state")))))
                .containsExactlyInAnyOrderElementsOf(
                        many.stream().map(pbid -> "main:" + pbid).toList());
    }

    @Test
    void aGroupThatGrowsOrTakesAnotherUpIsAChangeOfBoth() {
        appliance.analyst().addEvent(event("1", "gone"), clock.instant());
        appliance.analyst().addEvent(event("2", "gtwo"), clock.instant());
        JsonNode start = modified(Map.of("last_update", now()));
        appliance.analyst().assess("gone", 95, "critical");
        JsonNode then = modified(Map.of("state", start.path("state")));
        appliance.analyst().merge("gone", "gtwo");
        JsonNode merged = modified(Map.of("state", then.path("state")));

        assertThat(ids(then)).containsExactly("main:aia:gone");
        assertThat(ids(merged)).containsExactlyInAnyOrder("main:aia:gone", "main:aia:gtwo");
        assertThat(object("main:aia:gone").path("groupId").asString()).isEqualTo("gtwo");
    }

    @Test
    void oneQuestionThatFailsKeepsNothingOfTheOthers() {
        JsonNode start = modified(Map.of("last_update", now()));
        appliance.comment("ana.lyst", first, "Seen.");
        appliance.answer("GET", "/aianalyst/groups", "{\"error\": \"API permission denied\"}");

        Reply reply = Reply.toCommand(web, MODIFIED, Map.of("state", start.path("state")));

        assertThat(ids(reply.body().path("outputs"))).containsExactly("main:" + first);
        assertThat(reply.body().at("/outputs/state/groups")).isEqualTo(start.at("/state/groups"));
        assertThat(reply.body().path("warnings").toString()).contains("the next time");
    }

    @Test
    void theObjectIsThatOfItsIncident() {
        appliance.comment("ana.lyst", first, "Looks like a backup.");
        JsonNode incidents =
                Reply.toCommand(web, "fetch-incidents", Map.of()).body().at("/outputs/incidents");
        JsonNode incident = incidents
                .valueStream()
                .filter(one -> one.path("dbotMirrorId").asString().equals("main:" + first))
                .findFirst()
                .orElseThrow();

        assertThat(object("main:" + first))
                .isEqualTo(JsonMapper.shared().readTree(incident.path("rawJSON").asString()));
    }

    @Test
    void newCommentsAreEntriesOldestFirst() {
        appliance.comment("ana.lyst", first, "Before.");
        String last = now();
        clock.advance(Duration.ofSeconds(1));
        appliance.comment("ana.lyst", first, "One.");
        clock.advance(Duration.ofSeconds(1));
        appliance.comment("bea.mter", first, "Two.");

        JsonNode entries = data(first, Map.of("last_update", last)).path("entries");

        assertThat(entries.toString())
                .isEqualTo("[{\"contents\":\"One.\",\"author\":\"ana.lyst\",\"time\":\"2026-01-02T03:04:06.000Z\"},"
                        + "{\"contents\":\"Two.\",\"author\":\"bea.mter\",\"time\":\"2026-01-02T03:04:07.000Z\"}]");
        assertThat(data(first, Map.of("last_update", now())).path("entries")).isEmpty();
    }

    @Test
    void theMirrorsOwnAcknowledgementDoesNotCloseWhatWasReopened() {
        String before = now();
        clock.advance(Duration.ofSeconds(1));
        Reply update = Reply.toCommand(
                web,
                "update-remote-system",
                Map.of(
                        "remote_id",
                        "main:" + first,
                        "status",
                        2,
                        "incident_changed",
                        true,
                        "data",
                        Map.of("closeReason", "Resolved", "closeNotes", "A backup")));
        assertThat(update.body().at("/outputs/acknowledged").asBoolean()).isTrue();

        JsonNode data = data(first, Map.of("last_update", before, "closes", true));
        assertThat(data.has("closed")).isFalse();
        assertThat(data.path("object").path("acknowledged").asBoolean()).isTrue();

        // Somebody else's, after all, does.
        appliance.unacknowledge(first);
        clock.advance(Duration.ofMinutes(5));
        appliance.acknowledge("ana.lyst", first);
        assertThat(data(first, Map.of("last_update", before, "closes", true)).has("closed"))
                .isTrue();
    }

    @Test
    void anAcknowledgementClosesOnceAndOnlyWhereThatIsWanted() {
        String before = now();
        clock.advance(Duration.ofSeconds(1));
        appliance.acknowledge("ana.lyst", first);

        assertThat(data(first, Map.of("last_update", before, "closes", true)).path("closed"))
                .isEqualTo(JsonMapper.shared()
                        .readTree("{\"reason\": \"Resolved\", \"notes\":"
                                + " \"Acknowledged in Darktrace by ana.lyst at 2026-01-02T03:04:06.000Z.\"}"));
        assertThat(data(first, Map.of("last_update", now(), "closes", true)).has("closed"))
                .isFalse();
        assertThat(data(first, Map.of("last_update", before)).has("closed")).isFalse();
        assertThat(object("main:" + first).path("acknowledgedBy").asString()).isEqualTo("ana.lyst");
    }

    @ParameterizedTest
    @ValueSource(strings = {"main:999999", "main:aia:gunknown"})
    void whatDarktraceDoesNotKnowIsNotFoundAndNoFailure(String id) {
        Reply reply = Reply.toCommand(web, DATA, Map.of("id", id, "closes", true));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().path("outputs").toString()).isEqualTo("{\"found\":false,\"object\":{},\"entries\":[]}");
    }

    /** XSOAR writes the year 1 where it knows nothing yet. */
    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01T00:00:00Z", "", "yesterday or so"})
    void aLastUpdateThatSaysNothingIsNone(String lastUpdate) {
        appliance.comment("ana.lyst", first, "Seen.");

        assertThat(data(first, Map.of("last_update", lastUpdate)).path("entries"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"comments\": 7, \"recent\": {\"at\": \"x\", \"acknowledged\": []}, \"groups\": []}",
                "{\"comments\": {\"newest\": \"soon\", \"seen\": {}}, \"older\": {\"at\": -1, \"acknowledged\": {\"95\": {}}}}",
                "[]",
                "{\"position\": 7}"
            })
    void anOddStateIsNoFailure(String state) {
        Reply reply = Reply.toCommand(web, MODIFIED, Map.of("state", state, "last_update", now()));

        assertThat(reply.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[7, null, {}, {\"pbid\": 1e400, \"message\": \"x\"}, {\"pbid\": \"-12\", \"message\": \"x\", \"time\": \"soon\"},"
                        + " {\"pbid\": 13, \"message\": {}}, {\"pbid\": -14, \"message\": \"x\", \"time\": 1767323045001}]"
            })
    void oddCommentsBreakNothing(String comments) {
        appliance.answer("GET", "/mbcomments", comments);

        assertThat(ids(modified(Map.of("last_update", now())))).containsExactly("main:14");
    }

    /** It would be asked for each half of each half. */
    @Test
    void anApplianceThatReturnsTheSameCommentsForEachWindowIsNotAskedForEver() {
        String comment = "{\"pbid\": %d, \"message\": \"x\", \"time\": 1767323045001}";
        appliance.answer(
                "GET", "/mbcomments", "[" + (comment.formatted(14) + ",").repeat(99) + comment.formatted(15) + "]");

        JsonNode outputs = modified(Map.of("last_update", now()));

        assertThat(ids(outputs)).containsExactly("main:14", "main:15");
        assertThat(appliance.requests()).hasSizeLessThan(500);
    }

    @Test
    void aRequestMayBringItsApplianceAlong() {
        appliance.comment("ana.lyst", first, "Seen.");
        Map<String, Object> params = Map.of(
                "url", appliance.url(),
                "public_api_token", appliance.publicToken(),
                "private_api_token", appliance.privateToken());
        String address = appliance.url().replace("http://", "");

        Reply ids = Reply.toPost(
                web, "/api/v1/commands/" + MODIFIED, Map.of("args", Map.of("last_update", CREATED), "params", params));
        String id = ids.body().at("/outputs/ids/0").asString();
        Reply data = Reply.toPost(web, "/api/v1/commands/" + DATA, Map.of("args", Map.of("id", id), "params", params));

        assertThat(id).endsWith(address + ":" + first);
        assertThat(data.body().at("/outputs/entries/0/contents").asString()).isEqualTo("Seen.");
    }

    private JsonNode modified(Map<String, ?> arguments) {
        Reply reply = Reply.toCommand(web, MODIFIED, arguments);
        assertThat(reply.status()).as(reply.body().toString()).isEqualTo(200);
        return reply.body().path("outputs");
    }

    private JsonNode data(long pbid, Map<String, ?> arguments) {
        ObjectNode all = JsonMapper.shared().valueToTree(arguments).asObject().put("id", "main:" + pbid);
        Reply reply = Reply.toCommand(web, DATA, all);
        assertThat(reply.status()).as(reply.body().toString()).isEqualTo(200);
        return reply.body().path("outputs");
    }

    private JsonNode object(String id) {
        return Reply.toCommand(web, DATA, Map.of("id", id)).body().at("/outputs/object");
    }

    private SyntheticEvent event(String id, String group) {
        return new SyntheticEvent(
                "e-" + id, group, "suspicious", 40, clock.instant().minusSeconds(60), clock.instant(), 7, List.of());
    }

    private String now() {
        return clock.instant().toString();
    }

    private static List<String> ids(JsonNode outputs) {
        return outputs.path("ids").valueStream().map(id -> id.asString("")).toList();
    }
}
