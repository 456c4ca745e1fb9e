package soar.darktrace.xsoar;

import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What the script tells XSOAR of mirroring, where the connector answers as documented. */
class MirrorScriptTest {

    private static final WireMockServer CONNECTOR = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    private static final String UPDATED = """
            {"outputs": {"remote_id": "main:95", "comments": 1, "not_mirrored": [%s]}, "failed": [%s]}""";
    private static final String FAILED = """
            {"part": "entry 1@7", "code": "darktrace_unavailable", "detail": "The entry 1@7 could not be written."}""";

    private static ScriptProcess script;

    private final Map<String, Object> params = new HashMap<>(Map.of(
            "connector_instance",
            "main",
            "comment_tag",
            "comments",
            "comment_tag_from",
            "FromDarktrace",
            "close_incident",
            "true",
            "reopen",
            true));

    private Object context = Map.of();

    @BeforeAll
    static void start() {
        CONNECTOR.start();
        script = new ScriptProcess();
    }

    @AfterAll
    static void stop() {
        script.close();
        CONNECTOR.stop();
    }

    @BeforeEach
    void reset() {
        CONNECTOR.resetAll();
        params.put("connector_url", CONNECTOR.baseUrl());
    }

    @Test
    void fetchedIncidentsSayHowTheyAreMirrored() {
        params.put("mirror_direction", "Incoming And Outgoing");
        answer("fetch-incidents", """
                {"warnings": [], "outputs": {"next_run": {}, "incidents": [
                  {"dbotMirrorId": "main:95", "rawJSON": "{\\"pbid\\": 95}"}]}}""");

        JsonNode incident = run("fetch-incidents", Map.of()).only("incidents").path(0);

        assertThat(incident.path("rawJSON").asString())
                .isEqualTo("{\"pbid\": 95, \"mirror_direction\": \"Both\", \"mirror_instance\": \"darktrace_1\","
                        + " \"mirror_tags\": [\"comments\"], \"mirror_id\": \"main:95\"}");
        assertThat(incident.path("dbotMirrorId").asString()).isEqualTo("main:95");
    }

    @Test
    void withoutADirectionNothingIsMirrored() {
        params.put("mirror_direction", "None");
        answer("fetch-incidents", """
                {"warnings": [], "outputs": {"next_run": {}, "incidents": [
                  {"dbotMirrorId": "main:95", "rawJSON": "{\\"pbid\\": 95}"}]}}""");

        assertThat(run("fetch-incidents", Map.of())
                        .only("incidents")
                        .path(0)
                        .path("rawJSON")
                        .asString())
                .isEqualTo("{\"pbid\": 95}");
    }

    @Test
    void whatChangedIsAListOfIdsAndThenTheStateIsKept() {
        answer("get-modified-remote-data", "{\"outputs\": {\"ids\": [\"main:95\"], \"state\": {\"position\": 5}}}");

        ScriptRun run = run("get-modified-remote-data", Map.of("lastUpdate", "2026-01-02T03:04:05Z"));

        assertThat(run.names()).containsExactly("results", "setLastMirrorRun");
        assertThat(run.only("results").toString())
                .isEqualTo("{\"Type\":1,\"ContentsFormat\":\"json\",\"Contents\":[\"main:95\"]}");
        assertThat(run.only("setLastMirrorRun").toString()).isEqualTo("{\"position\":5}");
    }

    @ParameterizedTest
    @CsvSource({
        "get-modified-remote-data, rate_limited, API rate limit",
        "get-modified-remote-data, darktrace_unavailable, skip update",
        "get-remote-data, rate_limited, API rate limit"
    })
    void aFailureHasTheWordsByWhichXsoarAsksAgainLater(String function, String code, String words) {
        CONNECTOR.stubFor(post("/api/v1/commands/" + function)
                .willReturn(jsonResponse("{\"code\": \"" + code + "\", \"detail\": \"Not now.\"}", 503)));

        assertThat(run(function, Map.of("id", "main:95")).error())
                .startsWith("Not now. [")
                .endsWith("(" + words + ")");
    }

    @Test
    void anIncidentIsAListOfItsFieldsAndItsEntries() {
        answer("get-remote-data", """
                {"outputs": {"found": true, "object": {"pbid": 95}, "reopened": true,
                  "closed": {"reason": "Resolved", "notes": "Acknowledged in Darktrace."},
                  "entries": [{"contents": "A backup.", "author": "ana", "time": "2026-01-02T03:04:05.000Z"}]}}""");

        JsonNode remote = run("get-remote-data", Map.of("id", "main:95", "lastUpdate", "2026-01-02T03:04:05Z"))
                .only("results");

        assertThat(remote.path(0).toString()).isEqualTo("{\"pbid\":95}");
        assertThat(remote.path(1).toString())
                .isEqualTo("{\"Type\":1,\"ContentsFormat\":\"text\",\"Contents\":\"ana in Darktrace,"
                        + " 2026-01-02T03:04:05.000Z:\\nA backup.\",\"Note\":true,\"Tags\":[\"FromDarktrace\"]}");
        assertThat(remote.path(2).path("Contents").toString())
                .isEqualTo("{\"dbotIncidentClose\":true,\"closeReason\":\"Resolved\","
                        + "\"closeNotes\":\"Acknowledged in Darktrace.\"}");
        assertThat(remote.path(3).path("Contents").toString()).isEqualTo("{\"dbotIncidentReopen\":true}");
        CONNECTOR.verify(
                postRequestedFor(urlEqualTo("/api/v1/commands/get-remote-data")).withRequestBody(equalToJson("""
                        {"instance": "main", "args": {"id": "main:95", "last_update": "2026-01-02T03:04:05Z",
                          "closes": true, "reopens": true}}""")));
    }

