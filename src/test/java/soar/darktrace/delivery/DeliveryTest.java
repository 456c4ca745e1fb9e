package soar.darktrace.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.micrometer.metrics.test.autoconfigure.AutoConfigureMetrics;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.Reply;
import soar.darktrace.incident.IncidentStore;
import soar.darktrace.incident.StoredIncidents;
import tools.jackson.databind.JsonNode;

/** The running connector with several sinks, each for an instance of its own: loops, metrics, health and the command. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:delivery;DB_CLOSE_DELAY=-1",
            "darktrace.instances.a.url=http://127.0.0.1:9",
            "darktrace.instances.a.public-api-token=public",
            "darktrace.instances.a.private-api-token=private",
            "connector.sinks.healthy.instance=a",
            "connector.sinks.hanging.instance=a",
            "connector.sinks.hanging.timeout=5m",
            "connector.sinks.failing.instance=b",
            "connector.sinks.failing.headers.Authorization=header-key",
            "connector.sinks.failing.secret=signing-key",
            "connector.sinks.parked.instance=c",
            "connector.sinks.parked.park-after=1ms"
        })
@AutoConfigureWebTestClient(timeout = "60s")
@AutoConfigureMetrics
@ExtendWith(OutputCaptureExtension.class)
class DeliveryTest {

    private static final TestReceiver healthy = new TestReceiver();
    private static final TestReceiver hanging = new TestReceiver();
    private static final TestReceiver failing = new TestReceiver();
    private static final TestReceiver parked = new TestReceiver();

    @Autowired
    WebTestClient web;

    @Autowired
    IncidentStore store;

    @Autowired
    LoggingSystem logging;

    @DynamicPropertySource
    static void receivers(DynamicPropertyRegistry properties) {
        hanging.answers(aResponse().withFixedDelay(300_000));
        failing.answers(401);
        parked.answers(500);
        properties.add("connector.sinks.healthy.url", healthy::url);
        properties.add("connector.sinks.hanging.url", hanging::url);
        properties.add("connector.sinks.failing.url", () -> failing.url() + "/url-key?sig=query-key");
        properties.add("connector.sinks.parked.url", parked::url);
    }

    @AfterAll
    static void stop() {
        List.of(healthy, hanging, failing, parked).forEach(TestReceiver::close);
    }

    @Test
    void whatIsStoredReachesASinkAlsoWhileAnotherHangs() {
        StoredIncidents.add(store, "a", 1);
        await(() -> hanging.requests().size() == 1 && healthy.requests().size() == 1);

        StoredIncidents.add(store, "a", 2);
        await(() -> healthy.requests().size() == 2);

        assertThat(healthy.received()).containsExactly(List.of("a:1"), List.of("a:2"));
        assertThat(hanging.received()).containsExactly(List.of("a:1"));
    }

    @Test
    void aFailingSinkIsInTroubleAndTheServiceIsHealthyAndNoKeyIsShownAtAnyLevel(CapturedOutput output) {
        logging.setLogLevel("ROOT", LogLevel.TRACE);
        try {
            StoredIncidents.add(store, "b", 1);
            await(() -> get("/actuator/health").contains("It answered HTTP 401."));
        } finally {
            logging.setLogLevel("ROOT", LogLevel.INFO);
        }

        assertThat(get("/actuator/health"))
                .contains("\"failing\":{\"details\":{\"backlog\":", "\"status\":\"TROUBLE\"")
                .contains("\"groups\":[\"liveness\",\"readiness\"],\"status\":\"UP\"");
        assertThat(failing.lastRequest().getHeader("Authorization")).isEqualTo("header-key");
        assertThat(get("/actuator/health") + get("/actuator/prometheus") + output)
                .contains("Sink failing is called over http", "Sink failing did not take 1 incidents")
                .contains("darktrace_sink_failures_total{sink=\"failing\"}")
                .doesNotContain("url-key", "query-key", "header-key", "signing-key");
    }

    @Test
    void aParkedSinkIsSeenLeavesTheServiceHealthyAndIsResumedByCommand() {
        StoredIncidents.add(store, "c", 1, 2);
        await(() -> get("/actuator/prometheus").contains("darktrace_sink_parked{sink=\"parked\"} 1.0"));
        await(() -> get("/actuator/prometheus").contains("darktrace_sink_backlog{sink=\"parked\"} 2.0"));
        assertThat(get("/actuator/health"))
                .contains("\"status\":\"PARKED\"", "HTTP 500")
                .contains("\"groups\":[\"liveness\",\"readiness\"],\"status\":\"UP\"");

        Reply rehearsed =
                Reply.toCommand(web, "darktrace-resume-delivery", Map.of("sink", "parked", "dry_run", "true"));
        assertThat(rehearsed.body().path("outputs").toString())
                .isEqualTo("{\"sink\":\"parked\",\"resumed\":false,\"parked\":true}");
        assertThat(get("/actuator/prometheus")).contains("darktrace_sink_parked{sink=\"parked\"} 1.0");

        parked.answers(200);
        Reply reply = Reply.toCommand(web, "darktrace-resume-delivery", Map.of("sink", "parked"));
        await(() -> get("/actuator/prometheus").contains("darktrace_sink_delivered_total{sink=\"parked\"} 2.0"));

        assertThat(reply.body().path("outputs").path("resumed").asBoolean()).isTrue();
        assertThat(get("/actuator/prometheus")).contains("darktrace_sink_parked{sink=\"parked\"} 0.0");
        assertThat(get("/actuator/health")).contains("\"parked\":{\"details\":{\"backlog\":0},\"status\":\"UP\"}");
    }

    @Test
    void theStatusOfTheSinksNeedsNoInstanceAndAsksNoReceiver() {
        JsonNode sinks =
                Reply.toCommand(web, "darktrace-sink-status", Map.of()).body().path("outputs");
        JsonNode one = Reply.toCommand(web, "darktrace-sink-status", Map.of("sink", "healthy"))
                .body()
                .path("outputs");

        assertThat(sinks.valueStream().map(sink -> sink.path("sink").asString()))
                .containsExactly("failing", "hanging", "healthy", "parked");
        assertThat(one).hasSize(1);
        assertThat(one.path(0).path("parked").asBoolean(true)).isFalse();
        assertThat(one.path(0).path("backlog").isIntegralNumber()).isTrue();
        assertThat(one.path(0).path("instance").asString()).isEqualTo("a");
        assertThat(one.path(0).path("kinds").asString()).isEqualTo("created");
    }

    @Test
    void aSinkThatIsNotParkedIsLeftAlone() {
        Reply reply = Reply.toCommand(web, "darktrace-resume-delivery", Map.of("sink", "healthy"));

        assertThat(reply.body().path("outputs").path("resumed").asBoolean(true)).isFalse();
        assertThat(reply.body().path("warnings").path(0).asString())
                .isEqualTo("Sink healthy was not parked; nothing was changed.");
    }

    @Test
    void resumingASinkAsksForNoInstance() {
        Reply reply = Reply.toPost(
                web,
                "/api/v1/commands/darktrace-resume-delivery",
                Map.of("args", Map.of("sink", "healthy"), "instance", "no-such-appliance"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().get("instance").isNull()).isTrue();
    }

    @Test
    void anUnknownSinkCannotBeResumed() {
        Reply reply = Reply.toCommand(web, "darktrace-resume-delivery", Map.of("sink", "sour"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("argument")).isEqualTo("sink");
        assertThat(reply.text("detail")).isEqualTo("No sink is named sour; known: failing, hanging, healthy, parked.");
    }

    private String get(String path) {
        return requireNonNull(web.get()
                .uri(path)
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition);
    }
}
