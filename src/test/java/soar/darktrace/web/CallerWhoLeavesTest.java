package soar.darktrace.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;
import soar.darktrace.DarktraceConnectorApplication;
import soar.darktrace.TestDatabase;
import tools.jackson.databind.JsonNode;

/** Callers who hang up, and commands that take too long, on an appliance that answers when the test says so. */
@ExtendWith(OutputCaptureExtension.class)
class CallerWhoLeavesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final List<String> received = new CopyOnWriteArrayList<>();
    private static volatile Mono<Void> gate = Mono.empty();
    /** On threads of its own: the connector takes those that it shares with others along when it stops. */
    private static final LoopResources threads = LoopResources.create("appliance", 1, true);

    private static final DisposableServer appliance = HttpServer.create()
            .runOn(threads)
            .port(0)
            .handle(CallerWhoLeavesTest::answer)
            .bindNow();
    private static @Nullable ConfigurableApplicationContext running;

    private final ConfigurableApplicationContext connector = connector();
    private final WebClient web =
            WebClient.create("http://localhost:" + connector.getEnvironment().getProperty("local.server.port"));
    private final Sinks.Empty<Void> release = Sinks.empty();

    private static Mono<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        String answer = request.method().equals(HttpMethod.POST)
                ? "{\"response\": \"SUCCESS\"}"
                : "[{\"pbid\": 1, \"acknowledged\": {\"time\": 1760000000000}}]";
        return request.receive().then(Mono.defer(() -> {
            received.add(request.method() + " " + request.fullPath());
            return gate.then(response.sendString(Mono.just(answer)).then());
        }));
    }

    private static ConfigurableApplicationContext connector() {
        if (running == null || !running.isActive()) {
            running = new SpringApplicationBuilder(DarktraceConnectorApplication.class)
                    .run(Stream.of(
                                    Stream.of(
                                            "--server.port=0",
                                            "--spring.lifecycle.timeout-per-shutdown-phase=1900ms",
                                            "--spring.datasource.url=" + TestDatabase.H2_FILE.newUrl()),
                                    instance("main", "limits.max-concurrent=8"),
                                    instance("narrow", "limits.max-concurrent=1"))
                            .flatMap(Function.identity())
                            .toArray(String[]::new));
        }
        return running;
    }

    private static Stream<String> instance(String name, String limit) {
        return Stream.of(
                        "url=http://localhost:" + appliance.port(),
                        "public-api-token=a",
                        "private-api-token=b",
                        "limits.answer-timeout=2s",
                        "limits.command-deadline=3s",
                        limit)
                .map(property -> "--darktrace.instances." + name + "." + property);
    }

    @BeforeEach
    void hang() {
        received.clear();
        gate = release.asMono();
    }

    @AfterEach
    void letAllEnd() {
        gate = Mono.empty();
        release.tryEmitEmpty();
    }

    @AfterAll
    static void stop() {
        if (running != null) {
            running.close();
        }
        appliance.disposeNow();
        threads.dispose();
    }

    @Test
    void aChangeThatWasBegunIsAccountedForAsWhatItBecame(CapturedOutput output) {
        double before = count("darktrace-acknowledge", "ok");
        double cancelled = count("darktrace-acknowledge", "cancelled");
        Disposable caller = command("darktrace-acknowledge", "main", "1").subscribe();
        await().until(() -> received.size() == 1);

        caller.dispose();
        await().until(() -> gauge("darktrace.command.unattended") == 1);
        release.tryEmitEmpty();

        await().untilAsserted(
                        () -> assertThat(count("darktrace-acknowledge", "ok")).isEqualTo(before + 1));
        assertThat(count("darktrace-acknowledge", "cancelled")).isEqualTo(cancelled);
        await().untilAsserted(() -> assertThat(output.getOut())
                .containsPattern("darktrace-acknowledge on main: ok in \\d+ ms, its caller had left"));
    }

    @Test
    void whatWasNotBegunOfAListIsWithdrawn() {
        double before = count("darktrace-acknowledge", "partial");
        Disposable caller = command("darktrace-acknowledge", "main", "1,2,3").subscribe();
        await().until(() -> received.size() == 1);

        caller.dispose();
        await().until(() -> gauge("darktrace.command.unattended") == 1);
        release.tryEmitEmpty();

        await().untilAsserted(() ->
                assertThat(count("darktrace-acknowledge", "partial")).isEqualTo(before + 1));
        assertThat(received).containsExactly("POST /modelbreaches/1/acknowledge");
    }

    @Test
    void aChangeThatWaitsForItsPlaceIsNeverSent() {
        double before = count("darktrace-unacknowledge", "cancelled");
        Disposable first = command("darktrace-get-breach", "narrow", "1").subscribe();
        await().until(() -> received.size() == 1);
        Disposable caller = command("darktrace-unacknowledge", "narrow", "1").subscribe();
        await().until(() -> gauge("darktrace.client.requests.waiting", "narrow") == 1);

        caller.dispose();
        await().untilAsserted(() ->
                assertThat(count("darktrace-unacknowledge", "cancelled")).isEqualTo(before + 1));
        release.tryEmitEmpty();

        await().until(() -> gauge("darktrace.client.requests.active", "narrow") == 0);
        assertThat(received).containsExactly("GET /modelbreaches");
        first.dispose();
    }

    @Test
    void aReadThatNobodyWaitsForIsCancelledAndFreesItsPlace() {
        double before = count("darktrace-get-breach", "cancelled");
        Disposable caller = command("darktrace-get-breach", "narrow", "1").subscribe();
        await().until(() -> received.size() == 1);

        caller.dispose();

        await().untilAsserted(() ->
                assertThat(count("darktrace-get-breach", "cancelled")).isEqualTo(before + 1));
        await().until(() -> gauge("darktrace.client.requests.active", "narrow") == 0);
    }

    @Test
    void aReadThatTakesTooLongIsATimeout() {
        JsonNode problem = problem(command("darktrace-get-breach", "main", "1"));

        assertThat(problem.path("code").asString("")).isEqualTo("darktrace_timeout");
        assertThat(problem.path("detail").asString("")).contains("limits.command-deadline");
        assertThat(problem.path("instance").asString("")).isEqualTo("main");
    }

    /** The change times out, the read-back hangs: at the deadline nobody knows; afterwards the log does. */
    @Test
    void aChangeThatTakesTooLongIsUnknownToItsCallerAndSettledAfterwards(CapturedOutput output) {
        JsonNode problem = problem(command("darktrace-acknowledge", "main", "1"));

        assertThat(problem.path("code").asString("")).isEqualTo("outcome_unknown");
        assertThat(problem.path("detail").asString("")).contains("limits.command-deadline", "may have been made");

        release.tryEmitEmpty();
        await().untilAsserted(() -> assertThat(output.getOut())
                .containsPattern("darktrace-acknowledge on main: ok in \\d+ ms, its caller had left"));
    }

    /** What shows the outcome waits for its place, though a caller would wait in vain. */
    @Test
    void theReadBackOfAChangeWaitsForItsPlace(CapturedOutput output) {
        Disposable caller = command("darktrace-acknowledge", "narrow", "1").subscribe();
        await().until(() -> received.size() == 1);
        Disposable next = command("darktrace-get-breach", "narrow", "1").subscribe();
        await().until(() -> received.size() == 2);

        release.tryEmitEmpty();

        await().untilAsserted(() ->
                assertThat(output.getOut()).containsPattern("darktrace-acknowledge on narrow: ok in \\d+ ms"));
        caller.dispose();
        next.dispose();
    }

    @Test
    void whatCannotBeAnsweredInTimeIsRefusedBeforeTheDeadline() {
        Disposable first = command("darktrace-get-breach", "narrow", "1").subscribe();
        await().until(() -> received.size() == 1);

        JsonNode problem = problem(command("darktrace-acknowledge", "narrow", "1"));

        assertThat(problem.path("code").asString("")).isEqualTo("rate_limited");
        assertThat(problem.path("retry_after").asInt(0)).isPositive();
        assertThat(received).containsExactly("GET /modelbreaches");
        first.dispose();
    }

    @Test
    void aStopWaitsForAChangeThatWasBegun(CapturedOutput output) {
        Disposable caller = command("darktrace-acknowledge", "main", "1").subscribe();
        await().until(() -> received.size() == 1);
        caller.dispose();

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(connector::close);
        await().until(() -> output.getOut().contains("Graceful shutdown complete"));
        assertThat(stopped).isNotDone();
        release.tryEmitEmpty();

        assertThat(stopped).succeedsWithin(PATIENCE);
        assertThat(output.getOut())
                .containsPattern("darktrace-acknowledge on main: ok in \\d+ ms, its caller had left");
    }

    @Test
    void aStopWaitsForAChangeWhoseCallerStillWaits(CapturedOutput output) {
        Disposable caller = command("darktrace-acknowledge", "main", "1").subscribe();
        await().until(() -> received.size() == 1);

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(connector::close);
        await().until(() -> output.getOut().contains("Graceful shutdown aborted"));
        assertThat(stopped).isNotDone();
        release.tryEmitEmpty();

        assertThat(stopped).succeedsWithin(PATIENCE);
        assertThat(output.getOut()).containsPattern("darktrace-acknowledge on main: ok in \\d+ ms");
        caller.dispose();
    }

    private Mono<JsonNode> command(String name, String instance, String pbid) {
        return web.post()
                .uri("/api/v1/commands/" + name)
                .bodyValue(Map.of("args", Map.of("pbid", pbid), "instance", instance))
                .exchangeToMono(response -> response.bodyToMono(JsonNode.class));
    }

    private static JsonNode problem(Mono<JsonNode> answer) {
        return Objects.requireNonNull(answer.block(PATIENCE));
    }

    private double count(String command, String outcome) {
        return connector
                .getBean(MeterRegistry.class)
                .find("darktrace.command")
                .tags("command", command, "outcome", outcome)
                .timers()
                .stream()
                .mapToDouble(Timer::count)
                .sum();
    }

    private double gauge(String name) {
        return connector.getBean(MeterRegistry.class).get(name).gauge().value();
    }

    private double gauge(String name, String instance) {
        return connector
                .getBean(MeterRegistry.class)
                .get(name)
                .tag("instance", instance)
                .gauge()
                .value();
    }
}
