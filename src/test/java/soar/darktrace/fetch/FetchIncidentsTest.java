package soar.darktrace.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.Fault;
import soar.darktrace.appliance.SimulatedAppliance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The fetch step as XSOAR drives it. */
@ConnectorTest
class FetchIncidentsTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @Autowired
    TestClock clock;

    @BeforeEach
    void reset() {
        clock.reset();
        appliance.reset();
        appliance.addBreaches(60);
    }

    @Test
    void givesTheOldestIncidentsAndWhereToGoOn() {
        JsonNode first = fetch(Map.of());
        JsonNode second = fetch(Map.of("last_run", first.path("next_run")));
        JsonNode third = fetch(Map.of("last_run", second.path("next_run")));

        assertThat(first.propertyNames()).containsExactly("incidents", "next_run");
        assertThat(first.path("incidents")).hasSize(50);
        assertThat(second.path("incidents")).hasSize(10);
        assertThat(third.path("incidents")).isEmpty();
    }

    /** As XSOAR still has it from before there was a second source. */
    @Test
    void goesOnFromALastRunThatIsOneCursor() {
        JsonNode first = fetch(Map.of());

        JsonNode second = fetch(Map.of("last_run", first.at("/next_run/breach")));

        assertThat(second.path("incidents")).hasSize(10);
        assertThat(second.path("next_run").propertyNames()).containsExactly("breach");
    }

    @Test
    void fetchesSeveralSourcesEachFromItsOwnCursor() {
        JsonNode both = fetch(Map.of("source", "breach,analyst"));
        JsonNode again = fetch(Map.of("source", "breach,analyst", "last_run", both.path("next_run")));

        assertThat(both.path("next_run").propertyNames()).containsExactly("analyst", "breach");
        assertThat(both.path("incidents")
                        .valueStream()
                        .map(incident -> incident.path("type").asString())
                        .distinct())
                .containsExactly("Darktrace Model Breach", "Darktrace AI Analyst Incident");
        assertThat(again.path("incidents"))
                .hasSize(10)
                .allMatch(incident -> incident.path("type").asString().equals("Darktrace Model Breach"));
    }

    @Test
    void aSourceThatFailsKeepsNothingOfTheOthers() {
        appliance.answer("GET", "/aianalyst/groups", "{\"error\": \"API permission denied\"}");

        Reply reply = Reply.toCommand(web, "fetch-incidents", Map.of("source", List.of("analyst", "breach")));

        assertThat(reply.body().at("/outputs/incidents")).hasSize(50);
        assertThat(reply.body().at("/outputs/next_run").propertyNames()).containsExactly("breach");
        assertThat(reply.body().path("warnings").toString())
                .contains("The AI Analyst groups could not be fetched and will be asked for again");
    }

    @Test
    void answersAsAnyCommandDoesAndSaysTheIncidentsOnce() {
        JsonNode answer = Reply.toCommand(web, "fetch-incidents", Map.of()).body();

        assertThat(answer.path("command").asString()).isEqualTo("fetch-incidents");
        assertThat(answer.path("instance").asString()).isEqualTo("main");
        assertThat(answer.path("outputs_prefix").asString("?")).isEmpty();
        assertThat(answer.path("entry_context").isEmpty()).isTrue();
        assertThat(answer.path("context").isEmpty()).isTrue();
        assertThat(answer.path("readable_output").asString()).startsWith("### Fetched incidents\n");
    }

    @Test
    void startsWithoutArgumentsAndWithAnEmptyLastRun() {
        assertThat(fetch(Map.of("last_run", Map.of())).path("incidents")).hasSize(50);
        assertThat(fetch(Map.of("last_run", "")).path("incidents")).hasSize(50);
    }

    @Test
    void understandsTheLastRunAsTextToo() {
        JsonNode first = fetch(Map.of());

        JsonNode second = fetch(Map.of("last_run", first.path("next_run").toString()));

        assertThat(second.path("incidents")).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"time\": \"yesterday\"}",
                "\"next\"",
                "\"5\"",
                "5",
                "true",
                "[]",
                "[{}]",
                "\"[]\"",
                "\"{\"",
                "\"null and void\""
            })
    void refusesALastRunThatIsNotItsOwn(String lastRun) {
        Reply reply = Reply.toCommand(web, "fetch-incidents", Map.of("last_run", JSON.readTree(lastRun)));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("code")).isEqualTo("invalid_argument");
        assertThat(reply.text("argument")).isEqualTo("last_run");
        assertThat(appliance.requests()).isEmpty();
    }

    /** Left unread it would start the fetch anew with every step. */
    @Test
    void refusesALastRunBesideTheArguments() {
        Reply reply = Reply.toPost(web, "/api/v1/commands/fetch-incidents", Map.of("last_run", Map.of()));

        assertThat(reply.text("code")).isEqualTo("invalid_request");
    }

    @Test
    void saysWhyItFailed() {
        appliance.fail(Fault.SIGNATURE_ERROR);

        assertThat(Reply.toCommand(web, "fetch-incidents", Map.of()).text("code"))
                .isEqualTo("darktrace_signature");
    }

    private JsonNode fetch(Map<String, Object> arguments) {
        return Reply.toCommand(web, "fetch-incidents", arguments).body().path("outputs");
    }
}
