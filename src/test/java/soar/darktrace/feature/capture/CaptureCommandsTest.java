package soar.darktrace.feature.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.Fault;
import soar.darktrace.appliance.SimulatedAppliance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Packet captures: asked for, waited for, passed on, and each of the reasons not to. */
@ConnectorTest
class CaptureCommandsTest {

    private static final String CREATE = "darktrace-create-pcap";
    private static final String GET = "darktrace-get-pcap";
    private static final String FILE = "DCIP_20200824084825_20200824084830_10_2_3_4_192_0_2_8_80_tcp_loBSz0_m.pcap";
    private static final int EMPTY = 103;
    private static final int TOO_LARGE = 104;
    private static final int MEGABYTE = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @Autowired
    TestClock clock;

    @Autowired
    CircuitBreakerRegistry breakers;

    @LocalServerPort
    int port;

    @BeforeEach
    @AfterEach
    void reset() {
        clock.reset();
        appliance.reset();
        breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
    }

    @Test
    void aCaptureIsPolledUntilItIsFinishedAndThenThereIsAFile() throws IOException, InterruptedException {
        Reply asked = create("2026-01-01 10:00:00", "2026-01-01 10:05:00", Map.of());
        assertThat(asked.body().at("/outputs/state").asString()).isEqualTo("pending");
        assertThat(asked.body().at("/poll/seconds").asInt()).isEqualTo(10);

        clock.advance(Duration.ofSeconds(10));
        Reply underWay = Reply.toCommand(web, CREATE, asked.body().at("/poll/args"));
        assertThat(underWay.body().at("/outputs/state").asString()).isEqualTo("processing");
        Reply tooEarly = Reply.toCommand(
                web, GET, Map.of("pcap_id", asked.body().at("/outputs/pcapId").asInt()));
        assertThat(tooEarly.body().has("file")).isFalse();

        clock.advance(Duration.ofSeconds(10));
        Reply finished = Reply.toCommand(web, CREATE, underWay.body().at("/poll/args"));
        assertThat(finished.body().at("/outputs/state").asString()).isEqualTo("finished");
        assertThat(finished.body().has("poll")).isFalse();
        assertThat(sent("POST")).isEqualTo(1);

        JsonNode args = tooEarly.body().at("/poll/args");
        Reply there = Reply.toCommand(web, GET, args);
        assertThat(there.body().at("/outputs/empty").asBoolean(true)).isFalse();
        assertThat(there.body().at("/file/type").asString()).isEqualTo("application/vnd.tcpdump.pcap");
        HttpResponse<InputStream> file = download(args);
        assertThat(file.headers().firstValue("Content-Disposition").orElse(""))
                .contains(there.body().at("/file/name").asString());
        assertThat(file.body().readAllBytes())
                .startsWith(0xd4, 0xc3, 0xb2, 0xa1)
                .hasSize(24 + 20 * 62);
    }

    @Test
    void aCaptureWithoutPollingIsNotWaitedFor() {
        Reply asked = create("1 hour", "55 minutes", Map.of("polling", false));

        assertThat(asked.body().at("/outputs/state").asString()).isEqualTo("pending");
        assertThat(asked.body().has("poll")).isFalse();
    }

    /** Relative times mean the same moment when the caller asks again. */
    @Test
    void whatIsAskedAgainHasTheTimesThatWereMeantFirst() {
        JsonNode args = create("1 hour", "55 minutes", Map.of()).body().at("/poll/args");

        assertThat(args.path("start_time").asString()).isEqualTo("2026-01-02T02:04:05.000Z");
        assertThat(args.path("end_time").asString()).isEqualTo("2026-01-02T02:09:05.000Z");
    }

    @Test
    void aLostAnswerClaimsThatThereIsACaptureAndNotWhose() {
        appliance.failNextChange(Fault.RESET_AFTER_APPLYING);

        Reply reply = create("1 hour", "55 minutes", Map.of("ip2", "192.0.2.8", "port2", 80, "protocol", "udp"));

        assertThat(reply.body().at("/outputs/state").asString()).isEqualTo("pending");
        assertThat(reply.body().at("/warnings/0").asString()).contains("or by somebody else's at the same time");
        assertThat(reply.body().at("/poll/args/protocol").asString()).isEqualTo("udp");
        assertThat(sent("POST")).isEqualTo(1);
    }

