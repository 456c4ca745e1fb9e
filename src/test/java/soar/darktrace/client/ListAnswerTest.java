package soar.darktrace.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.netty.buffer.ByteBufUtil;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import reactor.core.publisher.Flux;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.test.StepVerifier;
import soar.darktrace.client.DarktraceException.Kind;
import tools.jackson.databind.JsonNode;

/** A list that is read item by item is whole or a failure, never shorter than what Darktrace has. */
class ListAnswerTest {

    private static final String LIST = " [{\"pbid\": 1, \"model\": {\"tags\": [\"é\"]}}, {\"pbid\": 2}, {\"pbid\": 3}]";

    @RegisterExtension
    static final WireMockExtension server = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    interface Api {
        @GetExchange("/modelbreaches")
        Flux<JsonNode> breaches(@RequestParam MultiValueMap<String, String> query);
    }

    private final Api api = TestInstances.create(
                    TestInstances.settings("http://localhost:" + server.getPort(), "limits.max-per-second", "100000"),
                    Clock.systemUTC())
            .api(Api.class);

    @Test
    void aWholeListIsReadItemByItem() {
        StepVerifier.create(answered(LIST).map(item -> item.path("pbid").asInt()))
                .expectNext(1, 2, 3)
                .verifyComplete();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", " [ ] ", "\uFEFF[]"})
    void anEmptyListIsEmpty(String body) {
        StepVerifier.create(answered(body)).verifyComplete();
    }

    @Test
    void everyBeginningOfAListIsAFailure() {
        for (int length = 0; length < LIST.length(); length++) {
            StepVerifier.create(answered(LIST.substring(0, length)).ignoreElements())
                    .verifyErrorSatisfies(ListAnswerTest::assertUnreadable);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0000', textBlock = """
            {"response": "ERROR"}                      | REFUSED
            {"error": "INPUT ERROR"}                   | REFUSED
            {"error": "Please login again"}            | LOGIN_PAGE
            {"error": "maintenance", "until": "18:00"} | UNREADABLE
            {"message": "Service Unavailable"}         | UNREADABLE
            {}                                         | UNREADABLE
            "maintenance"                              | UNREADABLE
            null                                       | UNREADABLE
            0                                          | UNREADABLE
            """)
    void whatComesInPlaceOfAListIsAFailure(String body, Kind kind) {
        StepVerifier.create(answered(body)).verifyErrorSatisfies(failure -> assertKind(failure, kind));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"pbid\": 95}", "{}", "{\"score\": 0.5}"})
    void aBreachThatIsAskedForByIdMayComeBare(String body) {
        StepVerifier.create(answered(body, "95")).expectNextCount(1).verifyComplete();
    }

    @Test
    void aListOfOneMayComeBare() {
        StepVerifier.create(answered("{\"pbid\": 95}")).expectNextCount(1).verifyComplete();
    }

    @Test
    void oddItemsInsideAListArePassedOn() {
        String items = "null,{},5,{\"error\":\"x\"},\"text\",[],{\"response\":\"ERROR\"},true,[[1]],{\"pbid\":9}";

        StepVerifier.create(answered("[" + items + "]").map(JsonNode::toString))
                .expectNext(items.split(","))
                .verifyComplete();
    }

    /** Each item is in time, and there is always one more. */
    @Test
    void aListWithoutAnEndFails() {
        DisposableServer endless = HttpServer.create()
                .host("127.0.0.1")
                .handle((request, response) -> response.send(
                        Flux.interval(Duration.ofMillis(50))
                                .map(i -> ByteBufUtil.writeUtf8(response.alloc(), (i == 0 ? "[" : ",") + i)),
                        piece -> true))
                .bindNow();
        DarktraceInstance slow = TestInstances.create(
                TestInstances.settings("http://127.0.0.1:" + endless.port(), "limits.answer-timeout", "300ms"),
                Clock.systemUTC());

        StepVerifier.create(slow.api(Api.class).breaches(new LinkedMultiValueMap<>()))
                .thenConsumeWhile(item -> true)
                .expectErrorSatisfies(failure -> assertKind(failure, Kind.TIMEOUT))
                .verify(Duration.ofSeconds(10));
        assertThat(slow.state().isFailing()).isTrue();
        assertThat(slow.state().code()).isEqualTo("darktrace_timeout");
        endless.disposeNow();
    }

    private Flux<JsonNode> answered(String body) {
        return answered(body, null);
    }

    private Flux<JsonNode> answered(String body, @Nullable String pbid) {
        server.stubFor(any(anyUrl()).willReturn(aResponse().withBody(body)));
        MultiValueMap<String, String> query = new LinkedMultiValueMap<>();
        query.add("minscore", "0.5");
        if (pbid != null) {
            query.add("pbid", pbid);
        }
        return api.breaches(query);
    }

    private static void assertUnreadable(Throwable failure) {
        assertKind(failure, Kind.UNREADABLE);
    }

    private static void assertKind(Throwable failure, Kind kind) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        DarktraceException.class,
                        known -> assertThat(known.kind()).isEqualTo(kind));
    }
}
