package soar.darktrace.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.Fault;
import soar.darktrace.appliance.SimulatedAppliance;
import tools.jackson.databind.JsonNode;

/** What goes out: notes, closing and reopening of incidents, told to Darktrace once, however often XSOAR says it. */
@ConnectorTest
class UpdateRemoteSystemTest {

    private static final String BREACH = "main:111";
    private static final String GROUP = "main:aia:g750d9a5e-8df9-43fb-b3a3-1d1915dbc5fc";
    private static final String GROUP_WITHOUT_BREACHES = "main:aia:g11111111-2222-4333-8444-555555555555";

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
    void notesBecomeCommentsOfTheirAuthors() {
        Reply reply = update(notes(note("1@7", "ana", "A backup\nas each week"), note("2@7", "", "Checked")));

        assertThat(reply.body().path("outputs").toString())
                .isEqualTo("{\"remote_id\":\"main:111\",\"comments\":2,\"not_mirrored\":[]}");
        assertThat(comments()).containsExactly("(ana): A backup\nas each week", "(DBot): Checked");
    }

    @Test
    void theSameUpdateSaysNothingTwice() {
        Map<String, Object> update = notes(note("1@7", "ana", "Checked"));
        update.putAll(closing("Resolved", "A backup"));
        update(update);
        appliance.clearRequests();

        Reply reply = update(update);

        assertThat(reply.body().at("/outputs/comments").asInt()).isEqualTo(2);
        assertThat(changes()).isEmpty();
        assertThat(comments()).hasSize(2);
    }

    @Test
    void aNoteThatWasChangedIsAnotherOne() {
        update(notes(note("1@7", "ana", "A backup")));
        update(notes(note("1@7", "ana", "No backup")));

        assertThat(comments()).containsExactly("(ana): A backup", "(ana): No backup");
    }

    @Test
    void closingCommentsAndThenAcknowledges() {
        Reply reply = update(closing("Resolved", "A backup"));

        assertThat(reply.body().at("/outputs/acknowledged").asBoolean()).isTrue();
        assertThat(changes()).containsExactly("/modelbreaches/111/comments", "/modelbreaches/111/acknowledge");
        assertThat(comments()).containsExactly("(ana): Closed in XSOAR as Resolved: A backup");
    }

    @Test
    void closingNeedNotAcknowledge() {
        Map<String, Object> closing = closing("Resolved", "A backup");
        closing.put("closes", false);

        assertThat(update(closing).body().at("/outputs/acknowledged").isMissingNode())
                .isTrue();
        assertThat(isAcknowledged()).isFalse();
        assertThat(comments()).hasSize(1);
    }

    @Test
    void nothingIsAcknowledgedWithoutItsGround() {
        appliance.failNextChange(Fault.REFUSED_CHANGE);

        Reply failed = update(closing("Resolved", "A backup"));

        assertThat(failed.text("code")).isEqualTo("darktrace_refused");
        assertThat(failed.text("detail")).startsWith("The closing notes of the incident could not be written: ");
        assertThat(changes()).containsExactly("/modelbreaches/111/comments");

        update(closing("Resolved", "A backup"));
        assertThat(isAcknowledged()).isTrue();
        assertThat(comments()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Acknowledged in Darktrace by ana at noon.", "Goes on as part of main:aia:g2 in Darktrace."})
    void whatTheMirrorClosedIsNotToldToDarktrace(String notes) {
        Reply reply = update(closing("Resolved", notes));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(appliance.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Acknowledged in Darktrace by ana at noon. It was a backup.",
                "Acknowledged in Darktrace, see ticket 7",
                "Goes on as part of ticket 7."
            })
    void anAnalystMayBeginWithTheWordsOfTheMirror(String notes) {
        update(closing("Resolved", notes));

        assertThat(comments()).containsExactly("(ana): Closed in XSOAR as Resolved: " + notes);
        assertThat(isAcknowledged()).isTrue();
    }

    @Test
    void aFailureOfOneNoteDoesNotStopTheOthersAndIsToldLater() {
        appliance.failNextChange(Fault.REFUSED_CHANGE);
        Map<String, Object> update = notes(note("1@7", "ana", "First"), note("2@7", "ana", "Second"));

        Reply reply = update(update);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().at("/failed/0/part").asString()).isEqualTo("entry 1@7");
        assertThat(reply.body().at("/failed/0/code").asString()).isEqualTo("darktrace_refused");
        assertThat(comments()).containsExactly("(ana): Second");

        assertThat(update(update).body().has("failed")).isFalse();
        assertThat(comments()).containsExactly("(ana): Second", "(ana): First");
    }

    @Test
    void aLostAnswerIsSettledByReading() {
        appliance.failNextChange(Fault.RESET_AFTER_APPLYING);
        assertThat(update(notes(note("1@7", "ana", "A backup")))
                        .body()
                        .at("/outputs/comments")
                        .asInt())
                .isEqualTo(1);

        appliance.failNextChange(Fault.RESET);
        assertThat(update(notes(note("2@7", "ana", "Checked"))).text("code")).isEqualTo("outcome_unknown");

        update(notes(note("2@7", "ana", "Checked")));
        assertThat(comments()).containsExactly("(ana): A backup", "(ana): Checked");
    }

    @Test
    void twoOfTheSameUpdateAtATimeWriteOneComment() {
        appliance.delay(Duration.ofMillis(50));
        appliance.fail(Fault.DELAY);

        IntStream.range(0, 3)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> update(notes(note("1@7", "ana", "A backup")))))
                .toList()
                .forEach(CompletableFuture::join);

