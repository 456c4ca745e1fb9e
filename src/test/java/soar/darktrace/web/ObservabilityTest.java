package soar.darktrace.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.access.Caller;
import soar.darktrace.appliance.Fault;
import soar.darktrace.appliance.SimulatedAppliance;
import soar.darktrace.command.CommandDispatcher;
import soar.darktrace.command.CommandRequest;
import soar.darktrace.warroom.WarRoomLine;
import tools.jackson.databind.json.JsonMapper;

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

    @Autowired
    ObservationRegistry observations;

    @Autowired
    CommandDispatcher dispatcher;

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
                        "darktrace_command_seconds_count{command=\"darktrace-get-breach\",instance=\"main\",outcome=\"not_found\"}")
                .doesNotContain("darktrace_command_active");
    }

    @Test
    void retriesBreakerLimiterAndEndpointsAreCounted() {
        appliance.failTimes(Fault.BAD_GATEWAY, 1);
        Reply.toCommand(web, "darktrace-get-comments", Map.of("pbid", 46));

        assertThat(actuator("/actuator/prometheus"))
                .containsPattern("darktrace_client_retries_total\\{instance=\"main\"\\} [1-9]")
                .contains("resilience4j_circuitbreaker_state{", "name=\"main\"")
                .contains("resilience4j_ratelimiter_available_permissions{")
                .contains("darktrace_client_requests_active{instance=\"main\"}")
                .contains("darktrace_client_requests_waiting{instance=\"main\"}")
                .containsPattern(
                        "http_client_requests_seconds_count\\{[^}]*uri=\"/modelbreaches/\\{pbid\\}/comments\"");
    }

    @Test
    void aRequestIsTimedByThePatternOfItsAddress() {
        Reply.toCommand(web, "darktrace-get-breach", Map.of("pbid", 95));
        Reply.toCommand(web, "darktrace-nothing", Map.of());
        Reply.toPost(web, "/api/v1/war-room", Map.of("line", "!darktrace-get-breach pbid=95"));
        web.post()
                .uri("/api/v1/war-room")
                .contentType(MediaType.TEXT_PLAIN)
                .bodyValue("!help")
                .exchange();

        assertThat(actuator("/actuator/prometheus"))
                .as("what a caller does wrong is no exception of this service")
                .containsPattern(
                        "http_server_requests_seconds_count\\{[^}]*exception=\"none\"[^}]*status=\"415\"[^}]*war-room")
                .containsPattern("http_server_requests_seconds_count\\{[^}]*uri=\"/api/v1/commands/\\{name\\}\"")
                .containsPattern("http_server_requests_seconds_count\\{[^}]*uri=\"/api/v1/war-room\"")
                .doesNotContain("uri=\"/api/v1/commands/darktrace", "http_server_requests_active");
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
    @CsvSource({
        "darktrace-get-braech, main, {}, unknown, none, unknown_command",
        "darktrace-get-breach, mian, {}, darktrace-get-breach, none, unknown_instance",
        "darktrace-get-breach, main, {}, darktrace-get-breach, main, missing_argument",
    })
    void aRefusedCommandIsAccountedForUnderABoundedName(
            String name,
            String instance,
            String args,
            String command,
            String label,
            String code,
            CapturedOutput output) {
        Reply.toPost(
                web,
                "/api/v1/commands/" + name,
                Map.of("args", JsonMapper.shared().readTree(args), "instance", instance));

        assertThat(actuator("/actuator/prometheus"))
                .contains("darktrace_command_seconds_count{command=\"" + command + "\",instance=\"" + label
                        + "\",outcome=\"" + code + "\"}")
                .doesNotContain("braech", "mian");
        assertThat(output).contains(command + " on " + label + ": " + code + " in ");
    }

    @Test
    void aCommandWhoseCallerLeavesIsAccountedForAsCancelled(CapturedOutput output) {
        appliance.fail(Fault.DELAY);

        dispatcher
                .dispatch(CommandRequest.of(WarRoomLine.parse("!darktrace-get-breach pbid=95")))
                .contextWrite(Caller.ofThisMachine(null)::putInto)
                .subscribe()
                .dispose();

        assertThat(actuator("/actuator/prometheus"))
                .contains("darktrace_command_seconds_count{command=\"darktrace-get-breach\",instance=\"main\","
                        + "outcome=\"cancelled\"} 1");
        assertThat(output).containsOnlyOnce("darktrace-get-breach on main: cancelled in ");
    }

    @Test
    void theCorrelationIdOfTheCallerIsInTheAnswerTheProblemAndTheLog(CapturedOutput output) {
        correlated("incident-4711:a", 400)
                .expectHeader()
                .valueEquals("X-Correlation-Id", "incident-4711:a")
                .expectBody()
                .jsonPath("$.correlation_id")
                .isEqualTo("incident-4711:a");

        assertThat(output.getOut().lines().filter(line -> line.contains("darktrace-get-breach")))
                .singleElement()
                .asString()
                .contains("[incident-4711:a] ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "two words", "-", "a{b}", "0123456789012345678901234567890123456789012345678901234567890123-"
            })
    void aCorrelationIdThatIsOddIsReplaced(String odd, CapturedOutput output) {
        String id = String.valueOf(correlated(odd, 400)
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getFirst("X-Correlation-Id"));

        assertThat(id).hasSize(36);
        assertThat(output).contains("[" + id + "] ");
    }

    @Test
    void aLineThatBelongsToNoRequestHasNoBrackets(CapturedOutput output) {
        LoggerFactory.getLogger("some.logger").info("Something else");

        assertThat(output.getOut().lines().filter(line -> line.contains("Something else")))
                .singleElement()
                .asString()
                .doesNotContain("[] ");
    }

    @Test
    void aCommandIsASpanBetweenTheRequestAndTheCallsToDarktrace() {
        List<String> paths = new CopyOnWriteArrayList<>();
        observations.observationConfig().observationHandler(new ObservationHandler<>() {
            @Override
            public void onStop(Observation.Context context) {
                List<String> path = new ArrayList<>();
                for (ObservationView at = context.getParentObservation();
                        at != null;
                        at = at.getContextView().getParentObservation()) {
                    path.add(0, at.getContextView().getName());
                }
                path.add(context.getName());
                paths.add(String.join(" > ", path));
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }
        });

        Reply.toCommand(web, "darktrace-get-breach", Map.of("pbid", 95));

        assertThat(paths)
                .contains(
                        "http.server.requests > darktrace.command > http.client.requests",
                        "http.server.requests > darktrace.command");
    }

    private WebTestClient.ResponseSpec correlated(String id, int status) {
        return web.post()
                .uri("/api/v1/commands/darktrace-get-breach")
                .header("X-Correlation-Id", id)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{}")
                .exchange()
                .expectStatus()
                .isEqualTo(status);
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

    @Test
    void aStoreThatIsNoFileIsNotCopiedByThisService() {
        web.post()
                .uri("/actuator/storebackup")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("invalid_request")
                .jsonPath("$.detail")
                .isEqualTo(
                        "The store is not a file of this service: back a PostgreSQL up with pg_dump (docs/operations.md).");
    }
}
