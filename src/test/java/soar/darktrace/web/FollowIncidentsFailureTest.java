package soar.darktrace.web;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import soar.darktrace.Python;

/** What the example of {@code docs/other-soars.md} does when the connector fails, or something stands before it. */
class FollowIncidentsFailureTest {

    private static final String INCIDENTS = "/api/v1/incidents";
    private static final String COMMENTS = "/api/v1/commands/darktrace-get-comments";
    private static final String COMMENT = "/api/v1/commands/darktrace-add-comment";
    private static final WireMockServer SERVER = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

    static {
        SERVER.start();
    }

    @TempDir
    private Path directory;

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @BeforeEach
    void oneIncidentAndThenNothing() throws IOException {
        SERVER.resetAll();
        SERVER.stubFor(get(urlPathEqualTo(INCIDENTS)).willReturn(okJson("""
                {"incidents": [{"name": "A breach", "severity": 4, "dbotMirrorId": "main:95",
                                "CustomFields": {"darktracepbid": "95", "darktraceinstance": "main"}}],
                 "next": "behind"}""")));
        SERVER.stubFor(get(urlPathEqualTo(INCIDENTS))
                .withQueryParam("after", equalTo("behind"))
                .willReturn(okJson("{\"incidents\": [], \"next\": \"behind\"}")));
        SERVER.stubFor(post(anyUrl()).willReturn(okJson("{\"outputs\": {\"comments\": []}}")));
        startAt("saved");
    }

    @Test
    void beginsWithTheOldestIncidentWhereItsCursorHasExpired() throws IOException {
        SERVER.stubFor(get(urlPathEqualTo(INCIDENTS))
                .withQueryParam("after", equalTo("saved"))
                .willReturn(problem(410, "cursor_expired", "")));

        Python.Ended run = follow();

        assertThat(run.status()).isZero();
        assertThat(run.output()).isEqualTo("case main:95 4 A breach\n");
        assertThat(run.errors()).contains("Reading on from the oldest incident that is left: A sentence.");
        assertThat(Files.readString(state())).isEqualTo("{\"next\": \"behind\"}");
    }

    @Test
    void sendsTheKeyOfTheEnvironmentAndFollowsNoRedirectWithIt() throws IOException {
        String elsewhere = "http://127.0.0.1:" + SERVER.port() + "/elsewhere";
        SERVER.stubFor(post(urlPathEqualTo(COMMENT))
                .willReturn(problem(401, "unauthenticated", "").withHeader("Location", elsewhere)));
        once(get(urlPathEqualTo(INCIDENTS)), aResponse().withStatus(302).withHeader("Location", elsewhere));

        Python.Ended run = follow();

        assertThat(run.errors()).endsWith("A sentence. [unauthenticated]\n").doesNotContain("dtc_");
        SERVER.verify(
                getRequestedFor(urlPathEqualTo(INCIDENTS)).withHeader("Authorization", equalTo("Bearer dtc_4711")));
        SERVER.verify(
                postRequestedFor(urlPathEqualTo(COMMENT)).withHeader("Authorization", equalTo("Bearer dtc_4711")));
        SERVER.verify(0, getRequestedFor(urlPathEqualTo("/elsewhere")));
    }

    @ParameterizedTest
    @CsvSource({"503, store_unavailable", "429, rate_limited"})
    void waitsAsLongAsTheConnectorSays(int status, String code) throws IOException {
        once(get(urlPathEqualTo(INCIDENTS)), problem(status, code, ", \"retry_after\": 1"));

        Python.Ended run = follow();

        assertThat(run.status()).isZero();
        assertThat(run.output()).isEqualTo("case main:95 4 A breach\n");
        assertThat(run.errors()).isEqualTo("Trying again in 1 s: A sentence. [" + code + "]\n");
    }

