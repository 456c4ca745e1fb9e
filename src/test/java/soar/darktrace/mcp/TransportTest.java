package soar.darktrace.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import soar.darktrace.incident.EventKind;
import soar.darktrace.incident.IncidentStore;
import soar.darktrace.incident.StoredIncidents;
import tools.jackson.databind.JsonNode;

/** What the transport refuses, whatever a client sends. */
class TransportTest extends AssistantTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String INITIALIZE =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-06-18\","
                    + "\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}";
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}";

    private static final String ACKNOWLEDGE =
            "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"darktrace-acknowledge\","
                    + "\"arguments\":{\"pbid\":95,\"instance\":\"main\"}}}";
    private static final String CANCEL =
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":7}}";

    @Autowired
    Sessions sessions;

    @Autowired
    IncidentStore store;

    private HttpResponse<String> post(String caller, String body, String... headers)
            throws IOException, InterruptedException {
        return HTTP.send(request(caller, body, headers), BodyHandlers.ofString());
    }

    private HttpRequest request(String caller, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/mcp"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("Authorization", "Bearer " + key(caller))
                .POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    private String session(String caller) throws IOException, InterruptedException {
        HttpResponse<String> answer = post(caller, INITIALIZE);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"protocolVersion\":\"2025-06-18\"", "\"name\":\"darktrace-connector\"");
        return answer.headers().firstValue("Mcp-Session-Id").orElseThrow();
    }

    @Test
    void aSessionIsItsCallersAlone() throws IOException, InterruptedException {
        String id = session("reader");

        assertThat(post("reader", LIST, "Mcp-Session-Id", id).statusCode()).isEqualTo(200);
        HttpResponse<String> stolen = post("other-reader", LIST, "Mcp-Session-Id", id);
        assertThat(stolen.statusCode()).isEqualTo(404);
        assertThat(stolen.body()).contains("\"code\":\"unknown_session\"");
        assertThat(post("nobody", LIST, "Mcp-Session-Id", id).statusCode()).isEqualTo(401);
    }

    private int end(String caller, String id) throws IOException, InterruptedException {
        HttpRequest end = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/mcp"))
                .header("Authorization", "Bearer " + key(caller))
                .header("Mcp-Session-Id", id)
                .DELETE()
                .build();
        return HTTP.send(end, BodyHandlers.discarding()).statusCode();
    }

    @Test
    void aSessionEndsWhenItsClientSaysSo() throws IOException, InterruptedException {
        String id = session("reader");
        assertThat(end("reader", id)).isEqualTo(200);
        assertThat(post("reader", LIST, "Mcp-Session-Id", id).statusCode()).isEqualTo(404);
    }

    @Test
    void aCallersSessionsAreBoundedAndTheLeastUsedGives() throws IOException, InterruptedException {
        List<String> opened = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            opened.add(session("other-reader"));
        }

        assertThat(sessions.size()).isLessThanOrEqualTo(20 * KEYS.size());
        assertThat(post("other-reader", LIST, "Mcp-Session-Id", opened.get(0)).statusCode())
                .isEqualTo(404);
        assertThat(post("other-reader", LIST, "Mcp-Session-Id", opened.get(20)).statusCode())
                .isEqualTo(200);
    }

    private HttpResponse<InputStream> listen(String caller, String id, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/mcp"))
                .header("Accept", "text/event-stream")
                .header("Authorization", "Bearer " + key(caller))
                .header("Mcp-Session-Id", id);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofInputStream());
    }

    @Test
    void streamsAreCountedAndTheLaterOneOfASessionReplacesTheEarlier() throws IOException, InterruptedException {
        String first = session("other-reader");
        HttpResponse<InputStream> replaced = listen("other-reader", first);
        List<InputStream> streams =
                new ArrayList<>(List.of(listen("other-reader", first).body()));
        replaced.body().readAllBytes();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            HttpResponse<InputStream> stream = listen("other-reader", session("other-reader"));
            if (stream.statusCode() == 200) {
                streams.add(stream.body());
            }
            return streams.size() == 5;
        });

        HttpResponse<InputStream> sixth = listen("other-reader", session("other-reader"));
        assertThat(sixth.statusCode()).isEqualTo(429);
        assertThat(new String(sixth.body().readAllBytes(), UTF_8)).contains("streams-per-caller");

        streams.remove(0).close();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            HttpResponse<InputStream> again = listen("other-reader", session("other-reader"));
            streams.add(again.body());
            return again.statusCode() == 200;
        });
        for (InputStream stream : streams) {
            stream.close();
        }
    }

    @Test
    void whatHappensWhileNoStreamIsOpenIsToldLater() throws IOException, InterruptedException {
        StoredIncidents.add(store, "main", 4001);
        String id = session("listener");
        String uri = "darktrace://incidents/main/breach/4001";
        post(
                "listener",
                "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"resources/subscribe\",\"params\":{\"uri\":\"" + uri
                        + "\"}}",
                "Mcp-Session-Id",
                id);
        StoredIncidents.append(store, "main", 4001, EventKind.CHANGED, JSON.createObjectNode());

        String position = firstEvent(listen("listener", id), uri);
        String again =
                firstEvent(listen("listener", id, "Last-Event-ID", Long.toString(Long.parseLong(position) - 1)), uri);

        assertThat(again).isEqualTo(position);
    }

    /** A session whose client can ask a person. */
    private String asking(String caller) throws IOException, InterruptedException {
        return post(caller, INITIALIZE.replace("\"capabilities\":{}", "\"capabilities\":{\"elicitation\":{}}"))
                .headers()
                .firstValue("Mcp-Session-Id")
                .orElseThrow();
    }

    /** What comes after the question of a change that is now under way. */
    private Iterator<String> asked(String caller, String id) {
        Iterator<String> lines = HTTP.sendAsync(
                        request(caller, ACKNOWLEDGE, "Mcp-Session-Id", id), BodyHandlers.ofLines())
                .join()
                .body()
                .iterator();
        await().until(() -> lines.next().contains("elicitation/create"));
        return lines;
    }

    @Test
    void anIdOfARequestThatIsNotAnsweredIsNotTakenTwice() throws IOException, InterruptedException {
        String id = asking("responder");
        Iterator<String> lines = asked("responder", id);

        HttpResponse<String> second = post("responder", ACKNOWLEDGE, "Mcp-Session-Id", id);
        assertThat(second.body()).contains("\"id\":7", "\"code\":-32600", "an id of its own");
        post("responder", CANCEL, "Mcp-Session-Id", id);

        lines.forEachRemaining(line -> assertThat(line).doesNotContain("result", "error"));
        Iterator<String> again = asked("responder", id);
        end("responder", id);
        again.forEachRemaining(line -> assertThat(line).doesNotContain("result", "error"));
        assertThat(appliance.requests()).isEmpty();
    }

    @Test
    void whatItsClientCancelsEnds() throws IOException, InterruptedException {
        String id = asking("responder");
        Iterator<String> lines = asked("responder", id);

        post("responder", CANCEL, "Mcp-Session-Id", id);

        lines.forEachRemaining(line -> assertThat(line).doesNotContain("result", "error"));
        assertThat(appliance.requests()).isEmpty();
    }

    @Test
    void aPageOfAnotherSiteIsRefused() throws IOException, InterruptedException {
        assertThat(post("reader", INITIALIZE, "Origin", "https://evil.example.com")
                        .statusCode())
                .isEqualTo(403);
    }

    /** The ID of the first event, which tells of this resource. */
    private static String firstEvent(HttpResponse<InputStream> stream, String uri) throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), UTF_8))) {
            String position = lines.lines()
                    .filter(line -> line.startsWith("id:"))
                    .findFirst()
                    .orElseThrow()
                    .substring(3);
            assertThat(lines.lines().filter(line -> line.startsWith("data:")).findFirst())
                    .hasValueSatisfying(
                            data -> assertThat(data).contains("notifications/resources/updated", "\"" + uri + "\""));
            return position;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"jsonrpc\":\"2.0\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"tools/list\"}",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"tools/list\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"capabilities\":{\"roots\":7}}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{},\"error\":{\"code\":1,\"message\":\"a\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":\"a\"}",
                "not JSON",
                "",
                "7",
                "{} {}"
            })
    void whatIsNoMessageIsAProblem(String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = post("reader", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(JSON.readTree(answer.body()).path("code").asString()).isEqualTo("invalid_request");
        assertThat(answer.body()).doesNotContain("args", "pbid");
    }

    @Test
    void aRefusedRequestSaysWhatIsRightHere() throws IOException, InterruptedException {
        HttpRequest.Builder odd = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/mcp"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + key("reader"));

        for (String accept : List.of("text/html", "?", "text/markdown")) {
            assertThat(HTTP.send(
                                    odd.copy()
                                            .header("Accept", accept)
                                            .POST(BodyPublishers.ofString(LIST))
                                            .build(),
                                    BodyHandlers.ofString())
                            .body())
                    .contains("\"status\":406", "Accept: application/json, text/event-stream");
        }
        assertThat(HTTP.send(odd.copy().PUT(BodyPublishers.ofString(LIST)).build(), BodyHandlers.ofString())
                        .body())
                .contains("\"status\":405", "DELETE for its end");
    }

    @Test
    void noErrorHidesWhatItQuotes() throws IOException, InterruptedException {
        String id = session("reader");
        String hidden = "a\\u202Eb\\u0007\\u200B";
        for (String request : List.of(
                "\"method\":\"" + hidden + "\"",
                "\"method\":\"resources/read\",\"params\":{\"uri\":\"" + hidden + "\"}",
                "\"method\":\"resources/subscribe\",\"params\":{\"uri\":\"darktrace://incidents/" + hidden
                        + "/breach/1\"}",
                "\"method\":\"prompts/get\",\"params\":{\"name\":\"" + hidden + "\"}",
                "\"method\":\"tools/call\",\"params\":{\"name\":\"" + hidden + "\"}",
                "\"method\":\"tools/call\",\"params\":{\"name\":\"darktrace-get-breach\",\"arguments\":{\"instance\":\""
                        + hidden + "\",\"pbid\":1}}",
                "\"method\":\"tools/call\",\"params\":{\"name\":\"darktrace-get-breach\",\"arguments\":{\"instance\":"
                        + "\"main\",\"" + hidden + "\":1}}")) {
            String answer = post("reader", "{\"jsonrpc\":\"2.0\",\"id\":1," + request + "}", "Mcp-Session-Id", id)
                    .body();

            JsonNode data =
                    JSON.readTree(answer.substring(answer.indexOf("data:") + 5).strip());
            assertThat(data.findValuesAsString("message").toString()
                            + data.findValuesAsString("text")
                            + data.findValuesAsString("argument"))
                    .as(request)
                    .doesNotContain("\u202E", "\u0007", "\u200B");
            assertThat(answer).as(request).doesNotContain("\u202E", "\u0007", "\u200B", "\\u0007");
        }
    }

    @Test
    void whatIsWrongWithAMessageIsAnErrorOfTheProtocol() throws IOException, InterruptedException {
        String id = session("reader");
        Map<String, String> codes = Map.of(
                "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"sampling/createMessage\"}", "-32601",
                "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"resources/read\"}", "-32602",
                "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"resources/read\",\"params\":{\"uri\":\"x\"}}", "-32002",
                "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"prompts/get\",\"params\":{\"name\":\"x\"}}", "-32602");

        for (Map.Entry<String, String> one : codes.entrySet()) {
            HttpResponse<String> answer = post("reader", one.getKey(), "Mcp-Session-Id", id);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .contains("\"id\":\"a\"", "\"code\":" + one.getValue())
                    .doesNotContain("Exception");
        }
        assertThat(post("reader", LIST).body()).contains("Mcp-Session-Id");
        assertThat(post("reader", LIST, "Mcp-Session-Id", id, "MCP-Protocol-Version", "1999-01-01")
                        .statusCode())
                .isEqualTo(400);
    }
}
