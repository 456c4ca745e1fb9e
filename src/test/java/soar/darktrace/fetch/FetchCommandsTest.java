package soar.darktrace.fetch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.FetchingConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.Fault;
import soar.darktrace.appliance.SimulatedAppliance;
import soar.darktrace.client.DarktraceTime;
import tools.jackson.databind.JsonNode;

/** What an operator sees of fetching, and can do about it. */
@FetchingConnectorTest
class FetchCommandsTest {

    private static final FetchKey MAIN = new FetchKey("main", "breach");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @Autowired
    TestClock clock;

    @Autowired
    FetchStore store;

    /** Something new, which every test finds fetched. */
    @BeforeEach
    void fetchSomething() {
        clock.advance(Duration.ofMinutes(1));
        appliance.recover();
        long before = stored();
        appliance.addBreaches(2);
        await().atMost(PATIENCE).until(() -> stored() == before + 2);
    }

    @Test
    void theStatusTellsHowFarFetchingHasCome() {
        String newest = DarktraceTime.iso(clock.millis());
        clock.advance(Duration.ofSeconds(30));

        JsonNode status = status();

        assertThat(status.path("instance").asString()).isEqualTo("main");
        assertThat(status.path("isFetch").asBoolean()).isTrue();
        assertThat(status.path("newest").asString()).isEqualTo(newest);
        assertThat(status.path("cursor").asString()).isEqualTo(newest);
        assertThat(status.path("lagSeconds").asInt()).isEqualTo(30);
        assertThat(status.path("backlog").asBoolean(true)).isFalse();
        assertThat(status.path("incidents").asLong()).isEqualTo(stored());
        assertThat(status.has("lastSuccess")).isTrue();
        assertThat(status.path("source").asString()).isEqualTo("breach");
        assertThat(status.has("sinks")).isFalse();
    }

    @Test
    void theStatusTellsTheLastFailure() {
        appliance.fail(Fault.FORBIDDEN);
        String now = DarktraceTime.iso(clock.millis());

        await().atMost(PATIENCE)
                .until(() -> now.equals(status().path("lastFailure").asString("")));

        assertThat(status().path("failureCode").asString()).isEqualTo("darktrace_permission");
        assertThat(status().path("failure").asString()).endsWith(".");
    }

