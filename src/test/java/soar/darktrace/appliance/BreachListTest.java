package soar.darktrace.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class BreachListTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final SimulatedAppliance APPLIANCE = SimulatedAppliance.start(Clock.fixed(NOW, ZoneOffset.UTC));

    private final SignedClient client = new SignedClient(APPLIANCE, NOW);

    @BeforeEach
    void reset() {
        APPLIANCE.reset();
    }

    @AfterAll
    static void close() {
        APPLIANCE.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /modelbreaches?did=7                                                  | 111
            /modelbreaches?did=7&includesuppressed=true                           | 111 112
            /modelbreaches?pbid=112                                               | ''
            /modelbreaches?pbid=95,111,141                                        | 111 95
            /modelbreaches?pid=118                                                | 111
            /modelbreaches?uuid=2c8d6f20-91b4-4c0e-8d55-7c1f6a1b1118              | 111
            /modelbreaches?from=2020-10-10%2000:00:00&to=2020-10-12%2000:00:00&includeacknowledged=true | 140 141
            /modelbreaches?saasfilter=gsuite*                                     | ''
            /modelbreaches?saasfilter=office365                                   | ''
            """)
    void breachesAreFilteredByWhatTheyAre(String request, String pbids) throws IOException {
        assertThat(pbids(request)).isEqualTo(pbids.isEmpty() ? List.of() : List.of(pbids.split(" ", -1)));
    }

    @Test
    void aSuppressedBreachSaysSo() throws IOException {
        JsonNode breach = get("/modelbreaches?pbid=112&includesuppressed=true");

        assertThat(breach.path("suppressed").booleanValue()).isTrue();
        assertThat(get("/modelbreaches?pbid=111").has("suppressed")).isFalse();
    }

    @Test
    void aLinkIsGivenWhenAskedButNotInTheMinimalForm() throws IOException {
        assertThat(get("/modelbreaches?pbid=95&includebreachurl=true")
                        .path("breachUrl")
                        .asString())
                .isEqualTo("https://dt-demo-01.corp.example/#modelbreach/95");
        assertThat(get("/modelbreaches?pbid=95").has("breachUrl")).isFalse();
        assertThat(get("/modelbreaches?pbid=95&includebreachurl=true&minimal=true")
                        .has("breachUrl"))
                .isFalse();
    }

    @Test
    void codesAreNamedWhenAsked() throws IOException {
        String request = "/modelbreaches?pbid=112&includesuppressed=true";
        String protocol = "/triggeredComponents/0/triggeredFilters/0/trigger/value";

        assertThat(get(request).at(protocol).asString()).isEqualTo("6");
        assertThat(get(request + "&expandenums=true").at(protocol).asString()).isEqualTo("TCP");
        assertThat(get(request + "&expandenums=true")
                        .at("/triggeredComponents/0/triggeredFilters/1/trigger/value")
                        .asString())
                .isEqualTo("files.example");
    }

    @Test
    void groupedBreachesStandTogetherUnderTheScoreOfTheirDevice() throws IOException {
        String request = "/modelbreaches?group=device&includesuppressed=true";

        assertThat(pbids(request)).containsExactly("46", "111", "112", "95", "127", "128", "140", "2000000000153");
        JsonNode first = get(request).get(1);
        assertThat(first.path("pbscore").toString()).isEqualTo("0.729");
        assertThat(first.path("score").toString()).isEqualTo("0.801");
        assertThat(first.path("devicescore").toString()).isEqualTo("0.801");
        assertThat(get("/modelbreaches?pbid=111").has("pbscore")).isFalse();
    }

    @Test
    void everyItemOfAListCanBeReducedToOneField() throws IOException {
        assertThat(client.get("/modelbreaches?did=7&includesuppressed=true&responsedata=score")
                        .body())
                .isEqualTo("[{\"score\":0.729},{\"score\":0.801}]");
        assertThat(client.get("/modelbreaches/46/comments?responsedata=username")
                        .body())
                .isEqualTo("[{\"username\":\"user.one\"},{\"username\":\"user.two\"}]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/modelbreaches?includesuppressed=perhaps",
                "/modelbreaches?includebreachurl=1",
                "/modelbreaches?expandenums=x",
                "/modelbreaches?fulldevicedetails=x",
                "/modelbreaches?group=model",
                "/modelbreaches?count=-1"
            })
    void aReadThatIsNotUnderstoodIsAnInputError(String request) throws IOException {
        HttpResponse<String> answer = client.get(request);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Json.read(answer.body()).path("error").asString()).isEqualTo("INPUT ERROR");
    }

    private List<String> pbids(String request) throws IOException {
        JsonNode answer = get(request);
        return (answer.isArray() ? answer : Json.array(List.of(answer)))
                .valueStream()
                .map(breach -> breach.path("pbid").asString())
                .toList();
    }

    private JsonNode get(String request) throws IOException {
        return Json.read(client.get(request).body());
    }
}
