package soar.darktrace.client;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceException.Kind;
import tools.jackson.databind.JsonNode;

/** An answer that takes longer than the instance's timeout, as each endpoint sees it. */
class EndpointTest {

    @RegisterExtension
    static final WireMockExtension server = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    interface Api {
        @GetExchange("/plain")
        Mono<JsonNode> plain();

        @Endpoint(repeatedAfterTimeout = false)
        @GetExchange("/heavy")
        Mono<JsonNode> heavy();

        @GetExchange(url = "/file", accept = "application/octet-stream")
        Flux<DataBuffer> file();

        @Endpoint(minimumTimeout = 60)
        @GetExchange("/slow")
        Mono<JsonNode> slow();

        @Endpoint(reads = true)
        @PostExchange("/search")
        Mono<JsonNode> search(@RequestBody Map<String, String> question);

        @PostExchange("/change")
        Mono<JsonNode> change(@RequestBody Map<String, String> change);
    }

    private final Api api = TestInstances.create(
                    TestInstances.settings(
                            server.baseUrl(), "limits.answer-timeout", "300ms", "limits.read-backoff", "1ms"),
                    Clock.systemUTC())
            .api(Api.class);

    @BeforeEach
    void answerSlowly() {
        server.stubFor(any(anyUrl()).willReturn(okJson("{\"a\": 1}").withFixedDelay(900)));
    }

    @Test
    void aReadIsSentAgainAfterATimeout() {
        assertThat(failure(api.plain()).kind()).isEqualTo(Kind.TIMEOUT);
        server.verify(3, anyRequestedFor(anyUrl()));
    }

    @Test
    void aHeavyReadIsNotSentAgainAfterATimeout() {
        assertThat(failure(api.heavy()).kind()).isEqualTo(Kind.TIMEOUT);
        server.verify(1, anyRequestedFor(anyUrl()));
    }

    @Test
    void aHeavyReadIsSentAgainAfterAnotherFailure() {
        server.stubFor(any(anyUrl()).willReturn(okJson("{}").withStatus(502)));

        assertThat(failure(api.heavy()).kind()).isEqualTo(Kind.UNAVAILABLE);
        server.verify(3, anyRequestedFor(anyUrl()));
    }

    @Test
    void aSlowEndpointHasTheTimeThatItNeeds() {
        assertThat(api.slow().block()).isNotNull();
    }

    @Test
    void aReadByPostIsSentAgainAndAChangeIsNot() {
        server.stubFor(any(anyUrl()).willReturn(okJson("{}").withStatus(502)));

        assertThat(failure(api.search(Map.of("a", "b"))).kind()).isEqualTo(Kind.UNAVAILABLE);
        server.verify(3, anyRequestedFor(urlEqualTo("/search")));
        assertThat(failure(api.change(Map.of("a", "b"))).kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
        server.verify(1, anyRequestedFor(urlEqualTo("/change")));
    }

    @Test
    void aFileIsReadAsItIs() {
        byte[] binary = {(byte) 0xd4, (byte) 0xc3, (byte) 0xb2, (byte) 0xa1, 0, 2, '[', 0};
        server.stubFor(get("/file")
                .withHeader("Accept", equalTo("application/octet-stream"))
                .willReturn(ok().withBody(binary).withHeader("Content-Type", "application/vnd.tcpdump.pcap")));

        byte[] read = DataBufferUtils.join(api.file())
                .map(bytes -> {
                    byte[] copy = new byte[bytes.readableByteCount()];
                    bytes.read(copy);
                    DataBufferUtils.release(bytes);
                    return copy;
                })
                .block();

        assertThat(read).isEqualTo(binary);
    }

    @Test
    void aPageIsNoFile() {
        server.stubFor(get("/file").willReturn(ok("<html>").withHeader("Content-Type", "text/html")));

        assertThat(failure(api.file().then()).kind()).isEqualTo(Kind.LOGIN_PAGE);
    }

    private static DarktraceException failure(Mono<?> answer) {
        return assertThatExceptionOfType(DarktraceException.class)
                .isThrownBy(answer::block)
                .actual();
    }
}