    @Test
    void aResetThatIsNotConfirmedIsRefusedAndSaysWhatItWouldDo() {
        JsonNode before = status();

        Reply refused = Reply.toCommand(web, "darktrace-fetch-reset", Map.of("first_fetch", "2026-01-01"));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("code")).isEqualTo("refused_by_policy");
        assertThat(refused.text("argument")).isEqualTo("confirm");
        assertThat(refused.text("detail")).contains("main", "2026-01-01T00:00:00.000Z", "confirm=true", "dry_run=true");
        assertThat(status().path("cursor")).isEqualTo(before.path("cursor"));
    }

    @Test
    void anUnknownSourceIsRefusedByName() {
        for (String command : List.of("darktrace-fetch-reset", "fetch-incidents")) {
            Reply refused = Reply.toCommand(web, command, Map.of("source", "breech"));

            assertThat(refused.text("code")).isEqualTo("invalid_argument");
            assertThat(refused.text("argument")).isEqualTo("source");
            assertThat(refused.text("detail")).contains("did you mean breach?");
        }
    }

    @Test
    void aDryRunShowsTheCursorBeforeAndAfterAndMovesNothing() {
        JsonNode before = status();

        JsonNode outputs = reset(Map.of("first_fetch", "2026-01-01", "dry_run", "true", "confirm", "true"));

        assertThat(outputs.path("id")).isEqualTo(before.path("id"));
        assertThat(outputs.path("before")).isEqualTo(before.path("cursor"));
        assertThat(outputs.path("after").asString()).isEqualTo("2026-01-01T00:00:00.000Z");
        assertThat(outputs.path("done").asBoolean(true)).isFalse();
        assertThat(status().path("cursor")).isEqualTo(before.path("cursor"));
    }

    @Test
    void aConfirmedResetFetchesAgainWithoutASecondIncident() {
        long before = stored();
        long version = state().version();

        JsonNode outputs = reset(Map.of("first_fetch", "2 days", "confirm", true));

        assertThat(outputs.path("done").asBoolean()).isTrue();
        await().atMost(PATIENCE).until(() -> state().version() > version + 1 && !state().more());
        assertThat(stored()).isEqualTo(before);
        assertThat(status().path("cursor").asString()).isEqualTo(DarktraceTime.iso(clock.millis()));
    }

    @Test
    void aResetThatWouldPassOverBreachesIsRefusedUntilSomebodySaysSo() {
        JsonNode before = status();
        Map<String, Object> toNow = Map.of("first_fetch", "now", "confirm", true);

        Reply refused = Reply.toCommand(web, "darktrace-fetch-reset", toNow);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("argument")).isEqualTo("skip");
        assertThat(refused.text("detail")).contains("never become incidents", "skip=true");
        assertThat(status().path("cursor")).isEqualTo(before.path("cursor"));
    }

    @Test
    void aDryRunWarnsOfTheBreachesThatAResetWouldPassOver() {
        Reply reply = Reply.toCommand(web, "darktrace-fetch-reset", Map.of("first_fetch", "now", "dry_run", true));

        assertThat(reply.body().path("warnings").toString()).contains("never become incidents");
    }

    @Test
    void withoutATimeAResetGoesBackAsFarAsTheFirstFetchDoes() {
        JsonNode outputs = reset(Map.of("dry_run", true));

        assertThat(outputs.path("after").asString())
                .isEqualTo(DarktraceTime.iso(
                        clock.instant().minus(Duration.ofDays(1)).toEpochMilli()));
    }

    @Test
    void aTimeThatCannotBeReadIsRefusedByName() {
        Reply refused =
                Reply.toCommand(web, "darktrace-fetch-reset", Map.of("first_fetch", "yesterday-ish", "confirm", true));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("argument")).isEqualTo("first_fetch");
    }

    @Test
    void aTimeMoreThanAYearAgoIsCutWithAWarning() {
        Reply reply = Reply.toCommand(web, "darktrace-fetch-reset", Map.of("first_fetch", "3 years", "dry_run", true));

        assertThat(reply.body().path("warnings").toString()).contains("one year");
    }

    @Test
    void theMetricsTellWhatWasFetched() {
        String metrics = actuator("/actuator/prometheus");

        for (String counter : List.of("items", "incidents", "duplicates", "odd", "unidentified")) {
            assertThat(metrics).contains("darktrace_fetch_" + counter + "_total{instance=\"main\",source=\"breach\"}");
        }
        assertThat(metrics)
                .contains("darktrace_fetch_lag_seconds{instance=\"main\",source=\"breach\"}")
                .contains("darktrace_fetch_cycle_seconds_count{instance=\"main\",outcome=\"ok\",source=\"breach\"}");
    }

    @Test
    void aFailingApplianceLeavesThisServiceHealthy() {
        appliance.fail(Fault.FORBIDDEN);
        String now = DarktraceTime.iso(clock.millis());
        await().atMost(PATIENCE)
                .until(() -> now.equals(status().path("lastFailure").asString("")));

        assertThat(actuator("/actuator/health"))
                .contains(
                        "\"db\":{",
                        "\"status\":\"TROUBLE\"",
                        "\"groups\":[\"liveness\",\"readiness\"],\"status\":\"UP\"");
    }

    private JsonNode status() {
        return Reply.toCommand(web, "darktrace-fetch-status", Map.of())
                .body()
                .path("outputs")
                .path(0);
    }

    private JsonNode reset(Map<String, Object> arguments) {
        return Reply.toCommand(web, "darktrace-fetch-reset", arguments).body().path("outputs");
    }

    private FetchState state() {
        return requireNonNull(store.state(MAIN).block(PATIENCE));
    }

    private long stored() {
        return requireNonNull(store.count(MAIN).block(PATIENCE));
    }

    private String actuator(String path) {
        return requireNonNull(web.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }
}
