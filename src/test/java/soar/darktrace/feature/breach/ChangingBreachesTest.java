package soar.darktrace.feature.breach;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.References;
import soar.darktrace.Reply;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.Fault;
import soar.darktrace.appliance.SimulatedAppliance;

/** Comments and acknowledgements: of one breach and of several, rehearsed, lost and found. */
@ConnectorTest
class ChangingBreachesTest {

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
    void aCommentIsAdded() {
        Reply reply = comment("Checked: a false positive, café");

        assertThat(reply.body().path("outputs").toString())
                .isEqualTo("{\"pbid\":111,\"message\":\"Checked: a false positive, café\",\"commented\":true}");
        assertThat(comments(111)).containsExactly("Checked: a false positive, café");
    }

    @Test
    void aUnifiedViewsAnswerToACommentIsUnderstood() {
        appliance.fail(Fault.UNIFIED_VIEW);

        assertThat(comment("fine").status()).isEqualTo(200);
    }

    @Test
    void aCommentIsSentOnceAndFoundWhenItsAnswerIsLost() {
        appliance.failTimes(Fault.RESET_AFTER_APPLYING, 1);

        Reply reply = comment("once");

        assertThat(reply.text("readable_output")).contains("as reading it back shows");
        assertThat(comments(111)).containsExactly("once");
    }

    @Test
    void aCommentThatGotLostIsAnUnknownOutcome() {
        appliance.failTimes(Fault.RESET, 1);

        assertThat(comment("lost").text("code")).isEqualTo("outcome_unknown");
        assertThat(comments(111)).isEmpty();
    }

    @Test
    void anOlderCommentOfTheSameTextIsNotTakenForTheLostOne() {
        comment("again");
        clock.advance(Duration.ofMinutes(1));
        appliance.failTimes(Fault.RESET, 1);

        assertThat(comment("again").text("code")).isEqualTo("outcome_unknown");
    }

    @Test
    void aRefusedCommentIsAFailure() {
        appliance.fail(Fault.REFUSED_CHANGE);

        assertThat(comment("no").text("code")).isEqualTo("darktrace_refused");
    }

