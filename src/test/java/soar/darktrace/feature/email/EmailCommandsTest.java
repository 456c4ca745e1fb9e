package soar.darktrace.feature.email;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.AfterTheGate;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.Fault;
import soar.darktrace.appliance.ReceivedRequest;
import soar.darktrace.appliance.SimulatedAppliance;
import soar.darktrace.command.CommandSpec;
import soar.darktrace.command.DeclaredCommands;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Darktrace/EMAIL, as far as it is known what an appliance does. */
@ConnectorTest
class EmailCommandsTest {

    private static final String PREFIX = "/agemail/api/ep/api/v1.0";

    /** Three recipients, of whom one has a held copy. */
    private static final String UUID = "5D1F0A6E-0B7C-4C55-9D43-0C2F7F6A1B22.1";

    private static final String HELD = "BA13B274-03F3-46D6-8698-244DFF1037A0.1";

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @Autowired
    TestClock clock;

    @BeforeEach
    @AfterEach
    void reset() {
        clock.reset();
        appliance.reset();
    }

    private Reply run(String command, Map<String, ?> arguments) {
        return Reply.toCommand(web, command, arguments);
    }

    private Reply search(int max) {
        return run("darktrace-email-search", Map.of("max_results", max));
    }

    private List<String> searches() {
        return appliance.requests().stream()
                .filter(request -> request.url().endsWith("/emails/search"))
                .map(ReceivedRequest::body)
                .toList();
    }

