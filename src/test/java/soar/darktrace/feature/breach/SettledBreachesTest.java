package soar.darktrace.feature.breach;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
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

/** What a comment or an acknowledgement claims when its answer is lost or odd, or another caller did the same. */
@ConnectorTest
class SettledBreachesTest {

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
    void anotherCallersCommentIsNotTakenForTheLostOne() {
        comment();
        appliance.failNextChange(Fault.RESET);

        Reply reply = comment();

        assertThat(reply.text("code")).isEqualTo("outcome_unknown");
        assertThat(reply.text("detail")).containsPattern(" The comment ends with ref:[0-9a-f]{16}\\.");
        assertThat(comments()).hasSize(1);
    }

    @Test
    void eachOfTwoCallersIsToldAboutItsOwnComment() {
        for (int caller = 0; caller < 2; caller++) {
            appliance.failNextChange(Fault.RESET_AFTER_APPLYING);
            assertThat(comment().status()).isEqualTo(200);
        }

        assertThat(comments())
                .hasSize(2)
                .doesNotHaveDuplicates()
                .allSatisfy(text -> assertThat(text).matches("A backup ref:[0-9a-f]{16}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "5", "{}", "[]", "[{}]", "[5]", "{\"result\":\"SUCCESS\"}", "\"SUCCESS\"", "done", ""})
    void aCommentIsFoundAfterAnOddAnswer(String answer) {
        odd(answer);

        assertThat(comment().text("readable_output")).contains("as reading it back shows");
        assertThat(comments()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "5", "{}", "[]", "[{}]", "{\"result\":\"SUCCESS\"}", "\"SUCCESS\"", "done", ""})
    void anAcknowledgementIsFoundAfterAnOddAnswer(String answer) {
        odd(answer);

        Reply reply = acknowledge("acknowledge", Map.of("pbid", 111));

        assertThat(reply.text("readable_output"))
                .contains("Is acknowledged by api.user at 2026-01-02T03:04:05.000Z, as reading it back shows");
        assertThat(isAcknowledged()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "5", "{}", "[]", "text", "", "{\"message\":\"maintenance\"}"})
    void aReadBackThatShowsNothingLeavesTheOutcomeUnknown(String readBack) {
        for (String command : List.of("add-comment", "acknowledge", "unacknowledge")) {
            appliance.reset();
            odd("{}");
            appliance.beforeReadBack(() -> {
                appliance.answer("GET", "/modelbreaches", readBack);
                appliance.answer("GET", "/modelbreaches/{pbid}/comments", readBack);
            });

            Reply reply = command.equals("add-comment") ? comment() : acknowledge(command, Map.of("pbid", 111));

            assertThat(reply.text("code")).as(command).isEqualTo("outcome_unknown");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "5", "{}", "text", ""})
    void aCommentThatMayExistIsNeitherClaimedNorDenied(String readBack) {
        appliance.answer("POST", "/modelbreaches/{pbid}/comments", "null");
        appliance.answer("GET", "/modelbreaches/{pbid}/comments", readBack);

        Reply reply = acknowledge("acknowledge", Map.of("pbid", 111, "message", "A backup"));

        assertThat(reply.body().path("outputs").toString()).isEqualTo("{\"pbid\":111,\"acknowledged\":true}");
        assertThat(reply.body().path("warnings").toString())
                .contains("is acknowledged, but whether the comment was added is unknown")
                .doesNotContain("failed");
    }

    @Test
    void aPageAfterAChangeThatCannotBeReadBackLeavesTheOutcomeUnknown() {
        for (String command : List.of("add-comment", "acknowledge", "unacknowledge")) {
            appliance.reset();
            appliance.failNextChange(Fault.LOGIN_PAGE);
            appliance.beforeReadBack(() -> appliance.fail(Fault.FORBIDDEN));

            Reply reply = command.equals("add-comment") ? comment() : acknowledge(command, Map.of("pbid", 111));

            assertThat(reply.text("code")).as(command).isEqualTo("outcome_unknown");
        }
    }

    @Test
    void aChangeThatIsRedirectedMayHaveBeenMade() {
        appliance.redirect("POST", "/modelbreaches/{pbid}/comments", "/result");
        appliance.redirect("POST", "/modelbreaches/{pbid}/acknowledge", "/result");

        assertThat(comment().text("code")).isEqualTo("outcome_unknown");
        assertThat(acknowledge("acknowledge", Map.of("pbid", 111)).text("code")).isEqualTo("outcome_unknown");
    }

    @Test
    void aReferenceThatAnAnalystQuotesStaysInTheComment() {
        appliance.answer(
                "GET",
                "/modelbreaches/{pbid}/comments",
                "[{\"message\": \"looked for ref:9f2c51d07ab3e846\", \"username\": \"analyst\"}]");

        assertThat(comments()).containsExactly("looked for ref:9f2c51d07ab3e846 ");
    }

    @Test
    void aSuccessThatIsCalledHtmlIsASuccess() {
        appliance.failNextChange(Fault.CALLED_HTML);
        assertThat(comment().text("readable_output")).contains("Successfully commented.");
        appliance.failNextChange(Fault.CALLED_HTML);
        assertThat(acknowledge("acknowledge", Map.of("pbid", 111)).text("readable_output"))
                .contains("Successfully acknowledged.");
    }

    @ParameterizedTest
    @CsvSource({"RESET, outcome_unknown", "REFUSED_CHANGE, darktrace_refused", "LOGIN_PAGE, darktrace_login_page"})
    void whatWasNotDoneIsNotClaimed(Fault fault, String code) {
        appliance.failNextChange(fault);
        assertThat(comment().text("code")).isEqualTo(code);
        assertThat(comments()).isEmpty();
    }

    @Test
    void aRefusalWhoseReasonCannotBeReadClaimsNoState() {
        acknowledge("acknowledge", Map.of("pbid", 111));
        appliance.answer("GET", "/modelbreaches", "5");

        Reply reply = acknowledge("acknowledge", Map.of("pbid", 111));

        assertThat(reply.text("code")).isEqualTo("darktrace_refused");
        assertThat(reply.text("detail")).contains("whether model breach 111 is acknowledged already cannot be read");
    }

    private void odd(String answer) {
        appliance.say(answer);
        appliance.failNextChange(Fault.OTHER_TEXT);
    }

    private Reply comment() {
        return Reply.toCommand(web, "darktrace-add-comment", Map.of("pbid", 111, "message", "A backup"));
    }

    private Reply acknowledge(String command, Map<String, Object> arguments) {
        return Reply.toCommand(web, "darktrace-" + command, arguments);
    }

    private boolean isAcknowledged() {
        return Reply.toCommand(web, "darktrace-get-breach", Map.of("pbid", 111))
                .body()
                .at("/outputs/acknowledged")
                .asBoolean(false);
    }

    private List<String> comments() {
        return Reply.toCommand(web, "darktrace-get-comments", Map.of("pbid", 111))
                .body()
                .at("/outputs/comments")
                .valueStream()
                .map(comment -> comment.path("message").asString() + " "
                        + comment.path("reference").asString())
                .toList();
    }
}
