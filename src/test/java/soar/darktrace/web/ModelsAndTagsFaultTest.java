package soar.darktrace.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.appliance.Fault;
import soar.darktrace.appliance.SimulatedAppliance;

/** The faults of an appliance, each met by a read and a change of models and tags, as {@link FaultTableTest} has them. */
@ConnectorTest
class ModelsAndTagsFaultTest {

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @Autowired
    CircuitBreakerRegistry breakers;

    @BeforeEach
    @AfterEach
    void reset() {
        appliance.reset();
        appliance.delay(Duration.ofSeconds(5));
        breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RESET                | darktrace_unavailable | 3
            RESET_AFTER_APPLYING | darktrace_unavailable | 3
            TOO_MANY_REQUESTS    | darktrace_unavailable | 3
            SERVER_ERROR         | darktrace_unavailable | 2
            BAD_GATEWAY          | darktrace_unavailable | 3
            UNAVAILABLE          | darktrace_unavailable | 3
            LOGIN_PAGE           | darktrace_login_page  | 1
            REDIRECT_TO_LOGIN    | darktrace_login_page  | 1
            REDIRECT_TO_403      | darktrace_permission  | 1
            FORBIDDEN            | darktrace_permission  | 1
            SIGNATURE_ERROR      | darktrace_signature   | 1
            DATE_ERROR           | darktrace_clock       | 1
            NOT_FOUND            | not_found             | 1
            CUT_OFF_JSON         | darktrace_unreadable  | 3
            TRUNCATED_JSON       | darktrace_unreadable  | 1
            EMPTY_BODY           | darktrace_unreadable  | 1
            """)
    void aReadSaysWhyItFailed(Fault fault, String code, int requests) {
        appliance.fail(fault);

        assertThat(Reply.toCommand(web, "darktrace-get-model", Map.of("pid", 72))
                        .text("code"))
                .isEqualTo(code);
        assertThat(appliance.requests()).hasSize(requests);

        breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
        assertThat(Reply.toCommand(web, "darktrace-list-tags", Map.of()).text("code"))
                .isEqualTo(code);
    }

    /** What may have been done is read: an empty code stands for a change that reading showed. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DELAY                | ''                    | ''
            RESET                | outcome_unknown       | outcome_unknown
            RESET_AFTER_APPLYING | ''                    | ''
            TOO_MANY_REQUESTS    | darktrace_unavailable | darktrace_unavailable
            SERVER_ERROR         | outcome_unknown       | outcome_unknown
            BAD_GATEWAY          | outcome_unknown       | outcome_unknown
            UNAVAILABLE          | outcome_unknown       | outcome_unknown
            LOGIN_PAGE           | darktrace_login_page  | darktrace_login_page
            REDIRECT_TO_LOGIN    | darktrace_login_page  | darktrace_login_page
            REDIRECT_TO_403      | darktrace_permission  | darktrace_permission
            FORBIDDEN            | darktrace_permission  | darktrace_permission
            SIGNATURE_ERROR      | darktrace_signature   | darktrace_signature
            DATE_ERROR           | darktrace_clock       | darktrace_clock
            NOT_FOUND            | not_found             | not_found
            CUT_OFF_JSON         | ''                    | ''
            TRUNCATED_JSON       | ''                    | ''
            EMPTY_BODY           | ''                    | ''
            """)
    void aChangeIsSentOnceAndSettled(Fault fault, String put, String taken) {
        appliance.failNextChange(fault);
        Reply tagged =
                Reply.toCommand(web, "darktrace-post-tag-to-device", Map.of("did", 7, "tag_name", "SOAR Contained"));
        assertThat(tagged.text("code")).isEqualTo(put);

        breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
        appliance.failNextChange(fault);
        Reply untagged =
                Reply.toCommand(web, "darktrace-remove-tag-from-device", Map.of("did", 7, "tag_name", "Finance"));
        assertThat(untagged.text("code")).isEqualTo(taken);
        assertThat(appliance.requests().stream()
                        .filter(request -> !request.method().equals("GET")))
                .hasSize(2);
    }
}