    @Test
    void severalBreachesAreAcknowledgedEachWithItsResult() {
        Reply reply = acknowledge(Map.of("pbid", List.of(46, 987654321, 111)));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().at("/outputs/0").toString()).isEqualTo("{\"pbid\":46,\"acknowledged\":true}");
        assertThat(reply.body().at("/outputs/1/error/code").asString()).isEqualTo("not_found");
        assertThat(reply.body().at("/outputs/2").toString()).isEqualTo("{\"pbid\":111,\"acknowledged\":true}");
        assertThat(reply.body().path("warnings").toString()).contains("Model breach 987654321: ");
        assertThat(reply.text("readable_output"))
                .startsWith("### Model Breach 2 of 3 Acknowledged\n")
                .contains("|pbid|response|", "| 46 | Successfully acknowledged. |");
        assertThat(reply.body().path("failed").toString())
                .isEqualTo("[{\"pbid\":987654321,\"code\":\"not_found\",\"detail\":"
                        + reply.body().at("/outputs/1/error/detail") + "}]");
    }

    @Test
    void whatIsAskedForTwiceIsDoneAndCountedOnce() {
        assertThat(acknowledge(Map.of("pbid", "46,46,111")).text("readable_output"))
                .startsWith("### Model Breach 2× Acknowledged\n");
        Reply one = Reply.toCommand(web, "darktrace-unacknowledge", Map.of("pbid", "46,46"));
        assertThat(one.text("readable_output")).startsWith("### Model Breach 46 Unacknowledged\n");
        assertThat(one.body().has("failed")).isFalse();
    }

    @Test
    void aFailureThatMayPassSaysWhenToTryAgain() {
        appliance.failTimes(Fault.TOO_MANY_REQUESTS, 1);

        Reply reply = acknowledge(Map.of("pbid", "46,111"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().at("/failed/0/code").asString()).isEqualTo("darktrace_unavailable");
        assertThat(reply.body().at("/failed/0/retry_after").asInt()).isEqualTo(1);
    }

    @Test
    void whenAllFailTheWaitIsKept() {
        appliance.fail(Fault.TOO_MANY_REQUESTS);

        Reply reply = acknowledge(Map.of("pbid", "46,111"));

        assertThat(reply.text("code")).isEqualTo("darktrace_unavailable");
        assertThat(reply.body().path("retry_after").asInt()).isEqualTo(1);
        assertThat(reply.text("detail")).contains("Model breach 46: ", "Model breach 111: ");
    }

    @Test
    void whenAllFailTheCommandFails() {
        assertThat(acknowledge(Map.of("pbid", "987654321,987654322")).text("code"))
                .isEqualTo("not_found");
    }

    @Test
    void anAcknowledgementTakesACommentAlong() {
        Reply reply = acknowledge(Map.of("pbid", 111, "message", "seen"));

        assertThat(reply.body().path("outputs").toString())
                .isEqualTo("{\"pbid\":111,\"acknowledged\":true,\"commented\":true}");
        assertThat(reply.text("readable_output")).contains("Successfully acknowledged. Successfully commented.");
        assertThat(comments(111)).containsExactly("seen");
    }

    @Test
    void aLostCommentDoesNotHideTheAcknowledgement() {
        appliance.answer("POST", "/modelbreaches/{pbid}/comments", "{\"response\": \"ERROR\"}");

        Reply reply = acknowledge(Map.of("pbid", 111, "message", "seen"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().path("outputs").toString())
                .isEqualTo("{\"pbid\":111,\"acknowledged\":true,\"commented\":false}");
        assertThat(reply.body().path("warnings").toString()).contains("is acknowledged, but the comment failed");
    }

    @Test
    void aDryRunShowsTheCallsAndSendsNothing() {
        Reply reply = acknowledge(Map.of("pbid", "46,111", "message", "é", "dry_run", "true"));

        assertThat(reply.text("outputs_prefix")).isEqualTo("Darktrace.DryRun");
        assertThat(References.repeatable(reply.body().path("outputs").toString()))
                .isEqualTo("""
                        [{"method":"POST","path":"/modelbreaches/46/acknowledge","body":"acknowledge=true"},\
                        {"method":"POST","path":"/modelbreaches/46/comments","body":"{\\"message\\":\\"\\\\u00E9\\\\nref:0123456789abcdef\\"}"},\
                        {"method":"POST","path":"/modelbreaches/111/acknowledge","body":"acknowledge=true"},\
                        {"method":"POST","path":"/modelbreaches/111/comments","body":"{\\"message\\":\\"\\\\u00E9\\\\nref:0123456789abcdef\\"}"}]""");
        assertThat(reply.text("readable_output"))
                .startsWith("### Dry run of darktrace-acknowledge: nothing was changed.");
        assertThat(appliance.requests()).isEmpty();
    }

    @Test
    void aDryRunOfACommentSendsNothing() {
        Reply reply =
                Reply.toCommand(web, "darktrace-add-comment", Map.of("pbid", 111, "message", "x", "dry_run", true));

        assertThat(reply.body().at("/outputs/0/body").asString()).matches("\\{\"message\":\"x\\\\nref:[0-9a-f]{16}\"}");
        assertThat(appliance.requests()).isEmpty();
    }

    @Test
    void aDryRunIsRefusedWhereNothingIsChangedAnyway() {
        assertThat(Reply.toCommand(web, "darktrace-get-breach", Map.of("pbid", 111, "dry_run", true))
                        .text("code"))
                .isEqualTo("unknown_argument");
    }

    @Test
    void commentsOfSeveralBreachesComeTogether() {
        Reply reply = Reply.toCommand(web, "darktrace-get-comments", Map.of("pbid", "46,111"));

        assertThat(reply.body().at("/outputs/0/pbid").asInt()).isEqualTo(46);
        assertThat(reply.body().at("/outputs/0/comments").size()).isEqualTo(2);
        assertThat(reply.body().at("/outputs/1/comments").isEmpty()).isTrue();
    }

    private Reply comment(String message) {
        return Reply.toCommand(web, "darktrace-add-comment", Map.of("pbid", 111, "message", message));
    }

    private Reply acknowledge(Map<String, Object> arguments) {
        return Reply.toCommand(web, "darktrace-acknowledge", arguments);
    }

    private List<String> comments(long pbid) {
        return Reply.toCommand(web, "darktrace-get-comments", Map.of("pbid", pbid))
                .body()
                .at("/outputs/comments")
                .valueStream()
                .map(comment -> comment.path("message").asString())
                .toList();
    }
}
