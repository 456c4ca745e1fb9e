package soar.darktrace.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import soar.darktrace.command.DeclaredCommands;

/** A terminal that talks to a running connector, and to what may be in its place. */
class RemoteConnectorTest {

    private static final String KEY = "dtc_k-4711";
    private static final String MAY_HAVE_HAPPENED =
            " If the command changes something, look at its state in Darktrace before you send it again.\n";
    private static final WireMockServer SERVER = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

    static {
        SERVER.start();
    }

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @BeforeEach
    void reset() {
        SERVER.resetAll();
        SERVER.stubFor(any(anyUrl()).willReturn(okJson("""
                {"command": "darktrace-add-comment", "outputs": {"score": 1.10}, "readable_output": "### Done\\u001b[2J\\n",
                 "warnings": ["odd\\u009b"]}""")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " dry_run=true"})
    void sendsAChangeToTheConnectorAndPrintsItsAnswer(String rest) {
        assertThat(run(
                        Map.of("DARKTRACE_CONNECTOR_KEY", KEY),
                        ("darktrace-add-comment pbid=95 message=ok using=main" + rest).split(" ")))
                .isZero();

        assertThat(out.toString(UTF_8)).isEqualTo("### Done\\u001b[2J\n");
        assertThat(err.toString(UTF_8)).isEqualTo("warning: odd\\u009b\n");
        SERVER.verify(postRequestedFor(urlEqualTo("/api/v1/commands/darktrace-add-comment"))
                .withHeader("Authorization", equalTo("Bearer " + KEY))
                .withRequestBody(
                        equalToJson("{\"args\": {\"pbid\": \"95\", \"message\": \"ok\"%s}, \"instance\": \"main\"}"
                                .formatted(rest.isEmpty() ? "" : ", \"dry_run\": \"true\""))));
    }

    @Test
    void saysHowToGetAFileAndHowToAskAgain() {
        SERVER.stubFor(any(anyUrl()).willReturn(okJson("""
                {"command": "darktrace-get-pcap", "instance": "main", "readable_output": "t", "warnings": [],
                 "file": {"name": "a.pcap", "type": "application/vnd.tcpdump.pcap"},
                 "poll": {"seconds": 10, "args": {"pcap_id": 7, "polling": true, "note": "a b"}}}""")));

        assertThat(run(Map.of(), "darktrace-get-pcap pcap_id=7".split(" "))).isZero();

        assertThat(err.toString(UTF_8)).isEqualTo("""
                note: There is a file, a.pcap. A running connector returns it for POST /api/v1/commands/darktrace-get-pcap with these arguments and Accept: application/octet-stream.
                note: It is not finished. In 10 s, ask again: darktrace-get-pcap pcap_id=7 polling=true note='a b' using=main
                """);
    }

    @Test
    void sendsAReadThereTooWhereAServerIsNamedWithoutAKeyWhereThereIsNone() {
        SERVER.stubFor(any(urlEqualTo("/api/v1/commands/darktrace-a-command-of-a-newer-connector"))
                .willReturn(aResponse()
                        .withStatus(404)
                        .withBody("{\"code\": \"unknown_command\", \"detail\": \"There is none.\"}")));

        assertThat(run(Map.of(), "a-command-of-a-newer-connector")).isZero();

        SERVER.verify(postRequestedFor(urlEqualTo("/api/v1/commands/a-command-of-a-newer-connector"))
                .withHeader("Authorization", absent()));
    }

    @Test
    void thePrefixOfANameIsAddedWithoutAskingTwice() {
        assertThat(run(Map.of(), "get-breach", "pbid=95")).isZero();
        assertThat(run(Map.of(), "test-module")).isZero();

        SERVER.verify(1, postRequestedFor(urlEqualTo("/api/v1/commands/darktrace-get-breach")));
        SERVER.verify(1, postRequestedFor(urlEqualTo("/api/v1/commands/test-module")));
        assertThat(DeclaredCommands.specs().stream()
                        .flatMap(spec -> Stream.concat(Stream.of(spec.name()), spec.aliases().stream()))
                        .filter(name -> !name.startsWith("darktrace-")))
                .containsExactlyInAnyOrderElementsOf(RemoteConnector.NAMES_OF_XSOAR);
    }

    @Test
    void printsTheAnswerAsJsonWithItsNumbersAsTheyCame() {
        run(Map.of(), "darktrace-acknowledge", "pbid=95", "--json");

        assertThat(out.toString(UTF_8)).contains("\"score\" : 1.10", "\\u001B").hasLineCount(8);
    }

    @Test
    void thatSomeOfSeveralFailedShowsInTheExitCode() {
        SERVER.stubFor(any(anyUrl()).willReturn(okJson("""
                {"readable_output": "t", "warnings": [], "failed": [{"pbid": 96, "code": "not_found"}]}""")));

        assertThat(run(Map.of(), "darktrace-acknowledge", "pbid=95,96")).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "400, missing_argument, 2",
        "404, unknown_instance, 2",
        "401, unauthenticated, 1",
        "403, forbidden, 1",
        "409, refused_by_policy, 1",
        "502, outcome_unknown, 1",
        "503, audit_unavailable, 1"
    })
    void tellsAProblemByItsCodeAndSentence(int status, String code, int exitCode) {
        SERVER.stubFor(any(anyUrl())
                .willReturn(aResponse()
                        .withStatus(status)
                        .withHeader("Content-Type", "application/problem+json")
                        .withBody("{\"code\": \"%s\", \"detail\": \"Do this\\u001b.\"}".formatted(code))));

        assertThat(run(Map.of(), "darktrace-acknowledge", "pbid=95")).isEqualTo(exitCode);
        assertThat(err.toString(UTF_8)).isEqualTo(code + ": Do this\\u001b.\n");
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void saysWhatToDoWhereNoConnectorRuns() throws IOException {
        String nobody = "http://127.0.0.1:" + freePort();

        assertThat(WarRoomTerminal.run(
                        new String[] {"darktrace-acknowledge", "pbid=95", "--server", nobody},
                        Map.of(),
                        printing(out),
                        printing(err)))
                .isEqualTo(1);
        assertThat(err.toString(UTF_8))
                .isEqualTo("connector_unreachable: No connector answers at " + nobody
                        + "; nothing was sent to Darktrace. What is not a read goes to a running connector, which checks"
                        + " and audits it: start one, or name another with --server.\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            200 | <html>Welcome</html>          | outcome_unknown
            200 | {"outputs": {}}               | outcome_unknown
            502 | ``                            | outcome_unknown
            404 | <html>Not found</html>        | connector_unreachable
            302 | ``                            | connector_unreachable
            """)
    void tellsSomethingElseThanTheConnectorAndFollowsNoRedirect(int status, String body, String code) {
        SERVER.stubFor(any(anyUrl())
                .willReturn(aResponse()
                        .withStatus(status)
                        .withHeader("Location", url() + "/x")
                        .withBody(body)));

        assertThat(run(Map.of("DARKTRACE_CONNECTOR_KEY", KEY), "darktrace-acknowledge", "pbid=95"))
                .isEqualTo(1);
        assertThat(err.toString(UTF_8))
                .startsWith(code + ": " + url() + " answered with HTTP " + status
                        + ", and not as the Darktrace Connector does: check --server.");
        assertThat(SERVER.getAllServeEvents()).hasSize(1);
    }

    @Test
    void doesNotClaimThatNothingHappenedWhereTheConnectionBreaksOff() {
        SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));

        assertThat(run(Map.of(), "darktrace-acknowledge", "pbid=95")).isEqualTo(1);
        assertThat(err.toString(UTF_8))
                .startsWith("outcome_unknown: The connection to the connector at ")
                .endsWith(MAY_HAVE_HAPPENED);
    }

    @Test
    void readsTheKeyFromAFileWhichWinsOverTheEnvironment() throws IOException {
        Path file = Files.writeString(directory.resolve("key"), KEY + "\n");

        run(Map.of("DARKTRACE_CONNECTOR_KEY", "other"), "test-module", "--key-file", file.toString());

        SERVER.verify(postRequestedFor(anyUrl()).withHeader("Authorization", equalTo("Bearer " + KEY)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "test-module --key=dtc_secret | A key is not taken from the command line",
                "test-module --api-key=dtc_secret | A key is not taken from the command line",
                "darktrace-acknowledge pbid=1 --darktrace.instances.main.private-api-token=dtc_secret | This line goes to a running connector, which has settings of its own: leave out --darktrace.instances.main.private-api-token.",
                "test-module --key-file=/does/not/exist | The file /does/not/exist of --key-file cannot be read: NoSuchFileException.",
                "test-module --ca-file=/does/not/exist | The file /does/not/exist of --ca-file cannot be read",
                "test-module --server=ftp://x | --server must be the address of a connector",
                "test-module --server=http://u:p@x | --server must be the address of a connector",
                "test-module --server=http://10.1.2.3:8080 | A key is not sent over http to another machine",
                "test-module --server=http://localhost.example.com | A key is not sent over http to another machine",
            })
    void refusesWhatWouldShowAKeyOrIsNoAddress(String line, String sentence) {
        assertThat(run(Map.of("DARKTRACE_CONNECTOR_KEY", KEY), line.split(" "))).isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .startsWith("invalid_request: " + sentence)
                .doesNotContain("dtc_");
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void refusesAKeyThatIsNone() {
        assertThat(run(Map.of("DARKTRACE_CONNECTOR_KEY", "dtc_a b"), "test-module"))
                .isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .startsWith("invalid_request: The key in DARKTRACE_CONNECTOR_KEY is empty, or holds a blank")
                .doesNotContain("dtc_a");
    }

    @Test
    void trustsAPrivateAuthorityOnlyFromItsFile() throws Exception {
        Path keys = directory.resolve("keys.p12");
        Path authority = directory.resolve("ca.pem");
        keytool(keys, "-genkeypair", "-keyalg", "EC", "-dname", "CN=connector", "-ext", "san=dns:localhost");
        keytool(keys, "-exportcert", "-rfc", "-file", authority.toString());
        WireMockServer secure = new WireMockServer(WireMockConfiguration.options()
                .dynamicHttpsPort()
                .httpDisabled(true)
                .keystorePath(keys.toString())
                .keystoreType("PKCS12")
                .keystorePassword("changeit")
                .keyManagerPassword("changeit"));
        secure.start();
        try {
            secure.stubFor(any(anyUrl()).willReturn(okJson("{\"readable_output\": \"t\"}")));
            String https = "https://localhost:" + secure.httpsPort();

            assertThat(run(Map.of(), "test-module", "--server", https)).isEqualTo(1);
            assertThat(err.toString(UTF_8))
                    .startsWith("connector_unreachable: The certificate of " + https + " is not trusted")
                    .contains("--ca-file");
            assertThat(run(Map.of(), "test-module", "--server", https, "--ca-file", authority.toString()))
                    .isZero();
        } finally {
            secure.stop();
        }
    }

    private static void keytool(Path keys, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-keystore",
                keys.toString(),
                "-storepass",
                "changeit",
                "-alias",
                "connector"));
        command.addAll(1, List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).doesNotContain("error");
        assertThat(process.waitFor()).isZero();
    }

    private static String url() {
        return "http://127.0.0.1:" + SERVER.port();
    }

    /** A line that names no server gets the one of this test. */
    private int run(Map<String, String> environment, String... line) {
        boolean isNamed = String.join(" ", line).contains("--server");
        String[] args = isNamed ? line : (String.join("\n", line) + "\n--server\n" + url()).split("\n");
        return WarRoomTerminal.run(args, environment, printing(out), printing(err));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static PrintStream printing(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, UTF_8);
    }
}
