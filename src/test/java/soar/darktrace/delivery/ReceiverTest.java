package soar.darktrace.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import soar.darktrace.TestClock;
import soar.darktrace.incident.EventKind;
import soar.darktrace.incident.IncidentEvent;

/** One request to a receiver: what it is signed with, and which answers count. */
class ReceiverTest {

    private static final List<IncidentEvent> INCIDENTS = List.of(new IncidentEvent(
            1, "e1", "main", "breach", "95", EventKind.CREATED, "{}", "{\"name\":\"Gr\\u00F6\\u00DFe\"}"));

    private final TestClock clock = new TestClock();
    private final TestReceiver server = new TestReceiver();

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204})
    void anySuccessfulStatusTakesTheIncidents(int status) {
        server.answers(status);

        assertThat(failure()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            301 | It answered HTTP 301. Redirects are not followed: set the sink's url to the final address.
            307 | It answered HTTP 307. Redirects are not followed: set the sink's url to the final address.
            400 | It answered HTTP 400. It does not accept the request: look at its log, and check the sink's format.
            401 | It answered HTTP 401. Check the key in the sink's headers or its secret.
            403 | It answered HTTP 403. Check the key in the sink's headers or its secret.
            404 | It answered HTTP 404. Check the sink's url.
            413 | It answered HTTP 413. Lower the sink's batch-size, or let the receiver take larger requests.
            429 | It answered HTTP 429. It is being asked too often.
            500 | It answered HTTP 500. Look at the receiver and what is in front of it.
            503 | It answered HTTP 503. Look at the receiver and what is in front of it.
            """)
    void anyOtherStatusIsAFailureThatSaysWhatToDo(int status, String sentence) {
        server.answers(aResponse().withStatus(status).withHeader("Location", server.url() + "/elsewhere"));

        assertThat(failure()).hasMessage(sentence);
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204, 205})
    void anEmptyAnswerTakesTheIncidentsThoughItIsAnnouncedAsHtml(int status) {
        server.answers(aResponse().withStatus(status).withHeader("Content-Type", "text/html; charset=utf-8"));

        assertThat(failure()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "Text/HTML; charset=utf-8", "application/xhtml+xml"})
    void aWebPageIsAFailureWhateverItsStatus(String type) {
        server.answers(
                aResponse().withStatus(200).withHeader("Content-Type", type).withBody("<html>Sign in</html>"));

        assertThat(failure())
                .hasMessage(
                        "It answered with a web page (HTTP 200, HTML), such as a login has. Check the sink's url and"
                                + " headers.");
    }

    @Test
    void anAnswerThatDoesNotComeInTimeIsAFailure() {
        server.answers(aResponse().withFixedDelay(3000));

        assertThat(failure("timeout", "300ms"))
                .hasMessage("No answer came within 300 ms. Look at the receiver, or raise the sink's timeout.");
    }

    @Test
    void anAnswerWhoseBodyDoesNotEndInTimeIsAFailure() {
        server.answers(aResponse().withBody("slow").withChunkedDribbleDelay(4, 4000));

        assertThat(failure("timeout", "300ms")).hasMessageStartingWith("No answer came within 300 ms.");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE"})
    void aBrokenConnectionIsAFailureAndNothingIsSentTwice(Fault fault) {
        server.answers(aResponse().withFault(fault));

        assertThat(failure()).hasMessage("The connection broke before an answer came.");
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "http://no-such-host.invalid/hook, Its host name is unknown.",
        "http://127.0.0.1:9/hook, No connection came up."
    })
    void aReceiverThatCannotBeReachedIsAFailure(String url, String sentence) {
        assertThat(failureAt(url)).hasMessageStartingWith(sentence);
    }

    @Test
    void aReceiverWithoutTlsAtAnHttpsAddressIsAFailure() {
        assertThat(failureAt(server.url().replace("http:", "https:"))).hasMessageStartingWith("TLS did not come up");
    }

    @Test
    void whatTheReceiverAsksForIsPassedOn() {
        server.answers(aResponse().withStatus(503).withHeader("Retry-After", "Fri, 02 Jan 2026 03:05:05 GMT"));

        assertThat(requireNonNull(failure()).retryAfter()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void theSignatureIsOfTheBytesThatAreSent() throws GeneralSecurityException {
        failure("secret", "whsec_" + Base64.getEncoder().encodeToString("0123456789abcdef".getBytes(UTF_8)));

        LoggedRequest request = server.lastRequest();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("0123456789abcdef".getBytes(UTF_8), "HmacSHA256"));
        mac.update(
                (request.getHeader("webhook-id") + "." + request.getHeader("webhook-timestamp") + ".").getBytes(UTF_8));
        assertThat(request.getHeader("webhook-signature"))
                .isEqualTo("v1," + Base64.getEncoder().encodeToString(mac.doFinal(request.getBody())));
        assertThat(request.getHeader("webhook-timestamp")).isEqualTo(Long.toString(TestClock.START.getEpochSecond()));
        assertThat(request.getHeader("webhook-id")).matches("msg_[0-9a-f]{32}");
    }

    @Test
    void withoutASecretNothingIsSigned() {
        failure();

        assertThat(server.lastRequest().containsHeader("webhook-signature")).isFalse();
        assertThat(server.lastRequest().containsHeader("webhook-id")).isTrue();
    }

    @Test
    void theConfiguredHeadersAreSent() {
        failure("headers.Authorization", "a key", "headers.x-xdr-auth-id", "7");

        assertThat(server.lastRequest().getHeader("Authorization")).isEqualTo("a key");
        assertThat(server.lastRequest().getHeader("x-xdr-auth-id")).isEqualTo("7");
    }

    @Test
    void theAddressIsUsedAsItIsWritten() {
        failureAt(server.url() + "/a%2Fb?sig=a%2Bb%3D&x=%20");

        assertThat(server.lastRequest().getUrl()).isEqualTo("/hook/a%2Fb?sig=a%2Bb%3D&x=%20");
    }

    private @Nullable DeliveryException failure(String... properties) {
        return failureAt(server.url(), properties);
    }

    /** Null where the receiver took the incidents. */
    private @Nullable DeliveryException failureAt(String url, String... properties) {
        return TestSink.receiver(TestSink.settings(url, properties), clock)
                .take(INCIDENTS)
                .then(Mono.<DeliveryException>empty())
                .onErrorResume(DeliveryException.class, Mono::just)
                .block();
    }
}
