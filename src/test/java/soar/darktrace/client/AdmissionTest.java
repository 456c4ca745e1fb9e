package soar.darktrace.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;
import soar.darktrace.AfterTheGate;
import soar.darktrace.client.DarktraceException.Kind;
import tools.jackson.databind.JsonNode;

/** Who goes next on an appliance that is slow, busy or hangs. */
class AdmissionTest {

    interface Api {
        @GetExchange("/status")
        Mono<JsonNode> status(@RequestParam int number);

        @PostExchange("/change")
        Mono<JsonNode> change(@RequestBody List<Integer> body);
    }

    private final List<String> received = new CopyOnWriteArrayList<>();
    private final CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();
    private final Sinks.Empty<Void> released = Sinks.empty();
    private Function<Integer, Mono<Void>> takes = number -> Mono.empty();
    private int failures;
    private final DisposableServer appliance = HttpServer.create()
            .port(0)
            .handle((request, response) -> answer(request.uri(), response))
            .bindNow();

    private Mono<Void> answer(String uri, HttpServerResponse response) {
        received.add(uri);
        if (failures-- > 0) {
            return response.status(503).header("Retry-After", "1").send();
        }
        int number = uri.contains("=") ? Integer.parseInt(uri.substring(uri.indexOf('=') + 1)) : 0;
        return takes.apply(number).then(response.sendString(Mono.just("{}")).then());
    }

    @AfterEach
    void stop() {
        appliance.disposeNow();
    }

    /** The scenario that opened the breaker of a healthy appliance (review D1), 25 times as fast. */
    @Test
    void aBurstOnASlowApplianceIsServedInOrderAndFailsNobody() {
        takes = number -> Mono.delay(Duration.ofMillis(60)).then();
        Api api = api("answer-timeout", "2400ms", "command-deadline", "100s", "max-per-second", "500");

        List<Integer> served = Flux.range(0, 500)
                .flatMap(number -> api.status(number).thenReturn(number), 500)
                .collectList()
                .blockOptional()
                .orElseThrow();

        assertThat(served).hasSize(500);
        assertThat(received).hasSize(500);
        List<Integer> arrived = numbers();
        assertThat(IntStream.range(0, 500))
                .allSatisfy(at -> assertThat(arrived.get(at)).isBetween(at - 8, at + 8));
        assertThat(breaker().getState()).isEqualTo(CircuitBreaker.State.CLOSED);
        assertThat(breaker().getMetrics().getNumberOfFailedCalls()).isZero();
    }

    @Test
    void waitingEndsInTimeForAnAnswerAndIsNotTheAppliancesFailure() {
        takes = number -> Mono.never();
        Api api = api("max-concurrent", "1", "answer-timeout", "5s");
        Disposable first = api.status(0).subscribe();
        await().until(() -> received.size() == 1);

        assertThatThrownBy(() -> within(Duration.ofMillis(5_200), api.status(1)).block())
                .isInstanceOfSatisfying(DarktraceException.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
                    assertThat(failure.details()).containsEntry("retry_after", 1L);
                });

