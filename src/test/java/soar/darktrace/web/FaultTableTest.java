package soar.darktrace.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.appliance.Fault;
import soar.darktrace.appliance.SimulatedAppliance;

/**
 * What a caller learns of each way in which an appliance can fail, and how often the appliance is asked: reads are
 * repeated where that may help, changes are sent once.
 */
@ConnectorTest
@TestPropertySource(
        properties = {
            "darktrace.instances.main.limits.answer-timeout=1500ms",
            "spring.datasource.url=jdbc:h2:mem:faults;DB_CLOSE_DELAY=-1"
        })
@ExtendWith(OutputCaptureExtension.class)
class FaultTableTest {

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @Autowired
    CircuitBreakerRegistry breakers;

    @BeforeEach
    void reset() {
        appliance.reset();
        appliance.delay(Duration.ofSeconds(5));
        breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
    }

    /** The connector is shared: an open breaker would fail the next test class. */
    @AfterEach
    void recover() {
        reset();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DELAY                | 504 | darktrace_timeout     | 3
            RESET                | 503 | darktrace_unavailable | 3
            RESET_AFTER_APPLYING | 503 | darktrace_unavailable | 3
            TOO_MANY_REQUESTS    | 503 | darktrace_unavailable | 3
            SERVER_ERROR         | 503 | darktrace_unavailable | 2
            BAD_GATEWAY          | 503 | darktrace_unavailable | 3
            UNAVAILABLE          | 503 | darktrace_unavailable | 3
            LOGIN_PAGE           | 502 | darktrace_login_page  | 1
            REDIRECT_TO_LOGIN    | 502 | darktrace_login_page  | 1
            REDIRECT_TO_403      | 502 | darktrace_permission  | 1
            FORBIDDEN            | 502 | darktrace_permission  | 1
            SIGNATURE_ERROR      | 502 | darktrace_signature   | 1
            DATE_ERROR           | 502 | darktrace_clock       | 1
            NOT_FOUND            | 404 | not_found             | 1
            CUT_OFF_JSON         | 502 | darktrace_unreadable  | 3
            TRUNCATED_JSON       | 502 | darktrace_unreadable  | 1
            EMPTY_BODY           | 502 | darktrace_unreadable  | 1
            """)
    void aFailedReadSaysWhyAndIsRepeatedWhereThatMayHelp(
            Fault fault, int status, String code, int requests, CapturedOutput output) {
        appliance.fail(fault);

        Reply reply = Reply.toCommand(web, "darktrace-get-breach", Map.of("pbid", 95));

        assertFailure(reply, status, code, output);
        assertThat(appliance.requests()).hasSize(requests);
        assertThat(appliance.requests().stream()
                        .map(request -> request.headers().get("dtapi-signature")))
                .doesNotContainNull();
    }

    /** A list is decoded while it arrives: what was handed on is not asked for again, so that nothing comes twice. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RESET                | 503 | darktrace_unavailable | 3
            BAD_GATEWAY          | 503 | darktrace_unavailable | 3
            LOGIN_PAGE           | 502 | darktrace_login_page  | 1
            CUT_OFF_JSON         | 502 | darktrace_unreadable  | 1
            TRUNCATED_JSON       | 502 | darktrace_unreadable  | 1
            EMPTY_BODY           | 502 | darktrace_unreadable  | 1
            """)
    void aListThatFailsIsAFailureAndNeverAShorterList(
            Fault fault, int status, String code, int requests, CapturedOutput output) {
        appliance.addBreaches(20);
        appliance.fail(fault);

        Reply reply = Reply.toCommand(web, "darktrace-list-breaches", Map.of());

        assertFailure(reply, status, code, output);
        assertThat(appliance.requests()).hasSize(requests);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0000', textBlock = """
            {"response": "ERROR"}            | darktrace_refused
            {"error": "Please login again"}  | darktrace_login_page
            {"error": "maintenance"}         | darktrace_refused
            {"message": "maintenance"}       | darktrace_unreadable
            """)
    void anErrorInPlaceOfAListIsAFailure(String body, String code, CapturedOutput output) {
        appliance.answer("GET", "/modelbreaches", body);

        assertFailure(Reply.toCommand(web, "darktrace-list-breaches", Map.of()), 502, code, output);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DELAY                | 502 | outcome_unknown
            RESET                | 502 | outcome_unknown
            RESET_AFTER_APPLYING | 502 | outcome_unknown
            REFUSED_CHANGE       | 502 | darktrace_refused
            TOO_MANY_REQUESTS    | 503 | darktrace_unavailable
            SERVER_ERROR         | 502 | outcome_unknown
            BAD_GATEWAY          | 502 | outcome_unknown
            UNAVAILABLE          | 502 | outcome_unknown
            LOGIN_PAGE           | 502 | darktrace_login_page
            REDIRECT_TO_LOGIN    | 502 | darktrace_login_page
            REDIRECT_TO_403      | 502 | darktrace_permission
            FORBIDDEN            | 502 | darktrace_permission
            SIGNATURE_ERROR      | 502 | darktrace_signature
            DATE_ERROR           | 502 | darktrace_clock
            NOT_FOUND            | 404 | not_found
            CUT_OFF_JSON         | 502 | outcome_unknown
            TRUNCATED_JSON       | 502 | outcome_unknown
            EMPTY_BODY           | 502 | outcome_unknown
            """)
    void aFailedChangeSaysWhyAndIsSentOnce(Fault fault, int status, String code, CapturedOutput output) {
        appliance.fail(fault);

        Reply reply = Reply.toCommand(web, "darktrace-acknowledge", Map.of("pbid", 111));

        assertFailure(reply, status, code, output);
        assertThat(changesSent()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"RESET_AFTER_APPLYING", "CUT_OFF_JSON", "TRUNCATED_JSON", "EMPTY_BODY"})
    void aChangeWhoseAnswerIsLostIsSettledByReadingTheBreach(Fault fault) {
        appliance.failTimes(fault, 1);

        Reply reply = Reply.toCommand(web, "darktrace-acknowledge", Map.of("pbid", 111));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().at("/outputs/acknowledged").asBoolean()).isTrue();
        assertThat(reply.text("readable_output")).contains("as reading it back shows");
        assertThat(changesSent()).isEqualTo(1);
    }

    @Test
    void aChangeThatWasLostBeforeItWasMadeStaysAnUnknownOutcome() {
        appliance.failTimes(Fault.RESET, 1);

        Reply reply = Reply.toCommand(web, "darktrace-acknowledge", Map.of("pbid", 111));

        assertThat(reply.text("code")).isEqualTo("outcome_unknown");
        assertThat(changesSent()).isEqualTo(1);
    }

    @Test
    void aReadThatFailsOnceSucceedsUnnoticed() {
        appliance.failTimes(Fault.BAD_GATEWAY, 1);

        assertThat(Reply.toCommand(web, "darktrace-get-breach", Map.of("pbid", 95))
                        .status())
                .isEqualTo(200);
        assertThat(appliance.requests()).hasSize(2);
    }

    @Test
    void theClockFailureSaysHowFarTheClocksAreApart() {
        appliance.fail(Fault.DATE_ERROR);

        assertThat(Reply.toCommand(web, "darktrace-get-breach", Map.of("pbid", 95))
                        .text("detail"))
                .containsPattern("(281|282)\\d s behind");
    }

    @Test
    void aRateLimitOfDarktracesIsPassedOnWithItsWait() {
        appliance.fail(Fault.TOO_MANY_REQUESTS);

        Reply reply = Reply.toCommand(web, "darktrace-acknowledge", Map.of("pbid", 111));

        assertThat(reply.body().path("retry_after").asInt()).isEqualTo(1);
        assertThat(reply.headers().getFirst("Retry-After")).isEqualTo("1");
    }

    @Test
    void anApplianceThatKeepsFailingIsLeftAloneForAWhile() {
        appliance.fail(Fault.UNAVAILABLE);
        for (int i = 0; i < 4; i++) {
            Reply.toCommand(web, "darktrace-get-breach", Map.of("pbid", 95));
        }
        appliance.clearRequests();

        Reply reply = Reply.toCommand(web, "darktrace-get-breach", Map.of("pbid", 95));

        assertThat(reply.text("code")).isEqualTo("darktrace_unavailable");
        assertThat(reply.body().path("retry_after").asInt()).isEqualTo(15);
        assertThat(appliance.requests()).isEmpty();
    }

    private long changesSent() {
        return appliance.requests().stream()
                .filter(request -> request.method().equals("POST"))
                .count();
    }

    private void assertFailure(Reply reply, int status, String code, CapturedOutput output) {
        assertThat(reply.text("code")).isEqualTo(code);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.text("instance")).isEqualTo("main");
        assertThat(reply.text("detail")).endsWith(".");
        assertThat(reply.headers().getContentType()).hasToString("application/problem+json");
        assertThat(reply.body().toString() + output)
                .doesNotContain(appliance.privateToken())
                .doesNotContain(appliance.publicToken());
    }
}
