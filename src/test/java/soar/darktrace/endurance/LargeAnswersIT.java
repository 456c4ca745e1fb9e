package soar.darktrace.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import soar.darktrace.AfterTheGate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A connector with the heap that README prescribes, 256 MB, answers whatever is asked and however much is answered. */
@AfterTheGate
class LargeAnswersIT {

    /** At length, a year of them; the tests of endurance are at length where they kill often. */
    private static final int BREACHES = Length.IS_FULL ? 100_000 : 20_000;

    /** As many as are returned, and some more. */
    private static final int BREACHES_OF_A_DEVICE = 12_000;

    private static final String DESCRIPTION = "A device connected to a rare destination. ".repeat(15);

    private static final String EVENT =
            "{\"time\":\"2026-01-02 03:04:05\",\"timems\":1767323045000,\"action\":\"connection\",\"eventType\":\"connection\","
                    + "\"sourceDevice\":{\"did\":7,\"ip\":\"10.0.0.7\"},\"destinationPort\":443,\"proto\":\"TCP\"},";

    private final DisposableServer appliance = HttpServer.create()
            .host("127.0.0.1")
            .route(routes -> routes.get(
                            "/modelbreaches",
                            (request, response) -> response.send(
                                    breaches(request.uri().contains("did=") ? BREACHES_OF_A_DEVICE : BREACHES)))
                    .get("/details", (request, response) -> response.send(details(40_000_000)))
                    .get("/devices", (request, response) -> response.sendString(Flux.just("[{\"did\":7}]")))
                    .get("/status", (request, response) -> response.sendString(Flux.just("{\"version\":\"7.1\"}"))))
            .bindNow();

    @Test
    void itLivesAndAnswers() {
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try (Surroundings around = new Surroundings("large");
                ConnectorProcess connector = ConnectorProcess.startWithHeap(
                        around.directory,
                        "256m",
                        List.of(
                                "--darktrace.instances.main.url=http://127.0.0.1:" + appliance.port(),
                                "--darktrace.instances.main.public-api-token=test",
                                "--darktrace.instances.main.private-api-token=test"))) {
            connector.awaitReady();

            HttpResponse<String> all =
                    connector.command("darktrace-list-breaches", "{\"limit\":\"all\",\"start_time\":\"1 year\"}");
            assertOutcome(all);
            assertThat(all.statusCode()).as(all.body()).isEqualTo(200);
            assertThat(tree(all).path("outputs")).hasSize(10_000);
            assertThat(tree(all).path("warnings").toString())
                    .contains(BREACHES + " breaches match; 10000 are shown")
                    .contains("limits.max-entries");

            HttpResponse<String> details =
                    connector.command("darktrace-get-entity-details", "{\"query\":\"did=7\",\"max_results\":100000}");
            assertThat(details.statusCode()).isEqualTo(502);
            assertThat(tree(details).path("code").asString()).isEqualTo("darktrace_unreadable");
            assertThat(tree(details).path("detail").asString()).contains("larger than", "Narrow the window");

            List<CompletableFuture<HttpResponse<String>>> atOnce = Stream.iterate(0, i -> i < 8, i -> i + 1)
                    .map(i -> CompletableFuture.supplyAsync(
                            () -> i % 2 == 0
                                    ? connector.command(
                                            "darktrace-list-breaches",
                                            "{\"limit\":\"all\",\"start_time\":\"1 year\",\"did\":7}")
                                    : connector.command(
                                            "darktrace-get-entity-details",
                                            "{\"query\":\"did=7\",\"max_results\":100000}"),
                            callers))
                    .toList();
            atOnce.forEach(answer -> assertOutcome(answer.join()));

            assertThat(connector.command("test-module", "{}").statusCode()).isEqualTo(200);
            assertThat(connector.isAlive()).isTrue();
            assertThat(connector.log()).doesNotContain("OutOfMemory", " ERROR ");
        } finally {
            callers.shutdownNow();
            appliance.disposeNow(Duration.ofSeconds(1));
        }
    }

    private static void assertOutcome(HttpResponse<String> answer) {
        assertThat(answer.statusCode())
                .as(answer.body().substring(0, Math.min(500, answer.body().length())))
                .isIn(200, 429, 502);
        if (answer.statusCode() != 200) {
            assertThat(tree(answer).path("code").asString()).isIn("darktrace_unreadable", "rate_limited");
        }
    }

    private static JsonNode tree(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private static Flux<ByteBuf> breaches(int count) {
        return Flux.range(1, count)
                .map(pbid ->
                        "%s{\"pbid\":%d,\"time\":%d,\"creationTime\":%d,\"score\":0.7,\"commentCount\":0,\"model\":{\"then\":"
                                        .formatted(
                                                pbid == 1 ? "[" : ",",
                                                pbid,
                                                1_767_000_000_000L + pbid,
                                                1_767_000_000_000L + pbid)
                                + "{\"name\":\"Compromise::Watched Domain\",\"pid\":762,\"uuid\":\"3338210a-8979-4a1b\",\"priority\":5,"
                                + "\"category\":\"Critical\",\"tags\":[\"AP: C2 Comms\"],\"description\":\""
                                + DESCRIPTION + "\"}},"
                                + "\"device\":{\"did\":823,\"ip\":\"172.31.32.146\",\"hostname\":\"sf-l\",\"vendor\":\"HP\"}}"
                                + (pbid == count ? "]" : ""))
                .buffer(20)
                .map(items -> Unpooled.wrappedBuffer(String.join("", items).getBytes(StandardCharsets.UTF_8)));
    }

    private static Flux<ByteBuf> details(int bytes) {
        byte[] piece = EVENT.repeat(100).getBytes(StandardCharsets.UTF_8);
        return Flux.just(Unpooled.wrappedBuffer("[".getBytes(StandardCharsets.UTF_8)))
                .concatWith(Flux.range(0, bytes / piece.length).map(i -> Unpooled.wrappedBuffer(piece)))
                .concatWith(Flux.just(Unpooled.wrappedBuffer("{}]".getBytes(StandardCharsets.UTF_8))));
    }
}
