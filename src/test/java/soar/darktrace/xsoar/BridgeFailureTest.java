package soar.darktrace.xsoar;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import soar.darktrace.Python;
import tools.jackson.databind.node.ObjectNode;

/** What the script says when the connector is not there, or something else is where it should be. */
class BridgeFailureTest {

    private static final String SECRET = "private-token-4711";
    private static final String MAY_HAVE_HAPPENED =
            " If the command changes something, look at its state in Darktrace before you send it again.";
    /** What Test asks for: the outputs of test-module, and a caller that may do all. */
    private static final String WELCOME = """
            {"outputs": {}, "id": "soc", "roles": ["read", "write", "respond"], "instances": ["*"], "commands": ["*"]}""";

    private static final WireMockServer SERVER = new WireMockServer(WireMockConfiguration.options()
            .bindAddress("127.0.0.1")
            .dynamicPort()
            .dynamicHttpsPort());

    static {
        SERVER.start();
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @BeforeEach
    void reset() {
        SERVER.resetAll();
    }

    @Test
    void theApiKeyIsSentAsABearerToken() {
        answers(okJson(WELCOME));

        assertThat(ScriptRun.of("test-module", Map.of(), settings("connector_api_key", "key-4711"))
                        .only("results")
                        .asString())
                .isEqualTo("ok");

        SERVER.verify(postRequestedFor(urlEqualTo("/api/v1/commands/test-module"))
                .withHeader("Authorization", equalTo("Bearer key-4711")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "read", "respond", "write"                        | ok
            "admin", "metrics", "read", "respond", "write"    | ok
            "read"          | It lacks write, which commands that change Darktrace need and respond, which commands that contain devices need.
            "read", "write" | It lacks respond, which commands that contain devices need.
            """)
    void testSaysWhichRolesTheKeyHasWhereOneIsMissing(String roles, String said) {
        answers(okJson(WELCOME));
        SERVER.stubFor(get("/api/v1/caller")
                .willReturn(okJson("{\"id\": \"soc\", \"roles\": [" + roles
                        + "], \"instances\": [\"main\"], \"commands\": [\"*\"]}")));

        String text = ScriptRun.of("test-module", Map.of(), settings("connector_api_key", "key-4711"))
                .only("results")
                .asString();

        assertThat(text)
                .isEqualTo(
                        said.equals("ok")
                                ? said
                                : "The connection works. The connector knows this key as soc; its roles are "
                                        + roles.replace("\"", "") + ". Its instances are main. " + said
                                        + " Leave it so if this instance is meant to do without.");
    }

    /** 127.1 is the loopback address for the system, but not one that the script knows as such. */
    @Test
    void testWarnsOfAWayToTheConnectorThatIsInClearText() {
        answers(okJson(WELCOME));
        SERVER.stubFor(get("/api/v1/caller").willReturn(aResponse().withStatus(404)));

        assertThat(ScriptRun.of("test-module", Map.of(), settings("connector_url", url().replace("127.0.0.1", "127.1")))
                        .only("results")
                        .asString())
                .startsWith(
                        "The connection works. connector_url begins with http, so that the key and the tokens travel"
                                + " in clear text");
    }

    @Test
    void testOfAnOlderConnectorThatHasNoCallersIsOk() {
        answers(okJson(WELCOME));
        SERVER.stubFor(get("/api/v1/caller").willReturn(aResponse().withStatus(404)));

        assertThat(ScriptRun.of("test-module", Map.of(), settings())
                        .only("results")
                        .asString())
                .isEqualTo("ok");
    }

    @ParameterizedTest
    @CsvSource({
        "401, unauthenticated, Check the Connector API key: the connector knows no such key",
        "403, forbidden, The key is the Connector API key of this instance; what it may do is set in the connector"
    })
    void aRefusalOfTheConnectorSaysWhichSettingOfXsoarItIs(int status, String code, String hint) {
        answers(aResponse().withStatus(status).withBody("{\"code\": \"" + code + "\", \"detail\": \"No.\"}"));

        assertThat(ScriptRun.of("test-module", Map.of(), settings("connector_api_key", "key-4711"))
                        .error())
                .startsWith("No. [" + code + "] " + hint)
                .doesNotContain("key-4711");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "connector.example.net",
                "ftp://connector",
                "file:///etc/passwd",
                "https://user:pass@connector",
                "https://connector/?a=b",
                "https://"
            })
    void anAddressThatIsNoneIsRefused(String url) {
        assertThat(ScriptRun.of("test-module", Map.of(), settings("connector_url", url))
                        .error())
                .startsWith("connector_url must be the connector's address, such as");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "line\nbreak", "schlüssel"})
    void anApiKeyThatIsNoneIsRefusedAndNotShown(String key) {
        assertThat(ScriptRun.of("test-module", Map.of(), settings("connector_api_key", key))
                        .error())
                .startsWith("The Connector API key holds a blank, a line break or a non-ASCII character")
                .doesNotContain(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1", "http://connector.invalid", "http://connector.example:port"})
    void aConnectorThatCannotBeReachedIsSaidToBe(String url) {
        assertThat(ScriptRun.of("test-module", Map.of(), settings("connector_url", url))
                        .error())
                .startsWith("The connector at " + url + " cannot be reached")
                .contains("Check connector_url, connector_insecure, and that the connector runs.");
    }

    @ParameterizedTest
    @CsvSource({"EMPTY_RESPONSE", "RANDOM_DATA_THEN_CLOSE", "CONNECTION_RESET_BY_PEER"})
    void aConnectorThatBreaksOffIsSaidTo(Fault fault) {
        answers(aResponse().withFault(fault));

        assertThat(ScriptRun.of("darktrace-acknowledge", Map.of("pbid", "95"), settings())
                        .error())
                .contains("broke off")
                .contains("look at its state in Darktrace before you send it again");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 409, 502})
    void anAnswerThatIsCutOffIsSaidToBeAndThatTheChangeMayHaveHappened(int status) throws IOException {
        HttpServer cut = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        cut.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, 1000);
            exchange.getResponseBody().write("{\"code\": \"outcome_unknown\"".getBytes(UTF_8));
            exchange.close();
        });
        cut.start();
        try {
            String url = "http://127.0.0.1:" + cut.getAddress().getPort();

            assertThat(ScriptRun.of("darktrace-acknowledge", Map.of("pbid", "95"), settings("connector_url", url))
                            .error())
                    .startsWith("The connector at " + url + " cannot be reached or broke off (IncompleteRead")
                    .endsWith(MAY_HAVE_HAPPENED);
        } finally {
            cut.stop(0);
        }
    }

    @Test
    void aConnectorThatDoesNotAnswerInTimeIsSaidNotTo() {
        answers(okJson("{\"outputs\": {}}").withFixedDelay(20_000));
        ObjectNode request = ScriptRun.request("darktrace-acknowledge", Map.of("pbid", "95"), settings());
        request.put("script", ScriptRun.script().replace("TIMEOUT = 240", "TIMEOUT = 0.5"));

        assertThat(ScriptRun.of(request).error())
                .endsWith("did not answer within 0.5 seconds. If the command changes something, look at its state in"
                        + " Darktrace before you send it again.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            200 | <html>Welcome</html>
            200 | {}
            200 | []
            200 | {"outputs": {}
            500 | {"message": "no upstream"}
            502 | ``
            """)
    void somethingElseThanTheConnectorIsToldByItsAnswerAndThatTheChangeMayHaveHappened(int status, String body) {
        answers(aResponse().withStatus(status).withBody(body));

        assertThat(ScriptRun.of("darktrace-get-breach", Map.of("pbid", "95"), settings())
                        .error())
                .isEqualTo("Check connector_url: " + url() + " answered with HTTP " + status
                        + ", and not as the Darktrace Connector does." + MAY_HAVE_HAPPENED);
    }

    @Test
    void somethingElseThatRefusesIsToldByItsAnswer() {
        answers(aResponse().withStatus(404).withBody("<html>Not found</html>"));

        assertThat(ScriptRun.of("darktrace-get-breach", Map.of("pbid", "95"), settings())
                        .error())
                .isEqualTo("Check connector_url: " + url()
                        + " answered with HTTP 404, and not as the Darktrace Connector does.");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void whatAuthenticatesInFrontOfTheConnectorPointsToTheApiKey(int status) {
        answers(aResponse().withStatus(status).withBody("<html>Login</html>"));

        assertThat(ScriptRun.of("test-module", Map.of(), settings()).error())
                .endsWith("Check the Connector API key, too.");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsNotFollowedSinceItWouldCarryTheKeyAway(int status) {
        answers(aResponse().withStatus(status).withHeader("Location", url() + "/elsewhere"));

        assertThat(ScriptRun.of("test-module", Map.of(), settings("connector_api_key", "key"))
                        .error())
                .contains("answered with HTTP " + status);
        SERVER.verify(0, anyRequestedFor(urlPathEqualTo("/elsewhere")));
    }

    @Test
    void aCertificateIsCheckedUnlessToldOtherwise() {
        answers(okJson(WELCOME));
        Map<String, Object> settings = settings("connector_url", "https://127.0.0.1:" + SERVER.httpsPort());

        assertThat(ScriptRun.of("test-module", Map.of(), settings).error())
                .contains("CERTIFICATE_VERIFY_FAILED")
                .contains("connector_insecure");
        settings.put("connector_insecure", true);
        assertThat(ScriptRun.of("test-module", Map.of(), settings)
                        .only("results")
                        .asString())
                .isEqualTo("ok");
    }

    @Test
    void noErrorShowsAToken() {
        answers(aResponse().withStatus(500).withBody("<html/>"));

        assertThat(ScriptRun.of("test-module", Map.of(), settings()).error()).doesNotContain(SECRET);
    }

    @Test
    void theScriptIsPythonOfVersionThreeNine() {
        assertThat(Python.run(
                        Map.of(),
                        ScriptRun.script(),
                        "-c",
                        "import ast, sys; ast.parse(sys.stdin.read(), feature_version=(3, 9)); print('fine')"))
                .isEqualTo("fine\n");
    }

    private static void answers(com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder response) {
        SERVER.stubFor(any(anyUrl()).willReturn(response));
    }

    private static String url() {
        return "http://127.0.0.1:" + SERVER.port();
    }

    private static Map<String, Object> settings() {
        return settings("connector_url", url());
    }

    private static Map<String, Object> settings(String name, Object value) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "connector_url",
                url(),
                "url",
                "https://darktrace.example.com",
                "public_api_token",
                "public",
                "private_api_token",
                SECRET));
        settings.put(name, value);
        return settings;
    }
}
