package soar.darktrace.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceException.Kind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What goes over the wire, seen from the other end of a socket. */
class TransportTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    @RegisterExtension
    static final WireMockExtension server = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().dynamicHttpsPort())
            .build();

    interface Api {
        @GetExchange("/status")
        Mono<JsonNode> status();

        @GetExchange("/devicesearch")
        Mono<JsonNode> search(@RequestParam String query);

        @GetExchange("/modelbreaches/{id}")
        Mono<JsonNode> breach(@PathVariable String id);

        @GetExchange("/modelbreaches")
        Mono<JsonNode> breaches(@RequestParam List<String> saasfilter);

        @PostExchange("/modelbreaches/101/comments")
        Mono<JsonNode> comment(@RequestBody Map<String, String> body);
    }

    @BeforeEach
    void answerEverything() {
        server.stubFor(any(anyUrl()).willReturn(aResponse().withBody("{}")));
    }

    @Test
    void aBodyWithoutAContentTypeIsReadAsJson() {
        assertThat(api().status().block()).isNotNull();
    }

    @Test
    void dataIsReadThoughItIsCalledHtml() {
        server.stubFor(any(anyUrl())
                .willReturn(aResponse()
                        .withBody(" {\"response\":\"SUCCESS\"}")
                        .withHeader("Content-Type", "text/html; charset=utf-8")));

        assertThat(api().comment(Map.of("message", "m")).block())
                .isEqualTo(JsonMapper.shared().readTree("{\"response\":\"SUCCESS\"}"));
    }

    @ParameterizedTest
    @CsvSource({"text/html, <html>", "application/json, <!DOCTYPE html>", "text/html, Found. Redirecting"})
    void aPageIsToldAsSuch(String type, String body) {
        server.stubFor(any(anyUrl()).willReturn(aResponse().withBody(body).withHeader("Content-Type", type)));

        assertThatThrownBy(() -> api().status().block())
                .isInstanceOfSatisfying(
                        DarktraceException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.LOGIN_PAGE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            301 | https://soc.example/status?token=secret#part  | to https://soc.example/status,
            308 | /status/                                     | to /status/,
            302 | //other.example:8443/x                       | to //other.example:8443/x,
            301 | https://user:secret@soc.example              | to https://soc.example,
            307 | https://a b/secret                           | without an address
            301 | ''                                           | without an address
            """)
    void aRedirectSaysWhereToAndBlamesNoToken(int status, String location, String shown) {
        server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status).withHeader("Location", location)));

        assertThatThrownBy(() -> api().status().block())
                .isInstanceOfSatisfying(
                        DarktraceException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.UNREADABLE))
                .hasMessageContaining("with a redirect (HTTP " + status + ") " + shown)
                .hasMessageNotContainingAny("token", "secret", "login");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/login",
                "/login?next=/status",
                "https://soc.example/login/",
                "https://activeai.darktrace.com/redirect?code=secret"
            })
    void aRedirectToTheLoginPageIsOne(String location) {
        server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(302).withHeader("Location", location)));

        assertThatThrownBy(() -> api().status().block())
                .isInstanceOfSatisfying(
                        DarktraceException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.LOGIN_PAGE))
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0000', textBlock = """
            {"error":"INPUT ERROR: \\"did\\" must be a number"} | it says "INPUT ERROR: "did" must be a number".
            {"response" : "caf\\u00e9 \\\\ \\n x"}             | it says "café \\ x".
            {"message":"cut off \\"here                         | it says "cut off "here".
            {"message":"cut off \\                              | it says "cut off".
            {"error":""}                                        | (HTTP 400).
            {"error":5}                                         | (HTTP 400).
            <html>"error":nothing                               | (HTTP 400).
            """)
    void whatDarktraceSaysIsQuotedWhole(String body, String quoted) {
        server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(400).withBody(body)));

        assertThatThrownBy(() -> api().status().block()).hasMessageContaining(quoted);
    }

    @Test
    void nothingButTheSignatureIdentifiesTheCaller() {
        api().status().block();

        LoggedRequest sent = only(getRequestedFor(urlEqualTo("/status")));
        assertThat(sent.getHeaders().keys())
                .usingElementComparator(String::compareToIgnoreCase)
                .containsExactlyInAnyOrder(
                        "DTAPI-Token",
                        "DTAPI-Date",
                        "DTAPI-Signature",
                        "User-Agent",
                        "Accept",
                        "Accept-Encoding",
                        "Host");
        assertThat(sent.getHeader("User-Agent")).isEqualTo("darktrace-connector/dev");
        assertThat(sent.getHeader("DTAPI-Signature")).isEqualTo("b2f4a277fdd58799d52dc5b8b5e56cb87fcc5c5d");
    }

    @Test
    void aQueryIsEncodedOnTheWireAndSignedDecoded() {
        api().search("tag:\"my tag\"").block();

        LoggedRequest sent = only(getRequestedFor(urlEqualTo("/devicesearch?query=tag%3A%22my%20tag%22")));
        assertThat(sent.getHeader("DTAPI-Signature")).isEqualTo("4d291c5c94f8b62a4c9e12ce08f2c159ea3d11ed");
    }

    @Test
    void aQueryIsSignedAsSentWhereTheInstanceSaysSo() {
        api("signing", "as-sent").search("tag:\"my tag\"").block();

        assertThat(only(anyRequestedFor(anyUrl())).getHeader("DTAPI-Signature"))
                .isEqualTo("2d2b8256ce02fadcdc2aecc67d0644777e96643a");
    }

    @Test
    void repeatedParametersAreRepeatedAndSignedInTheirOrder() {
        api().breaches(List.of("office365*", "gsuite*")).block();

        LoggedRequest sent = only(anyRequestedFor(anyUrl()));
        assertThat(sent.getUrl()).isEqualTo("/modelbreaches?saasfilter=office365%2A&saasfilter=gsuite%2A");
        assertThat(sent.getHeader("DTAPI-Signature")).isEqualTo("817984fc2a70a23b9abf68e3fdfe9587b5574463");
    }

    @Test
    void aJsonBodyIsAsciiAndSignedAsSent() {
        api().comment(Map.of("message", "café")).block();

        LoggedRequest sent = only(postRequestedFor(anyUrl()));
        assertThat(sent.getBodyAsString()).isEqualToIgnoringCase("{\"message\":\"caf\\u00e9\"}");
        assertThat(sent.getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(sent.getHeader("DTAPI-Signature"))
                .isEqualTo(RequestSigner.signature(
                        tokens(), "/modelbreaches/101/comments?" + sent.getBodyAsString(), "2026-01-02 03:04:05"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "46/../47",
                "95&includeacknowledged=true",
                "a#b",
                "100%",
                "a b",
                "+",
                "é",
                "..",
                "a?b",
                "a;b",
                "=",
                "\\"
            })
    void noValueLeavesItsPlace(String value) {
        api().search(value).block();
        api().breach(value + "x").block();

        assertThat(server.findAll(anyRequestedFor(anyUrl()))).hasSize(2).allSatisfy(sent -> {
            if (sent.getUrl().startsWith("/devicesearch")) {
                assertThat(sent.getQueryParams()).containsOnlyKeys("query");
                assertThat(sent.queryParameter("query").values()).containsExactly(value);
            } else {
                assertThat(sent.getUrl()).startsWith("/modelbreaches/").doesNotContain("?");
                assertThat(sent.getUrl().substring("/modelbreaches/".length())).doesNotContain("/");
            }
        });
    }

    @Test
    void anUntrustedCertificateIsToldAsSuch() {
        Api api = api("url", "https://localhost:" + server.getHttpsPort());
        assertThatThrownBy(() -> api.status().block())
                .isInstanceOfSatisfying(
                        DarktraceException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE))
                .hasMessageContaining("TLS certificate is not trusted");
        assertThat(server.getAllServeEvents()).isEmpty();
    }

    @Test
    void anyCertificateAndHostNameWillDoForAnInsecureInstance() {
        assertThat(api("url", "https://127.0.0.1:" + server.getHttpsPort(), "insecure", "true")
                        .status()
                        .block())
                .isNotNull();
    }

    @Test
    void anAddressThatSpeaksNoTlsIsToldAsSuch() {
        assertThatThrownBy(() -> api("url", "https://127.0.0.1:" + server.getPort())
                        .status()
                        .block())
                .hasMessageContaining("speaks no TLS here");
    }

    @Test
    void anUnknownHostIsToldAsSuch() {
        assertThatThrownBy(() -> api("url", "http://no-such-host.invalid", "limits.read-attempts", "1")
                        .status()
                        .block())
                .hasMessageContaining("its host name is unknown");
    }

    @Test
    void moreRequestsThanMayWaitAreRefusedBeforeTheyAreSent() {
        server.stubFor(any(anyUrl()).willReturn(aResponse().withBody("{}").withFixedDelay(500)));
        Api api = api("limits.max-concurrent", "2", "limits.max-waiting", "1");

        List<String> outcomes = Flux.range(0, 5)
                .flatMap(i -> api.status().map(answer -> "ok").onErrorResume(failure -> Mono.just(code(failure))))
                .collectList()
                .blockOptional()
                .orElseThrow();

        assertThat(outcomes).containsExactlyInAnyOrder("ok", "ok", "ok", "rate_limited", "rate_limited");
        assertThat(server.getAllServeEvents()).hasSize(3);
    }

    @Test
    void requestsBeyondTheRateWaitForTheNextSecond() {
        Api api = api("limits.max-per-second", "2");
        long start = System.nanoTime();

        Flux.range(0, 5).flatMap(i -> api.status()).blockLast();

        assertThat(System.nanoTime() - start).isGreaterThan(1_000_000_000L);
        assertThat(server.getAllServeEvents()).hasSize(5);
    }

    private static String code(Throwable failure) {
        return ((DarktraceException) failure).code();
    }

    private static LoggedRequest only(RequestPatternBuilder pattern) {
        List<LoggedRequest> found = server.findAll(pattern);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static TokenPair tokens() {
        return new InstanceTokens("main", TestInstances.settings("http://localhost")).get();
    }

    private static Api api(String... properties) {
        return TestInstances.create(TestInstances.settings("http://localhost:" + server.getPort(), properties), CLOCK)
                .api(Api.class);
    }
}
