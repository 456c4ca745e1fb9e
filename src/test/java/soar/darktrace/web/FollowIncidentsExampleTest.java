package soar.darktrace.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.FetchingConnectorTest;
import soar.darktrace.Python;
import soar.darktrace.Reply;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.SimulatedAppliance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The example of {@code docs/other-soars.md}, run as its reader would. */
@FetchingConnectorTest
class FollowIncidentsExampleTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    private Path directory;

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @Autowired
    TestClock clock;

    @LocalServerPort
    int port;

    @Test
    void opensACaseForEachIncidentSaysSoInDarktraceAndAcknowledgesWhatIsLow() throws IOException {
        String before = end();
        fetched(breach(7001, "Compliance"), breach(7002, "Critical"));
        startAt(before);

        assertThat(follow())
                .containsExactly(
                        "case main:7001 1 Darktrace Model Breach #7001: A Model",
                        "case main:7002 4 Darktrace Model Breach #7002: A Model");

        assertThat(comments(7001)).containsExactly("Opened case main:7001");
        assertThat(comments(7002)).containsExactly("Opened case main:7002");
        assertThat(isAcknowledged(7001)).isTrue();
        assertThat(isAcknowledged(7002)).isFalse();
        assertThat(follow()).isEmpty();

        fetched(breach(7003, "Critical"));
        assertThat(follow()).containsExactly("case main:7003 4 Darktrace Model Breach #7003: A Model");
    }

    @Test
    void doesNothingTwiceWhereItWasStoppedBeforeItSavedItsCursor() throws IOException {
        String before = end();
        fetched(breach(7101, "Critical"));
        startAt(before);
        follow();
        startAt(before);

        assertThat(follow()).hasSize(1);
        assertThat(comments(7101)).containsExactly("Opened case main:7101");
    }

    @Test
    void printsOnlyUnlessItIsToldToAct() throws IOException {
        String before = end();
        fetched(breach(7201, "Compliance"));
        startAt(before);

        assertThat(run("--state", state().toString(), "--once").output())
                .isEqualTo("case main:7201 1 Darktrace Model Breach #7201: A Model\n");

        assertThat(comments(7201)).isEmpty();
        assertThat(isAcknowledged(7201)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h"})
    void saysWhatItTakesAndDoesNothing(String help) {
        Python.Ended run = run(help);

        assertThat(run.status()).isZero();
        assertThat(run.output()).contains("--url", "--state", "--once", "--comment", "--acknowledge");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            state.json                   | unrecognized arguments: state.json
            --state                      | argument --state: expected one argument
            --once --url localhost:8080  | write http://host:port or https://host, not localhost:8080
            --comments-please            | unrecognized arguments: --comments-please
            """)
    void refusesAWrongLineByNameAndWithoutATraceback(String line, String sentence) {
        Python.Ended run = run(line.split(" +"));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.output()).isEmpty();
        assertThat(run.errors()).contains(sentence).doesNotContain("Traceback");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "--help", "{\"next\": "})
    void refusesAFileThatIsNoneOfItsOwn(String content) throws IOException {
        Files.writeString(state(), content);

        Python.Ended run = run("--state", state().toString(), "--once");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errors())
                .startsWith(state() + " is no state of this script")
                .doesNotContain("Traceback");
    }

    @Test
    void endsWithASentenceWhereItsPositionCannotBeSaved() {
        Python.Ended run = run("--state", directory.resolve("none/state.json").toString(), "--once");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errors()).startsWith("The position cannot be saved: ").doesNotContain("Traceback");
    }

    private List<String> follow() {
        Python.Ended run = run("--state", state().toString(), "--once", "--comment", "--acknowledge");
        assertThat(run.status()).as(run.errors()).isZero();
        return run.output().lines().toList();
    }

    private Python.Ended run(String... arguments) {
        String[] command = Stream.concat(Stream.of("docs/examples/follow_incidents.py"), Stream.of(arguments))
                .toArray(String[]::new);
        return Python.end(Map.of("CONNECTOR", "http://127.0.0.1:" + port), "", command);
    }

    private void startAt(String cursor) throws IOException {
        Files.writeString(state(), JSON.writeValueAsString(Map.of("next", cursor)));
    }

    private Path state() {
        return directory.resolve("state.json");
    }

    /** Gives the appliance breaches and waits until the connector has made incidents of them. */
    private void fetched(String... breaches) {
        String position = end();
        for (String breach : breaches) {
            appliance.addBreach(breach);
        }
        int found = 0;
        while (found < breaches.length) {
            JsonNode page = page(position, "30s");
            assertThat(page.path("incidents")).isNotEmpty();
            found += page.path("incidents").size();
            position = page.path("next").asString();
        }
    }

    private String breach(long pbid, String category) {
        clock.advance(Duration.ofSeconds(1));
        return """
                {"pbid": %1$d, "time": %2$d, "creationTime": %2$d, "score": 0.5, "commentCount": 0,
                 "model": {"name": "A Model", "category": "%3$s", "priority": 3},
                 "device": {"did": 7, "hostname": "sf-l"}}""".formatted(pbid, clock.millis(), category);
    }

    private String end() {
        JsonNode page = page("", "0s");
        while (!page.path("incidents").isEmpty()) {
            page = page(page.path("next").asString(), "0s");
        }
        return page.path("next").asString();
    }

    private JsonNode page(String after, String wait) {
        return requireNonNull(web.get()
                .uri("/api/v1/incidents?limit=1000&after={after}&wait={wait}", after, wait)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
    }

    private List<String> comments(long pbid) {
        return Reply.toCommand(web, "darktrace-get-comments", Map.of("pbid", pbid))
                .body()
                .at("/outputs/comments")
                .valueStream()
                .map(comment -> comment.path("message").asString())
                .toList();
    }

    private boolean isAcknowledged(long pbid) {
        return Reply.toCommand(web, "darktrace-get-breach", Map.of("pbid", pbid))
                .body()
                .at("/outputs/acknowledged")
                .asBoolean(false);
    }
}
