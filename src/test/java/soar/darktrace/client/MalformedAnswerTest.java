package soar.darktrace.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.util.ResourceLeakDetector;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.JsonNode;

/**
 * What a sick appliance sends fails its own readers and nobody else: the buffers of its answers are released once, however
 * odd they are. Both appliances are served from this process, so that all share one allocator.
 */
@ExtendWith(OutputCaptureExtension.class)
class MalformedAnswerTest {

    private static final int TIMES = Integer.getInteger("requests", 12_000) / 60;

    interface Api {
        @GetExchange("/modelbreaches")
        Flux<JsonNode> breaches();

        @GetExchange("/status")
        Mono<JsonNode> status();

        @PostExchange("/modelbreaches/95/comments")
        Mono<JsonNode> comment(@RequestBody Map<String, String> comment);
    }

    private final List<byte[]> comments = Collections.synchronizedList(new ArrayList<>());
    private final ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();
    private volatile String sickBody = "";

    private final DisposableServer sick = HttpServer.create()
            .host("127.0.0.1")
            .handle((request, response) -> json(response).sendString(Mono.just(sickBody)))
            .bindNow();

    private final DisposableServer healthy = HttpServer.create()
            .host("127.0.0.1")
            .route(routes -> routes.get(
                            "/status", (request, response) -> json(response).sendString(Mono.just(good())))
                    .post(
                            "/modelbreaches/95/comments",
                            (request, response) -> json(response)
                                    .sendString(request.receive()
                                            .aggregate()
                                            .asByteArray()
                                            .doOnNext(comments::add)
                                            .thenReturn("{\"response\":\"SUCCESS\"}"))))
            .bindNow();

    private final Api sickApi = api(sick);
    private final Api healthyApi = api(healthy);

    @BeforeEach
    void watch() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    }

    @AfterEach
    void stop() {
        ResourceLeakDetector.setLevel(level);
        sick.disposeNow();
        healthy.disposeNow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "this is no json",
                "[{\"pbid\":1,\"score\":NaN}]",
                "[{\"pbid\":1},{\"pbid\":2,\"mod",
                "[{\"pbid\":1}{\"pbid\":2}]",
                "[{\"pbid\":1}]]",
                "{]"
            })
    void aMalformedAnswerHarmsNobodyElse(String body, CapturedOutput output) {
        sickBody = body;

        List<String> outcomes = Flux.range(0, TIMES)
                .flatMap(
                        i -> Flux.merge(
                                sickApi.breaches().then(Mono.just("read")).onErrorResume(MalformedAnswerTest::code),
                                sickApi.status().thenReturn("read").onErrorResume(MalformedAnswerTest::code),
                                healthyApi.status().map(JsonNode::toString),
                                healthyApi
                                        .comment(Map.of("message", "m".repeat(300)))
                                        .map(JsonNode::toString)),
                        8)
                .collectList()
                .block(Duration.ofSeconds(60));

        assertThat(outcomes)
                .hasSize(4 * TIMES)
                .allSatisfy(outcome ->
                        assertThat(outcome).isIn("darktrace_unreadable", good(), "{\"response\":\"SUCCESS\"}"));
        assertThat(outcomes).filteredOn(good()::equals).hasSize(TIMES);
        assertThat(comments)
                .hasSize(TIMES)
                .allSatisfy(comment -> assertThat(new String(comment, StandardCharsets.UTF_8))
                        .isEqualTo("{\"message\":\"" + "m".repeat(300) + "\"}"));
        assertThat(output).doesNotContain("IllegalReferenceCount", " ERROR ");
    }

    @Test
    void noBufferIsKeptWhetherItsReaderGoesOnOrLeaves(CapturedOutput output) {
        sickBody = "[" + ("{\"pbid\":1,\"text\":\"" + "x".repeat(5_000) + "\"},").repeat(40) + "5]";

        Flux.range(0, TIMES)
                .flatMap(i -> sickApi.breaches().take(1 + i % 5).then(), 8)
                .blockLast(Duration.ofSeconds(60));

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            System.gc();
            healthyApi.status().block(Duration.ofSeconds(5));
            assertThat(output).doesNotContain("LEAK", "IllegalReferenceCount");
        });
    }

    private static HttpServerResponse json(HttpServerResponse response) {
        return response.header("Content-Type", "application/json");
    }

    private static Mono<String> code(Throwable failure) {
        return Mono.just(failure instanceof DarktraceException known ? known.code() : failure.toString());
    }

    private static String good() {
        return "{\"text\":\"" + "good ".repeat(200) + "\"}";
    }

    private static Api api(DisposableServer server) {
        return TestInstances.create(
                        TestInstances.settings(
                                "http://127.0.0.1:" + server.port(),
                                "limits.max-per-second",
                                "100000",
                                "limits.read-attempts",
                                "1"),
                        Clock.systemUTC())
                .api(Api.class);
    }
}
