package soar.darktrace.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import soar.darktrace.DarktraceConnectorApplication;
import soar.darktrace.TestDatabase;
import tools.jackson.databind.JsonNode;

/** More callers than an appliance can serve, beside an appliance that hangs. */
class OverloadTest {

    private static final int CALLERS = 1_000;
    private static final int ADMITTED = 508;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The status of an answer, and the ID of the breach that it is about or its code. */
    private record Answer(int asked, int status, String said) {}

    private final Sinks.Empty<Void> release = Sinks.empty();
    private final LoopResources threads = LoopResources.create("appliance", 1, true);
    private final DisposableServer appliance =
            HttpServer.create().runOn(threads).port(0).handle(this::answer).bindNow();
    private final ConnectionProvider connections = ConnectionProvider.create("callers", CALLERS);
    private final ConfigurableApplicationContext connector = new SpringApplicationBuilder(
                    DarktraceConnectorApplication.class)
            .run(Stream.concat(server(), Stream.concat(instance("hanging"), instance("healthy")))
                    .toArray(String[]::new));
    private final WebClient web = WebClient.builder()
            .clientConnector(new ReactorClientHttpConnector(HttpClient.create(connections)))
            .baseUrl("http://localhost:" + connector.getEnvironment().getProperty("local.server.port"))
            .build();

    private Mono<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        String pbid = request.uri().replaceFirst(".*[?&]pbid=([0-9]+).*", "$1");
        Mono<Void> until = request.uri().startsWith("/hanging/") ? release.asMono() : Mono.empty();
        return until.then(
                response.sendString(Mono.just("[{\"pbid\": " + pbid + "}]")).then());
    }

    private Stream<String> instance(String name) {
        return Stream.of(
                        "url=http://localhost:" + appliance.port() + "/" + name,
                        "public-api-token=a",
                        "private-api-token=b",
                        "limits.max-per-second=100000")
                .map(property -> "--darktrace.instances." + name + "." + property);
    }

    private static Stream<String> server() {
        return Stream.of("--server.port=0", "--spring.datasource.url=" + TestDatabase.H2_FILE.newUrl());
    }

    @AfterEach
    void stop() {
        connector.close();
        connections.dispose();
        appliance.disposeNow();
        threads.dispose();
    }

    @Test
    void thoseWhoMayWaitAreServedTheOthersAreToldAndAnotherInstanceNoticesNothing() {
        List<Answer> answers = new CopyOnWriteArrayList<>();
        Mono<Void> burst = Flux.range(0, CALLERS)
                .flatMap(pbid -> ask("hanging", pbid).doOnNext(answers::add), CALLERS)
                .then()
                .cache();
        burst.subscribe();
        await().atMost(PATIENCE).until(() -> answers.size() == CALLERS - ADMITTED);
        assertThat(answers).allSatisfy(answer -> assertThat(answer.said()).isEqualTo("rate_limited"));
        assertThat(waiting()).isEqualTo(ADMITTED - 8);

        List<Answer> healthy = new ArrayList<>(Flux.range(0, 400)
                .flatMap(pbid -> ask("healthy", pbid), 64)
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow());
        assertThat(healthy).hasSize(400).allSatisfy(OverloadTest::isOwnAnswer);

        answers.clear();
        release.tryEmitEmpty();
        burst.block(PATIENCE);
        assertThat(answers).hasSize(ADMITTED).allSatisfy(OverloadTest::isOwnAnswer);
        assertThat(waiting()).isZero();
    }

    private static void isOwnAnswer(Answer answer) {
        assertThat(answer).isEqualTo(new Answer(answer.asked(), 200, String.valueOf(answer.asked())));
    }

    private Mono<Answer> ask(String instance, int pbid) {
        return web.post()
                .uri("/api/v1/commands/darktrace-get-breach")
                .bodyValue(Map.of("args", Map.of("pbid", pbid + 1), "instance", instance))
                .exchangeToMono(response -> response.bodyToMono(JsonNode.class)
                        .map(body -> new Answer(
                                pbid + 1,
                                response.statusCode().value(),
                                body.path("code")
                                        .asString(body.path("outputs")
                                                .path("pbid")
                                                .asString("")))));
    }

    private double waiting() {
        return connector
                .getBean(MeterRegistry.class)
                .get("darktrace.client.requests.waiting")
                .tag("instance", "hanging")
                .gauge()
                .value();
    }
}
