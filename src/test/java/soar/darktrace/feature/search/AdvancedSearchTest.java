package soar.darktrace.feature.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.Fault;
import soar.darktrace.appliance.ReceivedRequest;
import soar.darktrace.appliance.SimulatedAppliance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Searches over both transports, page by page, and answers that are not all. */
@ConnectorTest
class AdvancedSearchTest {

    private static final String SEARCH = "/advancedsearch/api/search";

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @Autowired
    TestClock clock;

    @BeforeEach
    @AfterEach
    void reset() {
        clock.reset();
        appliance.reset();
    }

    @Test
    void aSearchFindsWhatTheQueryAndTheWindowSay() {
        Reply reply = search(Map.of("query", "@type:\"conn\" AND @fields.dest_ip:\"198.51.100.44\""));

        assertThat(reply.body().at("/outputs/total").asInt()).isEqualTo(2);
        assertThat(reply.body().at("/outputs/results/0/timestamp").asString()).isEqualTo("2026-01-02T03:03:05.000Z");
        assertThat(reply.body().at("/outputs/results/0/dest_port").asString()).isEqualTo("443");
        assertThat(reply.text("readable_output")).contains("| 198.51.100.44 : 443 |");
        assertThat(documents().get(0).path("time").path("from").asString()).isEqualTo("2026-01-02T02:04:05Z");
    }

    @Test
    void quotesAndOtherScriptsArriveAsTheyWereWritten() {
        search(Map.of("query", "@fields.query:\"bücher.example\\\\x\""));

        assertThat(documents().get(0).path("search").asString()).isEqualTo("@fields.query:\"bücher.example\\\\x\"");
    }

    @Test
    void fewerThanAPageMayBeWantedByTheNameThatListsHave() {
        Reply two = search(Map.of("query", "*", "start_time", "7 days", "limit", 2));

        assertThat(two.body().at("/outputs/results")).hasSize(2);
        assertThat(documents()).hasSize(1);
    }

    @Test
    void allPagesAreReadUpToTheMaximum() {
        Reply all = search(Map.of("query", "*", "start_time", "7 days", "all_pages", true, "size", 4));
        assertThat(all.body().at("/outputs/results")).hasSize(9);
        assertThat(all.body().at("/outputs/nextOffset").isMissingNode()).isTrue();
        assertThat(documents().stream().map(document -> document.path("offset").asInt()))
                .containsExactly(0, 4, 8);

        appliance.clearRequests();
        Reply five =
                search(Map.of("query", "*", "start_time", "7 days", "all_pages", true, "size", 4, "max_results", 5));
        assertThat(five.body().at("/outputs/results")).hasSize(5);
        assertThat(five.body().at("/outputs/nextOffset").asInt()).isEqualTo(5);
        assertThat(documents().stream().map(document -> document.path("size").asInt()))
                .containsExactly(4, 1);
    }