    @ParameterizedTest
    @CsvSource({"EMPTY_RESPONSE", "MALFORMED_RESPONSE_CHUNK", "CONNECTION_RESET_BY_PEER"})
    void asksAgainForAPageThatBreaksOff(Fault fault) throws IOException {
        once(get(urlPathEqualTo(INCIDENTS)), aResponse().withFault(fault));

        Python.Ended run = follow();

        assertThat(run.status()).isZero();
        assertThat(run.output()).isEqualTo("case main:95 4 A breach\n");
        assertThat(run.errors()).startsWith("Trying again in 0 s: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            200 | {"incidents": [{"na
            503 | {"code": "store_una
            502 | <html>Bad Gateway</html>
            502 | ["odd"]
            """)
    void asksAgainWhereTheAnswerIsHalfOrSomebodyElses(int status, String body) throws IOException {
        once(get(urlPathEqualTo(INCIDENTS)), aResponse().withStatus(status).withBody(body));

        Python.Ended run = follow();

        assertThat(run.status()).isZero();
        assertThat(run.output()).isEqualTo("case main:95 4 A breach\n");
    }

    @Test
    void takesThePageAgainWhereTheAnswerToACommandIsLost() throws IOException {
        once(post(urlPathEqualTo(COMMENT)), aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK));
        SERVER.stubFor(post(urlPathEqualTo(COMMENTS))
                .inScenario("first")
                .whenScenarioStateIs("over")
                .willReturn(okJson("{\"outputs\": {\"comments\": [{\"message\": \"Opened case main:95\"}]}}")));

        Python.Ended run = follow();

        assertThat(run.status()).isZero();
        SERVER.verify(2, getRequestedFor(urlPathEqualTo(INCIDENTS)).withQueryParam("after", equalTo("saved")));
        SERVER.verify(1, postRequestedFor(urlPathEqualTo(COMMENT)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            502 | outcome_unknown      | 1
            404 | not_found            | 1
            502 | darktrace_unreadable | 3
            """)
    void repeatsAChangeOnlyWhereNothingWasDone(int status, String code, int times) throws IOException {
        SERVER.stubFor(post(urlPathEqualTo(COMMENT)).willReturn(problem(status, code, "")));

        Python.Ended run = follow();

        assertThat(run.status()).isZero();
        assertThat(run.errors()).endsWith("case main:95 needs somebody: A sentence. [" + code + "]\n");
        SERVER.verify(times, postRequestedFor(urlPathEqualTo(COMMENT)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            503 | darktrace_unavailable | , "retry_after": 0
            503 | darktrace_unavailable | ``
            504 | darktrace_timeout     | ``
            503 | store_unavailable     | , "retry_after": 0
            """)
    void skipsNoIncidentOfALongOutage(int status, String code, String more) throws IOException {
        int failures = 7;
        for (int failure = 0; failure < failures; failure++) {
            SERVER.stubFor(post(urlPathEqualTo(COMMENT))
                    .inScenario("outage")
                    .whenScenarioStateIs(failure == 0 ? STARTED : "failed " + failure)
                    .willReturn(problem(status, code, more))
                    .willSetStateTo("failed " + (failure + 1)));
        }

        Python.Ended run = follow();

        assertThat(run.status()).isZero();
        assertThat(run.output()).isEqualTo("case main:95 4 A breach\n");
        assertThat(run.errors()).doesNotContain("needs somebody");
        SERVER.verify(3, getRequestedFor(urlPathEqualTo(INCIDENTS)).withQueryParam("after", equalTo("saved")));
        SERVER.verify(failures + 1, postRequestedFor(urlPathEqualTo(COMMENT)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [{}]                  | 1
            [{"message": null}]   | 1
            [{"message": 7}]      | 1
            ["odd", 7, null, []]  | 1
            [null, {}, {"message": "Opened case main:95"}] | 0
            """)
    void readsPastACommentThatIsNoneToIt(String comments, int written) throws IOException {
        SERVER.stubFor(
                post(urlPathEqualTo(COMMENTS)).willReturn(okJson("{\"outputs\": {\"comments\": " + comments + "}}")));

        Python.Ended run = follow();

        assertThat(run.errors()).isEmpty();
        SERVER.verify(written, postRequestedFor(urlPathEqualTo(COMMENT)));
    }

    @ParameterizedTest
    @CsvSource({
        "401, " + INCIDENTS,
        "403, " + INCIDENTS,
        "401, " + COMMENTS,
        "403, " + COMMENT,
    })
    void endsWhereAProxyRefusesIt(int status, String path) throws IOException {
        SERVER.stubFor(any(urlPathEqualTo(path))
                .willReturn(aResponse().withStatus(status).withBody("<html>Log in</html>")));

        Python.Ended run = follow();

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errors())
                .isEqualTo("HTTP %d from something before http://127.0.0.1:%d: see which proxy is in between\n"
                        .formatted(status, SERVER.port()));
        assertThat(Files.readString(state())).isEqualTo("{\"next\": \"saved\"}");
    }

    @ParameterizedTest
    @CsvSource({"401, unauthenticated", "403, forbidden"})
    void endsWhereTheConnectorRefusesACommand(int status, String code) throws IOException {
        SERVER.stubFor(post(urlPathEqualTo(COMMENTS)).willReturn(problem(status, code, "")));

        Python.Ended run = follow();

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errors()).isEqualTo("A sentence. [" + code + "]\n");
        assertThat(Files.readString(state())).isEqualTo("{\"next\": \"saved\"}");
    }

    @Test
    void endsWithTheSentenceWhereTheSameWouldFailAgain() throws IOException {
        SERVER.stubFor(get(urlPathEqualTo(INCIDENTS)).willReturn(problem(400, "invalid_argument", "")));

        Python.Ended run = follow();

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errors()).isEqualTo("A sentence. [invalid_argument]\n");
    }

    private static void once(MappingBuilder request, ResponseDefinitionBuilder answer) {
        SERVER.stubFor(request.inScenario("first")
                .whenScenarioStateIs(STARTED)
                .willReturn(answer)
                .willSetStateTo("over"));
    }

    private static ResponseDefinitionBuilder problem(int status, String code, String more) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/problem+json")
                .withBody("{\"code\": \"%s\", \"detail\": \"A sentence.\"%s}".formatted(code, more));
    }

    private Python.Ended follow() throws IOException {
        String example = Files.readString(Path.of("docs/examples/follow_incidents.py"));
        Path impatient = Files.writeString(directory.resolve("follow.py"), example.replace("PAUSE = 5", "PAUSE = 0"));
        return Python.end(
                Map.of("CONNECTOR", "http://127.0.0.1:" + SERVER.port(), "DARKTRACE_CONNECTOR_KEY", "dtc_4711"),
                "",
                impatient.toString(),
                "--state",
                state().toString(),
                "--once",
                "--comment",
                "--acknowledge");
    }

    private void startAt(String cursor) throws IOException {
        Files.writeString(state(), "{\"next\": \"" + cursor + "\"}");
    }

    private Path state() {
        return directory.resolve("state.json");
    }
}