    @Test
    void anUpdateSendsWhatIsNeededAndReturnsTheId() {
        answer("update-remote-system", UPDATED.formatted("", ""));
        Map<String, Object> entry = Map.of("id", "1@7", "contents", "A backup", "user", "ana", "type", 1, "x", 1);

        ScriptRun run = run(
                "update-remote-system",
                Map.of(
                        "remoteId",
                        "main:95",
                        "status",
                        2,
                        "incidentChanged",
                        true,
                        "delta",
                        Map.of("closeNotes", "A backup", "severity", 1),
                        "data",
                        Map.of("closeReason", "Resolved", "owner", "ana"),
                        "entries",
                        List.of(entry)));

        assertThat(run.only("results").asString()).isEqualTo("main:95");
        CONNECTOR.verify(postRequestedFor(urlEqualTo("/api/v1/commands/update-remote-system"))
                .withRequestBody(equalToJson("""
                        {"instance": "main", "args": {"remote_id": "main:95", "status": 2, "incident_changed": true,
                          "delta": {"closeNotes": "A backup"}, "data": {"closeReason": "Resolved"},
                          "closes": false, "reopens": true,
                          "entries": [{"id": "1@7", "contents": "A backup", "user": "ana", "type": 1}]}}""")));
    }

    @Test
    void aFailureIsAnErrorAndANoteUntilItIsOver() {
        answer("update-remote-system", UPDATED.formatted("\"A file stays.\"", FAILED));
        answer("get-modified-remote-data", "{\"outputs\": {\"ids\": [], \"state\": {}}}");
        answer("get-remote-data", "{\"outputs\": {\"found\": true, \"object\": {}, \"entries\": []}}");

        ScriptRun failed = run("update-remote-system", Map.of("remoteId", "main:95"));
        assertThat(failed.calls().get(1).at("/value/Type").asInt()).isEqualTo(4);
        assertThat(modified()).containsExactly("main:95");
        assertThat(notes())
                .containsExactly("Not written to Darktrace yet: The entry 1@7 could not be written."
                        + " [darktrace_unavailable]");

        run("update-remote-system", Map.of("remoteId", "main:95"));
        assertThat(modified()).isEmpty();

        answer("update-remote-system", UPDATED.formatted("\"A file stays.\"", ""));
        run("update-remote-system", Map.of("remoteId", "main:95"));
        assertThat(modified()).containsExactly("main:95");
        assertThat(notes()).containsExactly("A file stays.");
        assertThat(modified()).isEmpty();
        assertThat(notes()).isEmpty();
    }

    /** XSOAR updates several incidents at a time, and what a script keeps replaces all that was kept before. */
    @Test
    void whatAnotherUpdateSaidMeanwhileIsNotForgotten() {
        answer("update-remote-system", UPDATED.formatted("\"A file stays.\"", ""));
        Map<String, ?> other = run("update-remote-system", Map.of("remoteId", "main:96"))
                .only("setIntegrationContext")
                .valueStream()
                .findFirst()
                .map(kept -> Map.of("mirror_notices", kept.asString()))
                .orElseThrow();

        ScriptRun run = script.run(
                "update-remote-system",
                Map.of("remoteId", "main:95"),
                params,
                Map.of("context", Map.of(), "context_meanwhile", other));

        assertThat(run.only("setIntegrationContext").path("mirror_notices").asString())
                .contains("main:95", "main:96");
    }

    private List<String> modified() {
        List<String> ids = new ArrayList<>();
        run("get-modified-remote-data", Map.of())
                .only("results")
                .path("Contents")
                .forEach(id -> ids.add(id.asString()));
        return ids;
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        run("get-remote-data", Map.of("id", "main:95"))
                .only("results")
                .valueStream()
                .skip(1)
                .forEach(entry -> notes.add(entry.path("Contents").asString()));
        return notes;
    }

    private ScriptRun run(String function, Map<String, ?> args) {
        ScriptRun run = script.run(function, args, params, Map.of("context", context));
        run.calls().stream()
                .filter(call -> call.path("call").asString().equals("setIntegrationContext"))
                .forEach(call -> context = call.path("value"));
        return run;
    }

    private static void answer(String function, String body) {
        CONNECTOR.stubFor(post("/api/v1/commands/" + function).willReturn(okJson(body)));
    }
}
