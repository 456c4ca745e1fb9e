package soar.darktrace.feature.respond;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
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
import soar.darktrace.appliance.ActionState;
import soar.darktrace.appliance.ActionState.Stage;
import soar.darktrace.appliance.Fault;
import soar.darktrace.appliance.SimulatedAppliance;

/** What a change of a RESPOND action claims when its answer is lost, odd or late, or another caller asked for the same. */
@ConnectorTest
class SettledActionsTest {

    private static final String REFERENCE = "\nref:[0-9a-f]{16}$";

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
    void anotherCallersActionIsNotTakenForTheLostOne() {
        long others = codeid(contain());
        appliance.failNextChange(Fault.RESET);

        Reply reply = contain();

        assertThat(reply.text("code")).isEqualTo("outcome_unknown");
        assertThat(reply.text("detail")).containsPattern(" Its reason ends with ref:[0-9a-f]{16}\\.");
        assertThat(manualActions()).containsExactly(others);
    }

    @Test
    void eachOfTwoCallersIsToldAboutItsOwnAction() {
        appliance.failNextChange(Fault.RESET_AFTER_APPLYING);
        long first = codeid(contain());
        appliance.failNextChange(Fault.RESET_AFTER_APPLYING);
        long second = codeid(contain());

        assertThat(second).isNotEqualTo(first);
        assertThat(manualActions()).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void aReasonIsKeptInFrontOfTheReference() {
        String reason = "é".repeat(5_000) + "\nsecond line";

        Reply reply = Reply.toCommand(
                web,
                "darktrace-create-manual-action",
                Map.of("did", 7, "action", "quarantine", "duration", 60, "reason", reason));

        assertThat(reply.body().at("/outputs/triggerer/reason").asString().replaceFirst(REFERENCE, ""))
                .isEqualTo(reason);
    }

    @Test
    void theSameContainmentTwiceIsPointedOut() {
        long first = codeid(contain());

        Reply reply = contain();

        assertThat(reply.body().path("warnings").toString())
                .contains("Device 7 has the same action twice: %d is active, too.".formatted(first));
    }

    @Test
    void aContainmentOfAnotherKindOrOfThePastIsNotTheSame() {
        contain();
        clock.advance(Duration.ofHours(2));
        Reply.toCommand(web, "darktrace-create-manual-action", Map.of("did", 7, "action", "pol", "duration", 60));

        assertThat(contain().body().path("warnings").toString()).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "5",
                "{}",
                "[]",
                "{\"result\":\"SUCCESS\"}",
                "{\"codeid\":null}",
                "{\"codeid\":\"none\"}",
                "{\"codeid\":1e400}",
                "{\"codeid\":-1}",
                "[{\"codeid\":4711}]",
                "\"SUCCESS\"",
                "done",
                ""
            })
    void anActionIsFoundAfterAnOddAnswer(String answer) {
        odd(answer);

        Reply reply = contain();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(manualActions()).containsExactly(codeid(reply));
        assertThat(reply.body().path("warnings").toString()).contains("reading back shows that it was done");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "5", "{}", "[]", "{\"result\":\"SUCCESS\"}", "[{}]", "[{\"error\":\"no\"}]", "done", ""})
    void aChangeIsFoundAfterAnOddAnswer(String answer) {
        odd(answer);

        Reply reply = clear();

        assertThat(reply.body().at("/outputs/state").asString()).isEqualTo("cleared");
        assertThat(reply.body().path("warnings").toString())
                .contains("reading back shows the action as it was asked for");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "5", "{}", "\"text\"", "text", "", "{\"actions\":null}", "[5]"})
    void aReadBackThatShowsNothingLeavesTheOutcomeUnknown(String readBack) {
        for (String command : List.of("create", "clear")) {
            appliance.reset();
            odd("{}");
            appliance.beforeReadBack(() -> appliance.answer("GET", "/antigena", readBack));

            Reply reply = command.equals("create") ? contain() : clear();

            assertThat(reply.text("code")).as(command).isEqualTo("outcome_unknown");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "5", "{}", "text", ""})
    void aSuccessWhoseReadBackShowsNothingIsNoFailureOfTheReading(String readBack) {
        appliance.beforeReadBack(() -> appliance.answer("GET", "/antigena", readBack));
        assertThat(clear().text("code")).isEqualTo("outcome_unknown");

        appliance.reset();
        appliance.beforeReadBack(() -> appliance.answer("GET", "/antigena", readBack));
        Reply created = contain();
        assertThat(codeid(created)).isPositive();
        assertThat(created.body().path("warnings").toString()).contains("cannot be read back");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":400,\"error\":\"Bad request\"}",
                "{\"codeid\":5,\"error\":{\"message\":\"Bad request\"}}",
                "{\"code\":400,\"response\":\"ERROR\"}"
            })
    void anErrorWithANumberIsNoAction(String answer) {
        appliance.answer("POST", "/antigena/manual", answer);

        Reply reply = contain();

        assertThat(reply.text("code")).isEqualTo("darktrace_refused");
        assertThat(manualActions()).isEmpty();
    }

    @Test
    void anErrorBesideOtherMembersIsARefusalOfAChange() {
        appliance.answer("POST", "/antigena", "{\"code\":400,\"error\":\"Bad request\"}");

        assertThat(clear().text("code")).isEqualTo("darktrace_refused");
    }

    /** 4711 exists, but contains another device; 400 does not exist. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"code\":400,\"message\":\"Bad request\"}", "{\"codeid\":4711}", "{\"codeid\":400}"})
    void anActionThatDarktraceDoesNotShowIsNotClaimed(String answer) {
        appliance.answer("POST", "/antigena/manual", answer);

        Reply reply = Reply.toCommand(
                web, "darktrace-create-manual-action", Map.of("did", 823, "action", "quarantine", "duration", 60));

        assertThat(reply.text("code")).isEqualTo("outcome_unknown");
        assertThat(reply.text("detail")).containsPattern(" Its reason ends with ref:[0-9a-f]{16}\\.");
    }

    @Test
    void anActionIsFoundByItsReferenceWhereItsIdIsAnotherNumber() {
        odd("{\"code\":200,\"error\":null}");

        Reply reply = contain();

        assertThat(manualActions()).containsExactly(codeid(reply));
    }

    @Test
    void aPageAfterAChangeThatCannotBeReadBackLeavesTheOutcomeUnknown() {
        for (String command : List.of("create", "clear")) {
            appliance.reset();
            appliance.failNextChange(Fault.LOGIN_PAGE);
            appliance.beforeReadBack(() -> appliance.fail(Fault.FORBIDDEN));

            Reply reply = command.equals("create") ? contain() : clear();

            assertThat(reply.text("code")).as(command).isEqualTo("outcome_unknown");
        }
    }

    @Test
    void aPageForBothTheChangeAndTheReadingIsALogin() {
        for (String command : List.of("create", "clear")) {
            appliance.reset();
            appliance.failFromNextChange(Fault.REDIRECT_TO_LOGIN);

            Reply reply = command.equals("create") ? contain() : clear();

            assertThat(reply.text("code")).as(command).isEqualTo("darktrace_login_page");
        }
    }

    @Test
    void aChangeThatIsRedirectedMayHaveBeenMade() {
        for (String command : List.of("create", "clear")) {
            appliance.redirect("POST", command.equals("create") ? "/antigena/manual" : "/antigena", "/result");

            Reply reply = command.equals("create") ? contain() : clear();

            assertThat(reply.text("code")).as(command).isEqualTo("outcome_unknown");
            assertThat(reply.text("detail")).contains("with a redirect (HTTP 302) to /result", "may have been made");
        }
    }

    @Test
    void aChangeThatIsRedirectedIsReadBack() {
        appliance.redirect("POST", "/antigena", "/result");
        appliance.beforeReadBack(() -> appliance.answer(
                "GET", "/antigena", "[{\"codeid\": 4711, \"did\": 7, \"action\": \"pol\", \"cleared\": true}]"));

        Reply reply = clear();

        assertThat(reply.body().at("/outputs/state").asString()).isEqualTo("cleared");
        assertThat(reply.body().path("warnings").toString()).contains("as it was asked for");
    }

    @Test
    void aSuccessThatIsCalledHtmlIsASuccess() {
        appliance.failNextChange(Fault.CALLED_HTML);
        assertThat(contain().body().path("warnings").isEmpty()).isTrue();
        appliance.failNextChange(Fault.CALLED_HTML);
        assertThat(clear().body().path("warnings").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"RESET, outcome_unknown", "REFUSED_CHANGE, darktrace_refused", "LOGIN_PAGE, darktrace_login_page"})
    void whatWasNotDoneIsNotClaimed(Fault fault, String code) {
        for (String command : List.of("extend", "clear", "create")) {
            appliance.failNextChange(fault);
            Reply reply = switch (command) {
                case "extend" -> extend(Map.of("extend_by", 600));
                case "clear" -> clear();
                default -> contain();
            };
            assertThat(reply.text("code")).as(command).isEqualTo(code);
        }
        assertThat(manualActions()).isEmpty();
    }

    @Test
    void timeThatReadingBackTakesDoesNotContradictTheChange() {
        appliance.beforeReadBack(() -> clock.advance(Duration.ofSeconds(10)));

        Reply reply = extend(Map.of("duration", 600));

        assertThat(reply.body().path("warnings").toString()).isEqualTo("[]");
        assertThat(reply.body().at("/outputs/remainingSeconds").asInt()).isEqualTo(590);
    }

    @Test
    void timeThatReadingBackTakesDoesNotHideAChangeWhoseAnswerWasLost() {
        appliance.failNextChange(Fault.RESET_AFTER_APPLYING);
        appliance.beforeReadBack(() -> clock.advance(Duration.ofSeconds(10)));

        assertThat(extend(Map.of("duration", 600)).status()).isEqualTo(200);
    }

    @Test
    void anActionThatEndedBeforeItWasReadBackWasChangedAllTheSame() {
        appliance.beforeReadBack(() -> clock.advance(Duration.ofSeconds(10)));

        Reply reply = extend(Map.of("duration", 5));

        assertThat(reply.body().path("warnings").toString()).isEqualTo("[]");
        assertThat(reply.body().at("/outputs/state").asString()).isEqualTo("expired");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    void aSmallExtensionThatWasLostIsNotClaimed(int seconds) {
        clock.advance(Duration.ofMillis(600));
        appliance.failNextChange(Fault.RESET);

        assertThat(extend(Map.of("extend_by", seconds)).text("code")).isEqualTo("outcome_unknown");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    void aSmallExtensionIsSeenInTheTimeThatHasMoved(int seconds) {
        clock.advance(Duration.ofMillis(600));
        Instant before = appliance.actionState(4711).expires();
        appliance.failNextChange(Fault.RESET_AFTER_APPLYING);

        assertThat(extend(Map.of("extend_by", seconds)).status()).isEqualTo(200);
        assertThat(appliance.actionState(4711).expires())
                .isBetween(before.plusSeconds(seconds), before.plusSeconds(seconds + 1));
    }

    @Test
    void anExtensionThatDarktraceOnlySaysItMadeIsPointedOut() {
        appliance.answer("POST", "/antigena", "{\"response\": \"SUCCESS\"}");

        Reply reply = extend(Map.of("extend_by", 3));

        assertThat(reply.body().path("warnings").toString())
                .isEqualTo("[\"Darktrace shows that action 4711 ends at 2026-01-02T03:54:05.000Z, not at"
                        + " 2026-01-02T03:54:08.000Z.\"]");
    }

    @Test
    void nothingIsAddedToATimeThatHasNoEnd() {
        appliance.answer(
                "GET",
                "/antigena",
                "[{\"codeid\": 4711, \"did\": 7, \"action\": \"pol\", \"active\": true, \"expires\": 0}]");

        assertThat(extend(Map.of("extend_by", 3)).text("detail")).contains("has no end", "use duration");
    }

    @Test
    void aModelsOwnTimeIsHeldAgainstTheLongestAllowedBeforeItIsActivated() {
        long codeid = appliance.pendingAction(7, 111, Duration.ofHours(30));
        clock.advance(Duration.ofHours(10));

        Reply reply = activate(codeid);

        assertThat(reply.text("code")).isEqualTo("refused_by_policy");
        assertThat(reply.text("detail")).contains("108000 s are longer than the 86400 s allowed");
        assertThat(appliance.actionState(codeid).stage()).isEqualTo(Stage.PENDING);
    }

    @Test
    void whatDarktraceGrantsIsHeldAgainstTheLongestAllowed() {
        long codeid = appliance.pendingAction(7, 111, Duration.ofHours(1));
        appliance.beforeReadBack(() -> appliance.answer("GET", "/antigena", """
                [{"codeid": %d, "did": 7, "action": "quarantine", "active": true, "expires": %d}]""".formatted(
                        codeid, clock.instant().plus(Duration.ofHours(25)).toEpochMilli())));

        assertThat(activate(codeid).body().path("warnings").toString())
                .isEqualTo(
                        "[\"Darktrace lets action %1$d contain the device until 2026-01-03T04:04:05.000Z, longer than the"
                                        .formatted(codeid)
                                + " 86400 s allowed by darktrace.instances.main.respond.max-duration. Use darktrace-extend-action"
                                + " codeid=%1$d duration=86400, or darktrace-clear-action.\"]".formatted(codeid));
    }

    private void odd(String answer) {
        appliance.say(answer);
        appliance.failNextChange(Fault.OTHER_TEXT);
    }

    private Reply contain() {
        return Reply.toCommand(
                web,
                "darktrace-create-manual-action",
                Map.of("did", 7, "action", "quarantine", "duration", "1 hour", "reason", "ransomware"));
    }

    private Reply clear() {
        return Reply.toCommand(web, "darktrace-clear-action", Map.of("codeid", 4711));
    }

    private Reply activate(long codeid) {
        return Reply.toCommand(web, "darktrace-activate-action", Map.of("codeid", codeid));
    }

    private Reply extend(Map<String, Object> time) {
        Map<String, Object> arguments = new HashMap<>(time);
        arguments.put("codeid", 4711);
        return Reply.toCommand(web, "darktrace-extend-action", arguments);
    }

    private static long codeid(Reply reply) {
        assertThat(reply.text("detail")).isEmpty();
        return reply.body().at("/outputs/codeid").asLong();
    }

    /** Those that no model ordered, which come after the ones that the appliance starts with. */
    private List<Long> manualActions() {
        return appliance.actionStates().stream()
                .map(ActionState::codeid)
                .filter(codeid -> codeid > 1_000_000_004_716L)
                .toList();
    }
}