    @Test
    void aLaterPageThatFailsLeavesTheResultsBeforeIt() {
        AtomicInteger requests = new AtomicInteger();
        appliance.failAtRandom(
                isChange -> requests.incrementAndGet() > 2 ? Optional.of(Fault.REDIRECT_TO_403) : Optional.empty());

        Reply reply = search(Map.of("query", "*", "start_time", "7 days", "all_pages", true, "size", 3));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().at("/outputs/results")).hasSize(6);
        assertThat(reply.body().at("/outputs/nextOffset").asInt()).isEqualTo(6);
        assertThat(reply.body().at("/outputs/partialReason").asString())
                .contains("the page from offset 6 on failed", "Give its owner the permission");
    }

    @Test
    void anOddResultIsLeftOutAndSaidToBe() {
        appliance.answer(
                "POST", SEARCH, "{\"hits\":{\"total\":{\"value\":2},\"hits\":[7,{\"_id\":\"a\",\"_source\":{}}]}}");

        Reply reply = search(Map.of("query", "*"));

        assertThat(reply.body().at("/outputs/results").toString()).isEqualTo("[{\"id\":\"a\"}]");
        assertThat(reply.body().at("/outputs/total").asInt()).isEqualTo(2);
        assertThat(reply.body().at("/warnings").toString()).contains("not in the expected shape");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0000', textBlock = """
            {"darktraceChildError": "Probe_1"}           | Probe_1
            {"darktraceChildError": ["Probe_1"]}         | Probe_1
            {"darktraceChildError": true}                | did not answer
            {"timed_out": true}                          | ran out of time
            {"_shards": {"failed": 2}}                   | 2 parts of the index failed
            """)
    void anAnswerThatIsNotAllIsMarked(String answer, String reason) {
        appliance.answer("POST", SEARCH, answer);
        appliance.answer("GET", "/advancedsearch/api/analyze/{metric}/{operation}/{hash}", answer);
        appliance.answer("GET", "/advancedsearch/api/graph/{mode}/{interval}/{hash}", answer);

        JsonNode search = search(Map.of("query", "*")).body();
        assertThat(search.at("/outputs/partial").asBoolean()).isTrue();
        assertThat(search.at("/outputs/partialReason").asString()).contains(reason);
        assertThat(search.at("/warnings/0").asString()).contains("partial", reason);
        JsonNode analysis =
                run("-analysis", Map.of("query", "*", "metric", "@type")).body();
        assertThat(analysis.at("/context/Darktrace/AdvancedSearchAnalysis/partialReason")
                        .asString())
                .contains(reason);
        JsonNode graph = run("-graph", Map.of("query", "*", "interval", 60_000)).body();
        assertThat(graph.at("/outputs/partialReason").asString()).contains(reason);
    }

    @Test
    void noBodyMeansNoResults() {
        Reply reply = search(Map.of("query", "@type:\"smb\""));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().at("/outputs/results").isEmpty()).isTrue();
        assertThat(reply.body().at("/warnings/0").asString()).contains("nothing is found");
    }

    /** One answers 404 to what it does not know, another sends to its login page. */
    @ParameterizedTest
    @ValueSource(ints = {302, 404, 405})
    void anOlderApplianceIsAskedByPath(int status) {
        if (status == 302) {
            appliance.redirect("POST", SEARCH, "/login");
        } else {
            appliance.answer("POST", SEARCH, status, "{\"error\":\"Not Found\"}");
        }

        Reply reply = bySoar(Map.of("query", "@fields.query:\"ÿ>?~ÿ?\"", "size", 7));

        assertThat(reply.status()).isEqualTo(200);
        ReceivedRequest request = appliance.requests().get(1);
        assertThat(request.method()).isEqualTo("GET");
        String path = request.url();
        assertThat(path.substring(SEARCH.length() + 1)).doesNotContain("/", "+", "=");
        String hash = URLDecoder.decode(path.substring(SEARCH.length() + 1), UTF_8);
        assertThat(read(hash).path("size").asInt()).isEqualTo(7);
    }

    @Test
    void whereNeitherTransportIsThereThePostSaysWhy() {
        appliance.fail(Fault.NOT_FOUND);

        Reply reply = search(Map.of("query", "*"));

        assertThat(reply.text("code")).isEqualTo("not_found");
        assertThat(reply.text("detail")).contains(SEARCH).doesNotContain(SEARCH + "/");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0000', textBlock = """
            score | [{"id":"192.0.2.17","count":2},{"id":"198.51.100.44","count":3},{"id":"203.0.113.9","count":1}]
            terms | [{"id":"192.0.2.17","count":2},{"id":"198.51.100.44","count":3},{"id":"203.0.113.9","count":1}]
            """)
    void anAnalysisCountsTheValuesOfAField(String operation, String outputs) {
        Reply reply = run("-analysis", Map.of("query", "*", "metric", "@fields.dest_ip", "operation", operation));

        assertThat(reply.body().path("outputs")).isEqualTo(JsonMapper.shared().readTree(outputs));
    }

    @Test
    void theWindowOfTheIntegrationIsDayAndTime() {
        Reply reply = run(
                "-analysis",
                Map.of(
                        "query", "*",
                        "metric", "@fields.orig_bytes",
                        "operation", "mean",
                        "initialDate", "2026-01-01",
                        "endDate", "2026-01-02",
                        "endTime", "03:04:05"));

        assertThat(reply.body().at("/outputs/count").asInt()).isEqualTo(8);
        assertThat(reply.body().at("/outputs/max").asDouble()).isEqualTo(7000);
        JsonNode time = readPath(appliance.requests().get(0)).path("time");
        assertThat(time.path("from").asString()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(time.path("to").asString()).isEqualTo("2026-01-02T03:04:05Z");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0000', textBlock = """
            -analysis | {"query": "*", "metric": "@type", "initial_date": "2026-01-01"}                                            | end_date
            -analysis | {"query": "*", "metric": "@type", "end_date": "2026-01-01"}                                                | initial_date
            -analysis | {"query": "*", "metric": "@type", "initial_date": "2026-01-01", "end_date": "x"}                           | end_time
            -analysis | {"query": "*", "metric": ".."}                                                                             | metric
            -analysis | {"query": "*", "metric": "a/b"}                                                                            | metric
            -graph    | {"query": "*", "interval": 60000, "mode": "mean"}                                                          | metric
            -graph    | {"query": "*", "interval": 0}                                                                              | interval
            ''        | {"query": "*", "size": 10001}                                                                              | size
            ''        | {"query": "*", "start_time": "2026-01-02", "end_time": "2026-01-01"}                                       | start_time
            """)
    void aWrongArgumentIsNamedBeforeAnythingIsSent(String command, String arguments, String argument) {
        Reply reply = Reply.toCommand(
                web,
                "darktrace-run-advanced-search" + command.replace("''", ""),
                JsonMapper.shared().readTree(arguments));

        assertThat(reply.text("argument")).isEqualTo(argument);
        assertThat(appliance.requests()).isEmpty();
    }

    @Test
    void aGraphIsReadBackInTimeWhileThereIsMore() {
        Reply one = run("-graph", Map.of("query", "*", "interval", 3_600_000, "start_time", "3 days"));
        assertThat(one.body().at("/outputs/next").asInt()).isEqualTo(1);

        Reply all = run("-graph", Map.of("query", "*", "interval", 3_600_000, "start_time", "3 days", "pages", 9));
        assertThat(all.body().at("/outputs/next").isMissingNode()).isTrue();
        List<String> times = all.body()
                .at("/outputs/points")
                .valueStream()
                .map(point -> point.path("time").asString())
                .toList();
        assertThat(times)
                .isSorted()
                .hasSizeGreaterThan(one.body().at("/outputs/points").size());
        assertThat(appliance.requests()).hasSize(5);
    }

    private Reply search(Map<String, ?> arguments) {
        return run("", arguments);
    }

    private Reply run(String command, Map<String, ?> arguments) {
        return Reply.toCommand(web, "darktrace-run-advanced-search" + command, arguments);
    }

    /** By an instance of its own, of which nothing is remembered. */
    private Reply bySoar(Map<String, ?> arguments) {
        return Reply.toPost(
                web,
                "/api/v1/commands/darktrace-run-advanced-search",
                Map.of(
                        "args",
                        arguments,
                        "params",
                        Map.of(
                                "url", appliance.url(),
                                "public_api_token", appliance.publicToken(),
                                "private_api_token", appliance.privateToken())));
    }

    private List<JsonNode> documents() {
        return appliance.requests().stream()
                .map(request -> read(JsonMapper.shared()
                        .readTree(request.body())
                        .path("hash")
                        .asString()))
                .toList();
    }

    private static JsonNode readPath(ReceivedRequest request) {
        return read(URLDecoder.decode(request.url().replaceFirst(".*/", ""), UTF_8));
    }

    private static JsonNode read(String hash) {
        return JsonMapper.shared().readTree(Base64.getDecoder().decode(hash));
    }

    /** What stands in a log is up to whoever sends the traffic. */
    @Test
    void aLogWithAnyNumberOfBlanksIsShown() {
        String blanks = "\\\\t ".repeat(10_000);
        appliance.answer(
                "POST",
                SEARCH,
                "{\"hits\": {\"total\": 1, \"hits\": [{\"_id\": \"1\", \"_source\": {\"message\": \"a%sb\"}}]}}"
                        .formatted(blanks));

        Reply reply = Reply.toCommand(web, "darktrace-run-advanced-search", Map.of("query", "a"));

        assertThat(reply.text("readable_output")).contains("| a b |");
    }

    @Test
    void withoutATotalAFullPageMayNotBeAll() {
        appliance.answer(
                "POST",
                SEARCH,
                "{\"hits\": {\"hits\": [{\"_id\": \"1\", \"_source\": {}}, {\"_id\": \"2\", \"_source\": {}}]}}");

        Reply full = Reply.toCommand(web, "darktrace-run-advanced-search", Map.of("query", "a", "size", 2));
        Reply notFull = Reply.toCommand(web, "darktrace-run-advanced-search", Map.of("query", "a", "size", 3));

        assertThat(full.body().at("/outputs/nextOffset").asInt()).isEqualTo(2);
        assertThat(full.body().path("warnings").toString()).contains("More results may match; 2 are shown");
        assertThat(notFull.body().path("outputs").has("nextOffset")).isFalse();
    }
}