        first.dispose();
        assertThat(received).hasSize(1);
        assertThat(breaker().getMetrics().getNumberOfBufferedCalls()).isZero();
    }

    @Test
    void whoeverLeavesFreesItsPlaceInTheQueueAndWithTheAppliance() {
        takes = number -> number == 2 ? Mono.empty() : Mono.never();
        Api api = api("max-concurrent", "1", "max-waiting", "2");
        Disposable sent = api.status(0).subscribe();
        await().until(() -> received.size() == 1);
        Disposable waiting = api.status(1).subscribe();
        Mono<JsonNode> last = api.status(2).cache();
        Disposable subscribed = last.subscribe();

        waiting.dispose();
        sent.dispose();

        assertThat(last.block(Duration.ofSeconds(10))).isNotNull();
        assertThat(numbers()).containsExactly(0, 2);
        subscribed.dispose();
    }

    /** What is refused or given up takes nothing of the rate: a caller who hung up in a loop blocked an instance for minutes. */
    @Test
    void whoeverIsNotServedTakesNothingOfTheRate() {
        Api api = api("max-per-second", "2", "max-concurrent", "500", "answer-timeout", "5s");
        for (int number = 0; number < 200; number++) {
            api.status(number).subscribe().dispose();
            within(Duration.ofMillis(5_001), api.status(number))
                    .onErrorComplete()
                    .block();
        }

        assertThat(within(Duration.ofSeconds(8), api.status(0)).block()).isNotNull();
    }

    @Test
    void aRepetitionThatGetsNoPlaceInTimeSaysWhatFailedBefore() {
        failures = 1;
        takes = number -> number == 0 ? Mono.empty() : Mono.never();
        Api api = api("max-concurrent", "1", "answer-timeout", "5s");
        Mono<JsonNode> repeated = within(Duration.ofSeconds(7), api.status(0)).cache();
        Disposable waits = repeated.onErrorComplete().subscribe();
        await().until(() -> received.size() == 1);
        Disposable hangs = api.status(1).subscribe();

        assertThatThrownBy(repeated::block).hasMessageContaining("HTTP 503");
        waits.dispose();
        hangs.dispose();
    }

    @Test
    void nobodyMayWaitWhereTheLimitSaysSo() {
        takes = number -> released.asMono();
        Api api = api("max-concurrent", "1", "max-waiting", "0");
        Disposable first = api.status(0).subscribe();

        assertThatThrownBy(() -> api.status(1).block()).hasMessageContaining("limits.max-waiting");
        first.dispose();
    }

    @Test
    void aRepetitionWaitsWithoutAPlace() {
        failures = 1;
        Api api = api("max-concurrent", "1");
        List<String> order = new ArrayList<>();

        Mono.when(
                        api.status(0).doOnNext(answer -> order.add("repeated")),
                        Mono.defer(() -> api.status(1)).doOnNext(answer -> order.add("meanwhile")))
                .block();

        assertThat(order).containsExactly("meanwhile", "repeated");
    }

    /** A permission taken in the queue would age: after a hang, all that aged would be used at once. */
    @Test
    @AfterTheGate
    void theRateHoldsAfterAHangToo() {
        takes = number -> number < 2 ? released.asMono() : Mono.empty();
        Api api = api("max-concurrent", "2", "max-per-second", "2");
        Mono<Long> all = Flux.range(0, 8).flatMap(api::status, 8).count().cache();
        Disposable subscribed = all.subscribe();
        await().pollDelay(Duration.ofMillis(2_100)).until(() -> received.size() == 2);

        long from = System.nanoTime();
        released.tryEmitEmpty().orThrow();
        all.block();

        assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThan(Duration.ofMillis(900));
        subscribed.dispose();
    }

    @Test
    void aChangeOfAShieldThatIsWithdrawnIsNotSent() {
        Api api = api();
        Shield shield = Shield.until(Duration.ofSeconds(100), () -> true);

        assertThat(shield.withdraw()).isFalse();

        assertThatThrownBy(() ->
                        api.change(List.of(1)).contextWrite(shield::putInto).block())
                .hasMessageContaining("was not sent");
        assertThat(received).isEmpty();
        assertThat(shield.hasRefused()).isTrue();
    }

    @Test
    void theBreakerQuotesAnAttemptAndNeverItself() {
        failures = 1_000;
        Api api = api("read-attempts", "1");

        List<String> sentences = Flux.range(0, 60)
                .concatMap(number -> api.status(number)
                        .then(Mono.<String>empty())
                        .onErrorResume(failure -> Mono.just(String.valueOf(failure.getMessage()))))
                .collectList()
                .blockOptional()
                .orElseThrow();

        assertThat(sentences)
                .hasSize(60)
                .last()
                .asString()
                .contains("The latest failure: Darktrace is failing (HTTP 503)");
        assertThat(sentences).allSatisfy(sentence -> assertThat(sentence).hasSizeLessThan(200));
    }

    private static <T> Mono<T> within(Duration deadline, Mono<T> exchange) {
        return exchange.contextWrite(Shield.until(deadline, () -> true)::putInto);
    }

    private List<Integer> numbers() {
        return received.stream()
                .map(uri -> Integer.valueOf(uri.substring(uri.indexOf('=') + 1)))
                .toList();
    }

    private CircuitBreaker breaker() {
        return breakers.circuitBreaker("main");
    }

    private Api api(String... limits) {
        String[] properties = limits.clone();
        for (int i = 0; i < limits.length; i += 2) {
            properties[i] = "limits." + limits[i];
        }
        InstanceSettings settings = TestInstances.settings("http://localhost:" + appliance.port(), properties);
        return TestInstances.create("main", settings, Clock.systemUTC(), breakers)
                .api(Api.class);
    }
}