    @Test
    void anEarlierCaptureOfTheSameIsNotTakenForTheOneThatWasLost() {
        appliance.failNextChange(Fault.RESET);

        // The appliance has a capture of these addresses and times, asked for years ago.
        Reply reply = Reply.toCommand(
                web,
                CREATE,
                Map.of(
                        "ip1", "10.2.3.4",
                        "ip2", "192.0.2.8",
                        "port2", 80,
                        "start_time", "1598258905",
                        "end_time", "1598258910"));

        assertThat(reply.text("code")).isEqualTo("outcome_unknown");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0000', textBlock = """
            {"start_time": "31 minutes", "end_time": "now"}            | end_time | is 31 minutes after it
            {"start_time": "now", "end_time": "now"}                   | end_time | must be after start_time
            {"start_time": "now", "end_time": "5 minutes"}             | end_time | must be after start_time
            {"end_time": "yesterday"}                                  | end_time | Cannot read
            {"protocol": "tcp"}                                        | protocol | needs ip2 and port2
            {"protocol": "tcp", "ip2": "192.0.2.8"}                    | protocol | needs ip2 and port2
            {"protocol": "icmp", "ip2": "192.0.2.8", "port2": 1}       | protocol | tcp
            {"ip1": "server.example.com"}                              | ip1      | must be an IP address
            {"ip2": "10.0.0.0/8"}                                      | ip2      | must be an IP address
            {"port1": 65536}                                           | port1    | 65535
            {"interval_in_seconds": 1}                                 | interval_in_seconds | 10
            """)
    void whatDarktraceWouldNotTakeIsRefusedBeforeItIsSent(String arguments, String argument, String why) {
        Map<String, Object> all =
                new HashMap<>(Map.of("ip1", "10.2.3.4", "start_time", "9 minutes", "end_time", "now"));
        JsonMapper.shared().readTree(arguments).forEachEntry((name, value) -> all.put(name, value));

        Reply reply = Reply.toCommand(web, CREATE, all);

        assertThat(reply.text("code")).isEqualTo("invalid_argument");
        assertThat(reply.text("argument")).isEqualTo(argument);
        assertThat(reply.text("detail")).contains(why);
        assertThat(appliance.requests()).isEmpty();
    }

    @Test
    void halfAnHourIsNotTooLong() {
        assertThat(create("30 minutes", "now", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void aDryRunShowsTheCall() {
        Reply reply = create("1 hour", "55 minutes", Map.of("dry_run", true));

        assertThat(reply.body().at("/outputs/0/path").asString()).isEqualTo("/pcaps");
        assertThat(reply.body().at("/outputs/0/body").asString())
                .isEqualTo("{\"ip1\":\"10.2.3.4\",\"start\":1767319445,\"end\":1767319745}");
        assertThat(sent("POST")).isZero();
    }

    @Test
    void aCaptureOfNothingSaysSoAndIsAFileAllTheSame() throws IOException, InterruptedException {
        Reply reply = Reply.toCommand(web, GET, Map.of("pcap_id", EMPTY));

        assertThat(reply.body().at("/outputs/empty").asBoolean()).isTrue();
        assertThat(reply.body().at("/warnings/0").asString()).startsWith("The capture is empty");
        assertThat(download(Map.of("pcap_id", EMPTY)).body().readAllBytes()).hasSize(24);
    }

    @Test
    void aFileThatIsTooLargeIsRefusedByTheAnswerAlready() throws IOException, InterruptedException {
        Reply reply = Reply.toCommand(web, GET, Map.of("pcap_id", TOO_LARGE));

        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.text("code")).isEqualTo("darktrace_unreadable");
        assertThat(reply.text("detail"))
                .contains("62,914,584 bytes or more, and darktrace.instances.main.captures.max-size allows 52,428,800");
        HttpResponse<InputStream> file = download(Map.of("pcap_id", TOO_LARGE));
        assertThat(file.statusCode()).isEqualTo(502);
        assertThat(new String(file.body().readAllBytes(), UTF_8)).contains("captures.max-size");
    }

    @ParameterizedTest
    @CsvSource({"{\"error\": \"File not found\"},is no packet capture", "'',is empty", "x,is no packet capture"})
    void whatIsNoCaptureIsNotPassedOnAsOne(String body, String why) {
        appliance.answer("GET", "/pcaps/" + FILE, body);

        Reply reply = Reply.toCommand(web, GET, Map.of("filename", FILE));

        assertThat(reply.text("code")).isEqualTo("darktrace_unreadable");
        assertThat(reply.text("detail")).contains(why);
    }

    @Test
    void aCaptureThatNobodyKnowsAndAStateThatNobodyKnowsAreToldSo() {
        assertThat(Reply.toCommand(web, GET, Map.of("pcap_id", 999)).text("code"))
                .isEqualTo("not_found");
        assertThat(Reply.toCommand(web, GET, Map.of("filename", "../status")).text("code"))
                .isEqualTo("not_found");
        assertThat(Reply.toCommand(web, GET, Map.of()).text("code")).isEqualTo("invalid_argument");

        appliance.answer(
                "GET", "/pcaps", "[5, {\"tmqid\": \"7\", \"filename\": \"/tm/x.pcap\", \"state\": \"failed\"}]");
        Reply odd = Reply.toCommand(web, GET, Map.of("pcap_id", 7));

        assertThat(odd.body().at("/outputs/filename").asString()).isEqualTo("x.pcap");
        assertThat(odd.body().has("poll")).isFalse();
        assertThat(odd.body().has("file")).isFalse();
        assertThat(odd.body().at("/warnings/0").asString()).contains("does not document, failed");
    }

    /** Who downloads traffic is written down, although nothing is changed. */
    @Test
    void aDownloadIsAuditedAndALookAtTheListIsNot() throws IOException, InterruptedException {
        int before = audited(GET);
        int listsBefore = audited("darktrace-list-pcaps");

        download(Map.of("pcap_id", EMPTY)).body().close();
        Reply.toCommand(web, "darktrace-list-pcaps", Map.of());

        assertThat(audited(GET)).isGreaterThan(before);
        assertThat(audited("darktrace-list-pcaps")).isEqualTo(listsBefore);
    }

    private int audited(String command) {
        return Reply.toGet(web, "/api/v1/audit?limit=500&command=" + command)
                .body()
                .path("entries")
                .size();
    }

    /** Two callers who do not read on: others get no third file, but everything else; then their places are free. */
    @Test
    void callersWhoDoNotReadHoldUpNeitherOthersNorTheAppliance() throws IOException, InterruptedException {
        int id = create("15 minutes", "now", Map.of())
                .body()
                .at("/outputs/pcapId")
                .asInt();
        clock.advance(Duration.ofSeconds(20));
        HttpResponse<InputStream> first = download(Map.of("pcap_id", id));
        HttpResponse<InputStream> second = download(Map.of("pcap_id", id));
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(second.statusCode()).isEqualTo(200);

        HttpResponse<InputStream> third = download(Map.of("pcap_id", EMPTY));
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(new String(third.body().readAllBytes(), UTF_8)).contains("rate_limited", "are being downloaded");
        assertThat(Reply.toCommand(web, "darktrace-list-pcaps", Map.of()).status())
                .isEqualTo(200);

        await().atMost(PATIENCE).until(() -> download(Map.of("pcap_id", EMPTY)).statusCode() == 200);
        assertThat(breakers.getAllCircuitBreakers())
                .allMatch(breaker -> breaker.getMetrics().getNumberOfFailedCalls() == 0);
        assertThat(List.of(isCutOff(first), isCutOff(second))).contains(true);
    }

    private static boolean isCutOff(HttpResponse<InputStream> file) {
        try (InputStream body = file.body()) {
            body.skipNBytes(24 + 40L * MEGABYTE);
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void aLargeFilePassesWhole() throws IOException, InterruptedException {
        int id = create("15 minutes", "now", Map.of())
                .body()
                .at("/outputs/pcapId")
                .asInt();
        clock.advance(Duration.ofSeconds(20));

        try (InputStream body = download(Map.of("pcap_id", id)).body()) {
            body.skipNBytes(24 + 40L * MEGABYTE);
            assertThat(body.read()).isEqualTo(-1);
        }
    }

    private Reply create(String start, String end, Map<String, Object> more) {
        Map<String, Object> arguments = new HashMap<>(more);
        arguments.put("ip1", "10.2.3.4");
        arguments.put("start_time", start);
        arguments.put("end_time", end);
        return Reply.toCommand(web, CREATE, arguments);
    }

    private HttpResponse<InputStream> download(Object args) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/commands/" + GET))
                .header("Content-Type", "application/json")
                .header("Accept", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(Map.of("args", args))))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
    }

    private long sent(String method) {
        return appliance.requests().stream()
                .filter(request -> request.method().equals(method))
                .count();
    }

    @ConnectorTest
    @TestPropertySource(
            properties = {
                "darktrace.instances.main.captures.create=false",
                "darktrace.instances.main.captures.download=false"
            })
    @Nested
    class Off {

        @Autowired
        WebTestClient web;

        @Autowired
        SimulatedAppliance appliance;

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '\u0000', textBlock = """
                darktrace-create-pcap | {"ip1": "10.2.3.4", "start_time": "9 minutes", "end_time": "now"}                  | create
                darktrace-create-pcap | {"ip1": "10.2.3.4", "start_time": "9 minutes", "end_time": "now", "dry_run": true} | create
                darktrace-get-pcap    | {"pcap_id": 101}                                                                   | download
                """)
        void nothingIsSentAndThePropertyToSetIsNamed(String command, String arguments, String property) {
            appliance.reset();

            Reply reply = Reply.toCommand(web, command, JsonMapper.shared().readTree(arguments));

            assertThat(reply.text("code")).isEqualTo("refused_by_policy");
            assertThat(reply.text("detail")).endsWith("set darktrace.instances.main.captures." + property + "=true.");
            assertThat(appliance.requests()).isEmpty();
        }
    }
}
