package soar.darktrace.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.appliance.Fault;
import soar.darktrace.appliance.SimulatedAppliance;

/** What an operator sees: metrics, health and one log line per command. */
@ConnectorTest
@ExtendWith(OutputCaptureExtension.class)
class ObservabilityTest {

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @Autowired
    CircuitBreakerRegistry breakers;

    @BeforeEach
    void reset() {
        appliance.reset();
        breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
    }

    @Test
    void everyCommandIsTimedByNameInstanceAndOutcome() {
        Reply.toCommand(web, "darktrace-get-breach", Map.of("pbid", 95));
        Reply.toCommand(web, "darktrace-get-breach", Map.of("pbid", 987654321));

        assertThat(actuator("/actuator/prometheus"))
                .contains(
                        "darktrace_command_seconds_count{command=\"darktrace-get-breach\",instance=\"main\",outcome=\"ok\"}")
                .contains(
                        "darktrace_command_seconds_count{command=\"darktrace-get-breach\",instance=\"main\",outcome=\"not_found\"}");
    }

    @Test
    void retriesBreakerLimiterAndEndpointsAreCounted() {
        appliance.failTimes(Fault.BAD_GATEWAY, 1);
        Reply.toCommand(web, "darktrace-get-comments", Map.of("pbid", 46));

        assertThat(actuator("/actuator/prometheus"))
                .containsPattern("darktrace_client_retries_total\\{instance=\"main\"\\} [1-9]")
                .contains("resilience4j_circuitbreaker_state{", "name=\"main\"")
                .contains("resilience4j_ratelimiter_available_permissions{")
                .contains("resilience4j_bulkhead_available_concurrent_calls{")
                .containsPattern(
                        "http_client_requests_seconds_count\\{[^}]*uri=\"/modelbreaches/\\{pbid\\}/comments\"");
    }

    @Test
    void anEndpointIsNamedWithoutItsQuery() {
        Reply.toCommand(web, "darktrace-get-breach", Map.of("pbid", 95));

        assertThat(actuator("/actuator/prometheus"))
                .containsPattern("http_client_requests_seconds_count\\{[^}]*uri=\"/modelbreaches\"")
                .doesNotContain("queryParam");
    }

    @Test
    void healthTellsTheLastKnownStateWithoutAskingTheAppliance() {
        appliance.fail(Fault.SIGNATURE_ERROR);
        Reply.toCommand(web, "darktrace-get-breach", Map.of("pbid", 95));
        appliance.clearRequests();

        String health = actuator("/actuator/health");

        assertThat(health)
                .contains("\"main\":{\"details\":{", "\"code\":\"darktrace_signature\"", "\"status\":\"TROUBLE\"")
                .contains("\"groups\":[\"liveness\",\"readiness\"],\"status\":\"UP\"");
        assertThat(appliance.requests()).isEmpty();
    }

    @Test
    void aCommandIsOneLogLineWithoutItsArguments(CapturedOutput output) {
        Reply.toCommand(web, "darktrace-get-device-identity-info", Map.of("query", "hostname:confidential"));

        assertThat(output.getOut().lines().filter(line -> line.contains("darktrace-get-device-identity-info")))
                .singleElement()
                .asString()
                .containsPattern("darktrace-get-device-identity-info on main: ok in \\d+ ms");
        assertThat(output).doesNotContain("confidential");
    }

    @ParameterizedTest
    @ValueSource(strings = {"env", "beans", "configprops", "loggers", "heapdump", "httpexchanges", "threaddump"})
    void nothingElseOfTheActuatorIsExposed(String endpoint) {
        web.get().uri("/actuator/" + endpoint).exchange().expectStatus().isNotFound();
    }

    private String actuator(String path) {
        return Objects.requireNonNull(web.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }
}