        appliance.recover();
        assertThat(comments()).hasSize(1);
    }

    @Test
    void reopeningTakesTheAcknowledgementBack() {
        update(closing("Resolved", "A backup"));

        Reply reply = update(reopening());

        assertThat(reply.body().at("/outputs/acknowledged").asBoolean(true)).isFalse();
        assertThat(isAcknowledged()).isFalse();
    }

    @Test
    void onlyReopeningTakesTheAcknowledgementBack() {
        acknowledge("acknowledge");
        Map<String, Object> notTo = reopening();
        notTo.put("reopens", "false");
        update(notTo);
        update(Map.of("status", 1, "incident_changed", true, "delta", Map.of("severity", 3)));
        update(Map.of("status", 1, "incident_changed", false, "delta", Map.of("closeReason", "")));

        assertThat(isAcknowledged()).isTrue();
    }

    @Test
    void whatHasNoPlaceInDarktraceIsSaidOnce() {
        Reply reply = update(notes(
                Map.of("id", "1@7", "type", 3, "contents", ""),
                Map.of("id", "2@7", "type", "9", "contents", "report.pdf"),
                Map.of("id", "3@7", "type", 1, "contents", " "),
                note("4@7", "ana", "x".repeat(10_001))));

        assertThat(reply.body().at("/outputs/not_mirrored").valueStream().map(JsonNode::asString))
                .containsExactly(
                        "Entry 4@7 is longer than 10000 characters: Darktrace gets its beginning.",
                        "2 files stay in XSOAR alone: comments in Darktrace have no attachments.");
        assertThat(comments()).singleElement().asString().endsWith("xx…").hasSize(10_008);
    }

    @Test
    void anEntryMayHoldJson() {
        update(notes(Map.of("id", "1@7", "type", 1, "contents", Map.of("score", 5), "user", "ana")));

        assertThat(comments()).containsExactly("(ana): {\"score\":5}");
    }

    @Test
    void aGroupIsAcknowledgedAsAWholeAndItsNotesGoToItsFirstBreach() {
        Map<String, Object> update = closing("Resolved", "A backup");
        update.put("remote_id", GROUP);

        assertThat(update(update).body().at("/outputs/acknowledged").asBoolean())
                .isTrue();

        assertThat(comments()).containsExactly("(ana): Closed in XSOAR as Resolved: A backup");
        assertThat(appliance.analyst().eventsOf("g750d9a5e-8df9-43fb-b3a3-1d1915dbc5fc"))
                .allMatch(event -> event.path("acknowledged").asBoolean());
        update(update);
        assertThat(comments()).hasSize(1);
    }

    /** Darktrace knows no breach 7 here. */
    @Test
    void aGroupWhoseOldestBreachIsGoneHasItsNotesOnTheNextOne() {
        appliance.analyst().addGrowingGroup("new", 2, Duration.ZERO, 1, List.of(7L, 111L));
        Map<String, Object> update = closing("Resolved", "A backup");
        update.put("remote_id", "main:aia:gnew");

        assertThat(update(update).body().at("/outputs/acknowledged").asBoolean())
                .isTrue();
        update(update);

        assertThat(comments()).containsExactly("(ana): Closed in XSOAR as Resolved: A backup");
    }

    @Test
    void aGroupWithoutBreachesKeepsItsNotesInXsoarAndSaysSo() {
        Map<String, Object> update = closing("Resolved", "A backup");
        update.put("remote_id", GROUP_WITHOUT_BREACHES);

        Reply reply = update(update);

        assertThat(reply.body().at("/outputs/comments").asInt()).isZero();
        assertThat(reply.body().at("/outputs/acknowledged").asBoolean()).isTrue();
        assertThat(reply.body().at("/outputs/not_mirrored/0").asString()).contains("has no related model breach");
    }

    @Test
    void aGroupThatAnotherOneTookUpIsAnsweredForByThat() {
        appliance.analyst().addGrowingGroup("old", 1, Duration.ofMinutes(1), 1);
        appliance.analyst().addGrowingGroup("new", 1, Duration.ofMinutes(1), 1, List.of(111L));
        appliance.analyst().merge("gold", "gnew");
        Map<String, Object> update = closing("Resolved", "A backup");
        update.put("remote_id", "main:aia:gold");

        assertThat(update(update).body().at("/outputs/acknowledged").asBoolean())
                .isTrue();

        assertThat(comments()).containsExactly("(ana): Closed in XSOAR as Resolved: A backup");
        assertThat(appliance.analyst().eventsOf("gnew"))
                .hasSize(2)
                .allMatch(event -> event.path("acknowledged").asBoolean());
    }

    @Test
    void theFieldsForTheMappingEditorStandUnderTheirIncidentType() {
        JsonNode fields =
                Reply.toCommand(web, "get-mapping-fields", Map.of()).body().path("outputs");

        assertThat(fields.propertyNames()).containsExactly("Darktrace Model Breach", "Darktrace AI Analyst Incident");
        assertThat(fields)
                .allSatisfy(type -> assertThat(type.valueStream().map(JsonNode::asString))
                        .allMatch(description -> description.endsWith(".")));
    }

    @ParameterizedTest
    @CsvSource({"main:424242, model breach 424242", "main:aia:g0, AI Analyst group g0"})
    void whatDarktraceDoesNotKnowAnyMoreIsNoFailure(String remoteId, String what) {
        Map<String, Object> update = closing("Resolved", "A backup");
        update.put("remote_id", remoteId);

        Reply reply = update(update);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().at("/outputs/not_mirrored/0").asString())
                .startsWith("Nothing was written to Darktrace: Darktrace knows no " + what);
    }

    @ParameterizedTest
    @CsvSource({
        "'', missing_argument, remote_id is empty: ",
        "second:111, invalid_argument, remote_id names the instance second"
    })
    void whatCannotBeMirroredIsRefused(String remoteId, String code, String sentence) {
        Reply reply = Reply.toCommand(web, "update-remote-system", Map.of("remote_id", remoteId));

        assertThat(reply.text("code")).isEqualTo(code);
        assertThat(reply.text("detail")).startsWith(sentence);
    }

    @Test
    void anIncidentFromBeforeTheInstanceWasConfiguredIsMirroredByIt() {
        Map<String, Object> update = notes(note("1@7", "ana", "A backup"));
        update.put("remote_id", appliance.url() + ":111");

        update(update);

        assertThat(comments()).hasSize(1);
    }

    @Test
    void aChangeOfOtherFieldsAsksDarktraceNothing() {
        update(Map.of("status", 1, "incident_changed", true, "delta", Map.of("severity", 3)));

        assertThat(appliance.requests()).isEmpty();
    }

    @Test
    void aDryRunShowsWhatWouldBeWritten() {
        Map<String, Object> update = closing("Resolved", "A backup");
        update.put("dry_run", true);

        assertThat(update(update)
                        .body()
                        .path("outputs")
                        .valueStream()
                        .map(call -> call.path("path").asString()))
                .containsExactly("/modelbreaches/111/comments", "/modelbreaches/111/acknowledge");
        assertThat(comments()).isEmpty();
    }

    private Reply update(Map<String, Object> arguments) {
        Map<String, Object> all = new LinkedHashMap<>(Map.of("remote_id", BREACH));
        all.putAll(arguments);
        return Reply.toCommand(web, "update-remote-system", all);
    }

    private static Map<String, Object> note(String id, String user, String contents) {
        return Map.of("id", id, "user", user, "contents", contents, "type", 1, "tags", List.of("comments"));
    }

    private static Map<String, Object> notes(Object... entries) {
        return new LinkedHashMap<>(Map.of("entries", entries, "status", 1));
    }

    private static Map<String, Object> closing(String reason, String notes) {
        return new LinkedHashMap<>(Map.of(
                "status",
                2,
                "incident_changed",
                true,
                "data",
                Map.of("closeReason", reason, "closeNotes", notes),
                "delta",
                Map.of("closeReason", reason, "closeNotes", notes, "closingUserId", "ana")));
    }

    private static Map<String, Object> reopening() {
        return new LinkedHashMap<>(
                Map.of("status", 1, "incident_changed", true, "delta", Map.of("closeReason", "", "closeNotes", "")));
    }

    private void acknowledge(String command) {
        Reply.toCommand(web, "darktrace-" + command, Map.of("pbid", 111));
    }

    private boolean isAcknowledged() {
        return Reply.toCommand(web, "darktrace-get-breach", Map.of("pbid", 111))
                .body()
                .at("/outputs/acknowledged")
                .asBoolean(false);
    }

    private List<String> comments() {
        List<String> comments = new ArrayList<>();
        Reply.toCommand(web, "darktrace-get-comments", Map.of("pbid", 111))
                .body()
                .at("/outputs/comments")
                .forEach(comment -> comments.add(comment.path("message").asString()));
        return comments;
    }

    private List<String> changes() {
        return appliance.requests().stream()
                .filter(request -> request.method().equals("POST"))
                .map(request -> request.url().replaceFirst("\\?.*", ""))
                .toList();
    }
}
