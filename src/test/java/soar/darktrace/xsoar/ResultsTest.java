package soar.darktrace.xsoar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;
import soartest.CaptureCommand;
import tools.jackson.databind.JsonNode;

/** What a result may carry besides outputs and a table: over HTTP, and as XSOAR gets it. */
@ConnectorTest
@Import(CaptureCommand.class)
@ExtendWith(OutputCaptureExtension.class)
class ResultsTest {

    private static final String COMMAND = "darktrace-test-capture";
    private static final int MANY = 200;

    @Autowired
    WebTestClient web;

    @Autowired
    MeterRegistry metrics;

    @LocalServerPort
    int port;

    @Test
    void anAnswerNamesTheFileAndLeavesItsBytesAlone() {
        int before = CaptureCommand.PRODUCED.get();

        JsonNode answer = Reply.toCommand(web, COMMAND, Map.of("chunks", 3)).body();

        assertThat(answer.path("file").toString())
                .isEqualTo("{\"name\":\"capture ü.pcap\",\"type\":\"application/vnd.tcpdump.pcap\"}");
        assertThat(answer.has("poll")).isFalse();
        assertThat(CaptureCommand.PRODUCED.get()).isEqualTo(before);
    }

    @Test
    void theSameRequestStreamsTheFileAndHoldsNoMoreThanIsRead() throws IOException, InterruptedException {
        int before = CaptureCommand.PRODUCED.get();

        HttpResponse<InputStream> response = download("{\"args\": {\"chunks\": %d}}".formatted(MANY));

        try (InputStream body = response.body()) {
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Disposition").orElse(""))
                    .startsWith("attachment;")
                    .contains("filename*=UTF-8''capture%20%C3%BC.pcap");
            assertThat(body.read()).isZero();
            assertThat(CaptureCommand.PRODUCED.get() - before).isLessThan(MANY);
            body.skipNBytes((long) MANY * CaptureCommand.CHUNK - 1);
            assertThat(body.read()).isEqualTo(-1);
        }
        assertThat(CaptureCommand.PRODUCED.get() - before).isEqualTo(MANY);
    }

    @Test
    void aFileThatIsNotThereIsAProblem() throws IOException, InterruptedException {
        assertThat(text(download("{\"args\": {}}"))).contains("invalid_request", "has no file for these arguments yet");
        assertThat(text(download("{}", "test-module"))).contains("invalid_request", "test-module has no file");
    }

    @Test
    void aFileThatFailsBeforeItsFirstByteIsAProblem() throws IOException, InterruptedException {
        HttpResponse<InputStream> response = download("{\"args\": {\"chunks\": 3, \"intact\": 0}}");

        try (InputStream body = response.body()) {
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Content-Disposition")).isEmpty();
            assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).contains("darktrace_unavailable");
        }
    }

    @Test
    void aFileThatFailsLaterIsCutOffAndNotTakenForAWholeOne(CapturedOutput output)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> response = download("{\"args\": {\"chunks\": 3, \"intact\": 2}}");

        try (InputStream body = response.body()) {
            assertThat(response.statusCode()).isEqualTo(200);
            assertThatIOException().isThrownBy(body::readAllBytes);
        }
        assertThat(output)
                .contains("An answer breaks off after it began, darktrace_unavailable: Darktrace broke off.")
                .doesNotContain("UnsupportedOperationException");
    }

    @Test
    void xsoarGetsNoFileThatWasCutOff() {
        List<JsonNode> entries = run(Map.of("chunks", "3", "intact", "2"));

        assertThat(entries).singleElement().asString().contains("broke off");
    }

    @Test
    void aRefusedDownloadIsAccountedForLikeAnyCommand() throws IOException, InterruptedException {
        text(download("{}", "test-module"));
        text(download("{\"args\": {}}"));

        assertThat(metrics.find("darktrace.command")
                        .tags("outcome", "invalid_request")
                        .timers())
                .extracting(timer -> timer.getId().getTag("command"))
                .contains("test-module", COMMAND);
    }

    @Test
    void whatIsNotFinishedSaysWhenAndHowToAskAgain() {
        JsonNode answer = Reply.toCommand(web, COMMAND, Map.of()).body();

        assertThat(answer.path("poll").toString()).isEqualTo("{\"seconds\":3,\"args\":{\"chunks\":2}}");
        assertThat(answer.has("file")).isFalse();
        assertThat(answer.get("instance").isNull()).isTrue();
    }

    @Test
    void furtherEntriesOfTheContextStandBesideTheOutputs() {
        JsonNode answer = Reply.toCommand(web, COMMAND, Map.of("chunks", 1)).body();

        assertThat(answer.path("entry_context").propertyNames())
                .containsExactly(
                        "Darktrace.TestCapture",
                        "IP(val.Address && val.Address == obj.Address)",
                        "DBotScore(val.Indicator && val.Indicator == obj.Indicator && val.Vendor == obj.Vendor &&"
                                + " val.Type == obj.Type)");
        assertThat(answer.at("/context/IP/Address").asString()).isEqualTo("198.51.100.7");
        assertThat(answer.at("/context/Darktrace/TestCapture/ready").asBoolean())
                .isTrue();
    }

    @Test
    void xsoarGetsTheFileAsAnEntryOfItsOwn() {
        ScriptRun run = script(Map.of("chunks", "2"));
        List<JsonNode> entries = run.entries();

        assertThat(entries).hasSize(2);
        assertThat(entries.get(0).path("EntryContext").propertyNames()).hasSize(3);
        assertThat(entries.get(0).has("PollingCommand")).isFalse();
        assertThat(entries.get(1).path("File").asString()).isEqualTo("capture ü.pcap");
        assertThat(entries.get(1).path("Type").asInt()).isEqualTo(3);
        byte[] bytes = run.file(entries.get(1));
        assertThat(bytes).hasSize(2 * CaptureCommand.CHUNK);
        assertThat(bytes[CaptureCommand.CHUNK]).isEqualTo((byte) 1);
    }

    @Test
    void xsoarRunsWhatIsNotFinishedAgainAndNoSoonerThanItCan() {
        JsonNode entry = run(Map.of()).get(0);

        assertThat(entry.path("PollingCommand").asString()).isEqualTo(COMMAND);
        assertThat(entry.path("NextRun").asString()).isEqualTo("10");
        assertThat(entry.path("PollingArgs").toString()).isEqualTo("{\"chunks\":2}");
    }

    private List<JsonNode> run(Map<String, String> args) {
        return script(args).entries();
    }

    private ScriptRun script(Map<String, String> args) {
        ScriptRun run = ScriptRun.of(COMMAND, args, Map.of("connector_url", "http://127.0.0.1:" + port));
        assertThat(run.crash().isNull()).isTrue();
        return run;
    }

    private HttpResponse<InputStream> download(String body) throws IOException, InterruptedException {
        return download(body, COMMAND);
    }

    private HttpResponse<InputStream> download(String body, String command) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/v1/commands/" + command))
                .header("Content-Type", "application/json")
                .header("Accept", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
    }

    private static String text(HttpResponse<InputStream> response) throws IOException {
        assertThat(response.statusCode()).isEqualTo(400);
        try (InputStream body = response.body()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
