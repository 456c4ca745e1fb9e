package soar.darktrace.client;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.Options.ChunkedEncodingPolicy;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.sun.net.httpserver.HttpServer;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.util.unit.DataSize;
import org.springframework.web.service.annotation.GetExchange;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import soar.darktrace.client.DarktraceException.Kind;

/** A file on its way from an appliance to a caller: how large it may be, and whose silence is whose. */
class FileAnswerTest {

    private static final int LENGTH = 1_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final WireMockExtension announcing = server(ChunkedEncodingPolicy.NEVER);

    @RegisterExtension
    static final WireMockExtension chunked = server(ChunkedEncodingPolicy.ALWAYS);

    interface Api {
        @GetExchange(url = "/file", accept = "application/octet-stream")
        Flux<DataBuffer> file();
    }

    private final CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();

    private static WireMockExtension server(ChunkedEncodingPolicy policy) {
        return WireMockExtension.newInstance()
                .options(wireMockConfig().dynamicPort().gzipDisabled(true).useChunkedTransferEncoding(policy))
                .build();
    }

    @Test
    void aFileThatIsAnnouncedAsTooLargeFailsBeforeItsFirstByte() {
        StepVerifier.create(limited(announcing, LENGTH - 1).map(FileAnswerTest::length))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .hasMessage(
                                "The file is too large: 1,000,000 bytes or more, and some.property allows 999,999. Ask for less, or"
                                        + " raise it.")
                        .extracting("kind")
                        .isEqualTo(Kind.UNREADABLE))
                .verify(PATIENCE);
        announcing.verify(1, anyRequestedFor(anyUrl()));
    }

    @Test
    void aFileWithoutAnAnnouncedLengthBreaksOffWhereItBecomesTooLarge() {
        StepVerifier.create(
                        limited(chunked, LENGTH / 2).map(FileAnswerTest::length).reduce(0, Integer::sum))
                .expectErrorSatisfies(
                        failure -> assertThat(failure).extracting("kind").isEqualTo(Kind.UNREADABLE))
                .verify(PATIENCE);
        chunked.verify(1, anyRequestedFor(anyUrl()));
    }

    @Test
    void aFileThatIsNotTooLargePassesWhole() {
        for (WireMockExtension server : new WireMockExtension[] {announcing, chunked}) {
            StepVerifier.create(
                            limited(server, LENGTH).map(FileAnswerTest::length).reduce(0, Integer::sum))
                    .expectNext(LENGTH)
                    .expectComplete()
                    .verify(PATIENCE);
        }
    }

    /** The place is given back, and the appliance is not blamed for it. */
    @Test
    void aCallerWhoDoesNotReadEndsTheFileOfWhichDarktraceIsInnocent() {
        StepVerifier.create(limited(announcing, LENGTH).map(FileAnswerTest::length), 1)
                .expectNextCount(1)
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .hasMessageContaining("read so slowly")
                        .extracting("kind")
                        .isEqualTo(Kind.RATE_LIMITED))
                .verify(PATIENCE);
        assertThat(breakers.circuitBreaker("main").getMetrics().getNumberOfFailedCalls())
                .isZero();
    }

    /** What the connections hold by themselves is a few megabytes. */
    @Test
    void noMoreIsAskedOfTheApplianceThanTheCallerHasTaken() throws IOException {
        AtomicLong written = new AtomicLong();
        HttpServer endless = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endless.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (written.addAndGet(LENGTH) < 1000L * LENGTH) {
                exchange.getResponseBody().write(new byte[LENGTH]);
            }
        });
        endless.start();
        try {
            StepVerifier.create(
                            instance("http://127.0.0.1:" + endless.getAddress().getPort())
                                    .file()
                                    .map(FileAnswerTest::length),
                            1)
                    .expectNextCount(1)
                    .expectErrorSatisfies(
                            failure -> assertThat(failure).extracting("kind").isEqualTo(Kind.RATE_LIMITED))
                    .verify(PATIENCE);
        } finally {
            endless.stop(0);
        }
        assertThat(written).hasValueLessThan(30L * LENGTH);
    }

    @Test
    void anApplianceThatStopsInTheMiddleIsLateAndIsNotAskedAgain() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        HttpServer stopping = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        stopping.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(200, LENGTH);
            exchange.getResponseBody().write(new byte[LENGTH / 2]);
            exchange.getResponseBody().flush();
        });
        stopping.start();
        try {
            StepVerifier.create(
                            instance("http://127.0.0.1:" + stopping.getAddress().getPort())
                                    .file()
                                    .map(FileAnswerTest::length)
                                    .reduce(0, Integer::sum))
                    .expectErrorSatisfies(
                            failure -> assertThat(failure).extracting("kind").isEqualTo(Kind.TIMEOUT))
                    .verify(PATIENCE);
        } finally {
            stopping.stop(0);
        }
        assertThat(requests).hasValue(1);
        assertThat(breakers.circuitBreaker("main").getMetrics().getNumberOfFailedCalls())
                .isEqualTo(1);
    }

    private Flux<DataBuffer> limited(WireMockExtension server, long most) {
        server.stubFor(any(anyUrl()).willReturn(file()));
        return new FileLimit(DataSize.ofBytes(most), "some.property")
                .around(instance(server.baseUrl()).file());
    }

    private Api instance(String url) {
        return TestInstances.create(
                        "main",
                        TestInstances.settings(url, "limits.answer-timeout", "2s", "limits.read-backoff", "1ms"),
                        Clock.systemUTC(),
                        breakers)
                .api(Api.class);
    }

    private static ResponseDefinitionBuilder file() {
        return ok().withBody(new byte[LENGTH]).withHeader("Content-Type", "application/vnd.tcpdump.pcap");
    }

    private static int length(DataBuffer piece) {
        int length = piece.readableByteCount();
        DataBufferUtils.release(piece);
        return length;
    }
}
