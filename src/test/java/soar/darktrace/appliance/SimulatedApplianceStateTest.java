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
import tools.jackson.databind.JsonNode;

class SimulatedApplianceStateTest {

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

    @Test
    void oneBreachIsABareObject() throws IOException {
        JsonNode breach = get("/modelbreaches?pbid=95");

        assertThat(breach.path("device").path("hostname").asString()).isEqualTo("sf-l-kjohnson");
        assertThat(breach.path("model").path("then").path("name").asString()).isEqualTo("Compromise::Watched Domain");
        assertThat(breach.path("score").toString()).isEqualTo("1");
        assertThat(get("/modelbreaches/95")).isEqualTo(breach);
    }

    @Test
    void severalBreachesAreAListAndAnUnknownOneIsAnEmptyList() throws IOException {
        assertThat(pbids("/modelbreaches?pbid=95,111,7")).containsExactly(111L, 95L);
        assertThat(client.get("/modelbreaches?pbid=7").body()).isEqualTo("[]");
        assertThat(get("/modelbreaches?pbid=2000000000153")
                        .path("device")
                        .path("did")
                        .toString())
                .isEqualTo("1000000000001");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /modelbreaches                                                        | 46 111 95 127 128 140 2000000000153
            /modelbreaches?includeacknowledged=true                               | 46 111 95 127 128 140 141 2000000000153
            /modelbreaches?minscore=0.87                                          | 95 140 2000000000153
            /modelbreaches?starttime=1602191481000&endtime=1602230400000          | 95 127 128
            /modelbreaches?starttime=1602191481000&creationtime=true&minscore=0.6 | 111 95 140 2000000000153
            /modelbreaches?from=2020-10-10%2000:00:00&to=2020-10-11T00:00:00      | 140
            /modelbreaches?did=823                                                | 95
            /modelbreaches?saasonly=true                                          | 140
            /modelbreaches?saasfilter=gsuite*&saasfilter=office365*               | 140
            /modelbreaches?count=1                                                | 46
            """)
    void breachesAreFilteredAndSortedByTime(String request, String pbids) throws IOException {
        assertThat(pbids(request)).map(String::valueOf).containsExactly(pbids.split(" ", -1));
    }

    @Test
    void breachesComeInTheShapeAskedFor() throws IOException {
        JsonNode then = get("/modelbreaches?pbid=95").path("model").path("then");
        assertThat(get("/modelbreaches?pbid=95&historicmodelonly=true").path("model"))
                .isEqualTo(then);

        JsonNode minimal = get("/modelbreaches?pbid=95&minimal=true").path("model");
        assertThat(minimal.path("then").has("priority")).isFalse();
        assertThat(minimal.path("then").has("category")).isFalse();

        JsonNode inside = get("/modelbreaches?pbid=95&deviceattop=false");
        assertThat(inside.has("device")).isFalse();
        assertThat(inside.at("/triggeredComponents/0/device/did").asInt()).isEqualTo(823);

        assertThat(client.get("/modelbreaches?pbid=95&responsedata=pbid").body())
                .isEqualTo("{\"pbid\":95}");
        assertThat(get("/modelbreaches?pbid=127").has("device")).isFalse();
        assertThat(get("/modelbreaches?pbid=128").path("model").has("name")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"acknowledge=true", "{\"acknowledge\":true}", "{\"acknowledge\": \"true\"}"})
    void anAcknowledgedBreachIsHiddenAndSaysByWhom(String body) throws IOException {
        assertThat(response("/modelbreaches/111/acknowledge", body)).isEqualTo("SUCCESS");

        assertThat(client.get("/modelbreaches?pbid=111").body()).isEqualTo("[]");
        JsonNode acknowledged =
                get("/modelbreaches?pbid=111&includeacknowledged=true").path("acknowledged");
        assertThat(acknowledged.path("username").asString()).isEqualTo("api.user");
        assertThat(acknowledged.path("time").asLong()).isEqualTo(NOW.toEpochMilli());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"unacknowledge=true", "{\"unacknowledge\":true}"})
    void anUnacknowledgedBreachIsShownAgain(String body) throws IOException {
        assertThat(response("/modelbreaches/141/unacknowledge", body)).isEqualTo("SUCCESS");

        assertThat(get("/modelbreaches?pbid=141").path("acknowledged").toString())
                .isEqualTo("false");
    }

    @Test
    void aChangeThatChangesNothingIsRefusedWithoutAReason() throws IOException {
        assertThat(response("/modelbreaches/141/acknowledge", "acknowledge=true"))
                .isEqualTo("ERROR");
        assertThat(response("/modelbreaches/7/acknowledge", "acknowledge=true")).isEqualTo("ERROR");
        assertThat(response("/modelbreaches/111/unacknowledge", "unacknowledge=true"))
                .isEqualTo("ERROR");
    }

    @Test
    void aCommentIsKeptWithItsAuthorAndCounted() throws IOException {
        assertThat(client.get("/modelbreaches/95/comments").body()).isEqualTo("[]");

        assertThat(response("/modelbreaches/95/comments", "{\"message\":\"caf\\u00e9\"}"))
                .isEqualTo("SUCCESS");

        JsonNode comments = get("/modelbreaches/95/comments");
        assertThat(comments).hasSize(1);
        assertThat(comments.get(0).path("message").asString()).isEqualTo("café");
        assertThat(comments.get(0).path("username").asString()).isEqualTo("api.user");
        assertThat(comments.get(0).path("time").asLong()).isEqualTo(NOW.toEpochMilli());
        assertThat(comments.get(0).path("pid").asInt()).isEqualTo(762);
        assertThat(get("/modelbreaches?pbid=95").path("commentCount").asInt()).isEqualTo(1);
    }

    @Test
    void resetForgetsEveryChange() throws IOException {
        client.post("/modelbreaches/111/acknowledge", "acknowledge=true");
        client.post("/modelbreaches/95/comments", "{\"message\":\"x\"}");

        APPLIANCE.reset();

        assertThat(get("/modelbreaches?pbid=111").path("acknowledged").asBoolean())
                .isFalse();
        assertThat(client.get("/modelbreaches/95/comments").body()).isEqualTo("[]");
        assertThat(get("/modelbreaches/46/comments")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/modelbreaches/95/comments       | message=x",
                "/modelbreaches/95/comments       | {\"message\":\"\"}",
                "/modelbreaches/95/comments       | {\"message\":",
                "/modelbreaches/111/acknowledge   | acknowledge=false",
                "/modelbreaches/111/unacknowledge | acknowledge=true",
                "/modelbreaches/x/acknowledge     | acknowledge=true",
                "/modelbreaches//acknowledge      | acknowledge=true"
            })
    void aChangeThatIsNotUnderstoodIsAnInputError(String path, String body) throws IOException {
        HttpResponse<String> answer = client.post(path, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Json.read(answer.body()).path("error").asString()).isEqualTo("INPUT ERROR");
    }

    private JsonNode get(String request) throws IOException {
        return Json.read(client.get(request).body());
    }

    private String response(String path, String body) throws IOException {
        return Json.read(client.post(path, body).body()).path("response").asString();
    }

    private List<Long> pbids(String request) throws IOException {
        return get(request)
                .valueStream()
                .map(breach -> breach.path("pbid").asLong())
                .toList();
    }
}