    private List<String> actions() {
        return appliance.requests().stream()
                .filter(request -> request.url().endsWith("/action"))
                .map(ReceivedRequest::body)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "19, 1", "20, 2", "45, 3"})
    void pagesAreReadFromZeroUntilOneIsShort(int emails, int pages) {
        appliance.emails().addRecent(emails);

        Reply reply = search(1000);

        assertThat(reply.body().path("outputs").size()).isEqualTo(emails);
        List<JsonNode> sent =
                searches().stream().map(JsonMapper.shared()::readTree).toList();
        assertThat(sent)
                .extracting(body -> body.path("page").asInt())
                .hasSize(pages)
                .startsWith(0)
                .endsWith(pages - 1);
        assertThat(sent).allSatisfy(body -> {
            assertThat(body.path("timeTo").asLong())
                    .isEqualTo(TestClock.START.getEpochSecond())
                    .isEqualTo(body.path("timeFrom").asLong() + 24 * 3600);
            assertThat(body.path("itemsPerPage").asInt()).isEqualTo(20);
        });
    }

    @Test
    void noMoreIsReadThanIsAskedForAndTheReaderIsTold() {
        appliance.emails().addRecent(100);

        Reply reply = search(30);

        assertThat(reply.body().path("outputs").size()).isEqualTo(30);
        assertThat(searches()).hasSize(2);
        assertThat(reply.body().path("warnings").toString()).contains("There may be more emails than the 30");
    }

    @Test
    void anApplianceThatRepeatsItsPageIsNotAskedForever() {
        appliance.emails().addRecent(20);
        String page = JsonMapper.shared()
                .createArrayNode()
                .addAll(search(20)
                        .body()
                        .path("outputs")
                        .valueStream()
                        .map(email -> (JsonNode) JsonMapper.shared()
                                .createObjectNode()
                                .put("uuid", email.path("uuid").asString()))
                        .toList())
                .toString();
        appliance.clearRequests();
        appliance.answer("POST", PREFIX + "/emails/search", page);

        assertThat(search(1000).body().path("outputs").size()).isEqualTo(20);
        assertThat(searches()).hasSize(2);
    }

    @Test
    void oddEmailsDoNotBreakASearch() {
        appliance.answer(
                "POST",
                PREFIX + "/emails/search",
                "[7, null, {\"uuid\": 5}, {\"uuid\": \"a-1.1\", \"rcpts\": [\"x\", {\"rcpt_to\": null}], \"dtime_unix\": \"soon\"}]");

        Reply reply = search(50);

        assertThat(reply.body().at("/outputs/0/uuid").asString()).isEqualTo("a-1.1");
        assertThat(reply.body().path("warnings").toString()).contains("not in the expected shape");
    }

    /** Its question is a body, but it changes nothing. */
    @Test
    void aSearchIsRepeatedLikeEveryRead() {
        appliance.failTimes(Fault.BAD_GATEWAY, 2);

        assertThat(search(50).status()).isEqualTo(200);
        assertThat(searches()).hasSize(3);
    }

    @Test
    void emailsAreReturnedWhereTheTagsCannotBeHad() {
        appliance.answer("GET", PREFIX + "/resources/tags", "{\"error\": \"maintenance\"}");

        Reply reply = run("darktrace-email-get-email", Map.of("uuid", UUID));

        assertThat(reply.body().at("/outputs/tags").isEmpty()).isFalse();
        assertThat(reply.body().at("/outputs/tags_critical").isMissingNode()).isTrue();
        assertThat(reply.body().path("warnings").toString()).contains("How grave the tags are is not known");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0000', textBlock = """
            darktrace-email-search       | {}                                 | POST | /emails/search
            darktrace-email-get-email    | {"uuid": "BA13B274-1.1"}           | GET  | /emails/BA13B274-1.1
            darktrace-email-list-tags    | {}                                 | GET  | /resources/tags
            darktrace-email-decode-link  | {"link": "https://example.org"}    | GET  | /admin/decode_link
            """)
    void anErrorThatComesWithHttp200IsOne(String command, String arguments, String method, String path) {
        appliance.answer(method, PREFIX + path, "{\"result\": 1, \"error\": \"Message not available\"}");

        Reply reply = Reply.toCommand(web, command, JsonMapper.shared().readTree(arguments));

        assertThat(reply.text("code")).isEqualTo("darktrace_refused");
        assertThat(reply.text("detail")).contains("Message not available");
    }

    @Test
    void aHoldThatIsAnsweredWithAnErrorIsRefusedUnlessReadingShowsIt() {
        appliance.answer(
                "POST",
                PREFIX + "/emails/" + UUID + "/action",
                "{\"result\": 1, \"error\": \"Message not available\"}");

        Reply reply = run("darktrace-email-hold-email", Map.of("uuid", UUID, "recipient", "user.two@example.com"));

        assertThat(reply.text("code")).isEqualTo("darktrace_refused");
        assertThat(reply.text("detail")).contains("Message not available").endsWith("Its status is delivered.");
        assertThat(actions()).hasSize(1);
    }

    @Test
    void anEmailThatDarktraceDoesNotKnowIsNotFound() {
        for (String command : List.of("get-email", "hold-email", "release-email", "download-email")) {
            Reply reply = run("darktrace-email-" + command, Map.of("uuid", "BA13B274-0000.2"));

            assertThat(reply.text("code")).isEqualTo("not_found");
            assertThat(reply.text("detail")).startsWith("Darktrace knows no email BA13B274-0000.2.");
        }
        assertThat(actions()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"get-email", "search", "hold-email", "list-tags"})
    void aTokenWithoutPermissionIsToldWhichOneItNeeds(String command) {
        appliance.emails().forbid();

        Reply reply = run("darktrace-email-" + command, command.endsWith("email") ? Map.of("uuid", UUID) : Map.of());

        assertThat(reply.text("code")).isEqualTo("darktrace_permission");
        assertThat(reply.text("detail")).contains("Email Logs");
    }

    @Test
    void whereNothingAnswersThePrefixIsNamed() {
        appliance.emails().answerAt("/agemail/api/v1.0");

        assertThat(run("darktrace-email-get-email", Map.of("uuid", UUID)).text("detail"))
                .endsWith("set the instance's email.prefix.");
    }

    /** HTTP 409: somebody was faster. What was wanted is so, as reading shows. */
    @Test
    void aHoldThatSomebodyElseMadeMeanwhileIsASuccess() {
        appliance.answer("GET", PREFIX + "/emails/" + HELD, asDelivered());
        appliance.beforeReadBack(appliance::forgetAnswers);

        Reply reply = run("darktrace-email-hold-email", Map.of("uuid", HELD));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().at("/outputs/status").asString()).isEqualTo("held");
        assertThat(reply.text("readable_output")).contains("Darktrace had refused to do it");
        assertThat(actions()).hasSize(1);
    }

    private static String asDelivered() {
        return """
                {"uuid": "%s", "rcpts": [{"rcpt_to": "user.one@example.com", "rcpt_status": "delivered"}]}""".formatted(HELD);
    }

    @Test
    void aHoldThatWasReleasedBeforeIsRefusedWithItsStatus() {
        run("darktrace-email-release-email", Map.of("uuid", HELD));

        Reply reply = run("darktrace-email-hold-email", Map.of("uuid", HELD));

        assertThat(reply.text("code")).isEqualTo("darktrace_refused");
        assertThat(reply.text("detail")).contains("Previously Held or Released").endsWith("Its status is released.");
    }

    @Test
    void aHoldThatReadingDoesNotShowIsNotClaimed() {
        appliance.answer("POST", PREFIX + "/emails/" + UUID + "/action", "{\"code\": 0, \"resp\": \"Held Email\"}");

        Reply reply = run("darktrace-email-hold-email", Map.of("uuid", UUID));

        assertThat(reply.text("code")).isEqualTo("outcome_unknown");
        assertThat(reply.text("detail")).contains("reading does not show it. Its status is delivered.");
        assertThat(actions()).hasSize(1);
    }

    /** One copy is held by somebody else meanwhile, which the answer to all three says nothing about. */
    @Test
    @AfterTheGate
    void copiesThatAreNotHeldAreNamedBesideThoseThatAre() {
        appliance.answer("POST", PREFIX + "/emails/" + UUID + "/action", "{\"code\": 0, \"resp\": \"Held Email\"}");
        appliance.beforeReadBack(() -> appliance.emails().hold(UUID, "user.two@example.com"));

        Reply reply = run("darktrace-email-hold-email", Map.of("uuid", UUID));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()
                        .path("failed")
                        .valueStream()
                        .map(item -> item.path("recipient").asString()))
                .containsExactly("user.four@example.com");
        assertThat(reply.body().at("/failed/0/code").asString()).isEqualTo("outcome_unknown");
        assertThat(reply.body().at("/outputs/status").asString()).isEqualTo("held, delivered");
    }

    @Test
    @AfterTheGate
    void aReleaseThatStaysInTheQueueIsQueued() {
        appliance.emails().holdQueue();

        Reply reply = run("darktrace-email-release-email", Map.of("uuid", HELD, "recipient", "user.one@example.com"));

        assertThat(reply.body().at("/outputs/status").asString()).isEqualTo("queued");
        assertThat(reply.body().path("warnings").toString()).contains("the release is queued");
        assertThat(actions()).hasSize(1);
        assertThat(appliance.requests()).hasSize(5);
    }

    @Test
    void aReleaseWhoseAnswerIsLostIsSettledByReading() {
        appliance.failNextChange(Fault.RESET_AFTER_APPLYING);

        Reply reply = run("darktrace-email-release-email", Map.of("uuid", HELD));

        assertThat(reply.body().at("/outputs/status").asString()).isEqualTo("released");
        assertThat(actions()).hasSize(1);
    }

    @Test
    void aReleaseNamesItsRecipientsWhereThereAreSeveral() {
        Reply reply = run("darktrace-email-release-email", Map.of("uuid", UUID));

        assertThat(reply.text("code")).isEqualTo("missing_argument");
        assertThat(reply.text("argument")).isEqualTo("recipient");
        assertThat(actions()).isEmpty();
    }

    @Test
    void nobodyElsesCopyIsTouched() {
        run("darktrace-email-hold-email", Map.of("uuid", UUID, "recipient", "USER.FOUR@example.com"));

        assertThat(appliance.emails().status(UUID, "user.four@example.com")).isEqualTo("held");
        assertThat(appliance.emails().status(UUID, "user.two@example.com")).isEqualTo("delivered");
    }

    @Test
    void anAddressThatIsNoRecipientIsRefusedBeforeAnythingIsChanged() {
        Reply reply = run(
                "darktrace-email-hold-email",
                Map.of("uuid", UUID, "recipient", "user.two@example.com,nobody@example.com"));

        assertThat(reply.text("code")).isEqualTo("invalid_argument");
        assertThat(reply.text("detail")).contains("nobody@example.com");
        assertThat(actions()).isEmpty();
    }

    @Test
    void aDryRunShowsForWhomItWouldBe() {
        Reply reply = run("darktrace-email-hold-email", Map.of("uuid", UUID, "dry_run", true));

        assertThat(reply.body().at("/outputs/0/body").asString())
                .isEqualTo("{\"action\":\"hold\",\"recipients\":[\"user.two@example.com\",\"user.four@example.com\"]}");
        assertThat(actions()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"..", "a/b", "a.b", "a?x=1"})
    void whatIsNoIdIsRefusedBeforeAnythingIsSent(String uuid) {
        assertThat(run("darktrace-email-get-email", Map.of("uuid", uuid)).text("code"))
                .isEqualTo("invalid_argument");
        assertThat(appliance.requests()).isEmpty();
    }

    @Test
    void aCriterionThatIsNoneIsRefusedBeforeAnythingIsSent() {
        Reply reply = run("darktrace-email-search", Map.of("criteria", "[{\"apiFilter\": \"Recipient.Email\"}]"));

        assertThat(reply.text("argument")).isEqualTo("criteria");
        assertThat(appliance.requests()).isEmpty();
    }

    @Test
    void whoDownloadsAnEmailIsAudited() {
        assertThat(DeclaredCommands.specs())
                .filteredOn(spec -> spec.name().equals("darktrace-email-download-email"))
                .allMatch(CommandSpec::isAudited)
                .hasSize(1);
    }

    @Test
    void anEmailIsDownloadedAsItCame() {
        assertThat(new String(download(), UTF_8))
                .startsWith("From: \"Accounts\" <accounts@example.org>\r\nSubject: Invoice 4711\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0000', textBlock = """
            {"result": 1, "error": "Message not available"} | darktrace_refused
            {"result": 0}                                   | darktrace_unreadable
            <html></html>                                   | darktrace_unreadable
            """)
    void whatIsNoEmailIsNoFile(String body, String code) {
        appliance.answer("GET", PREFIX + "/emails/" + UUID + "/download", body);

        assertThat(JsonMapper.shared().readTree(download()).path("code").asString())
                .isEqualTo(code);
    }

    private byte[] download() {
        byte[] body = web.post()
                .uri("/api/v1/commands/darktrace-email-download-email")
                .contentType(MediaType.APPLICATION_JSON)
                .accept(MediaType.APPLICATION_OCTET_STREAM)
                .bodyValue(Map.of("args", Map.of("uuid", UUID)))
                .exchange()
                .expectBody()
                .returnResult()
                .getResponseBody();
        return Objects.requireNonNull(body);
    }

    /** The newest of both severities are the same emails; those that only the other one has come behind them. */
    @Test
    void whatTwoSeveritiesHaveInCommonHidesNothingBehindIt() {
        appliance.emails().addRecent(40);
        appliance.emails().tagRecent(0, 20, List.of("Forged Address", "Compromise Indicators"));
        appliance.emails().tagRecent(20, 40, List.of("Compromise Indicators"));

        Reply reply = run(
                "darktrace-email-search", Map.of("tag_severity", List.of("critical", "warning"), "max_results", 100));

        assertThat(reply.body().path("outputs").size()).isEqualTo(40);
    }

    /** What is not known of an email or a copy of it may be what it says. */
    @Test
    void whatIsNotKnownOfACopyIsNotReturned() {
        appliance.answer(
                "GET",
                PREFIX + "/emails/" + UUID,
                "{\"uuid\": \"%s\", \"body\": \"secret\", \"rcpts\": [{\"rcpt_to\": \"a@example.org\", \"preview\": \"secret\"}]}"
                        .formatted(UUID));

        Reply reply = run("darktrace-email-get-email", Map.of("uuid", UUID));

        assertThat(reply.body().at("/outputs/recipients/0/address").asString()).isEqualTo("a@example.org");
        assertThat(reply.body().toString()).doesNotContain("secret");
    }
}
