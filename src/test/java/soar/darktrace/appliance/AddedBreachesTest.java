package soar.darktrace.appliance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AddedBreachesTest {

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
    void anAddedBreachTakesItsPlaceInTimeAndLivesAsTheOthersDo() throws IOException {
        APPLIANCE.addBreach("{\"pbid\":7,\"time\":1602190800001,\"score\":0.5}");

        assertThat(pbids("/modelbreaches?count=3")).containsExactly("46", "111", "7");
        client.post("/modelbreaches/7/acknowledge", "acknowledge=true");
        client.post("/modelbreaches/7/comments", "{\"message\":\"x\"}");
        JsonNode breach = get("/modelbreaches?pbid=7&includeacknowledged=true");
        assertThat(breach.path("acknowledged").path("username").asString()).isEqualTo("api.user");
        assertThat(breach.path("commentCount").asInt()).isEqualTo(1);

        APPLIANCE.addBreach("{\"pbid\":7,\"time\":1,\"score\":0.6}");
        assertThat(pbids("/modelbreaches?includeacknowledged=true&count=2")).containsExactly("7", "46");

        APPLIANCE.reset();
        assertThat(client.get("/modelbreaches?pbid=7&includeacknowledged=true").body())
                .isEqualTo("[]");
    }

    @Test
    void syntheticBreachesFollowOneAnotherUpToNow() throws IOException {
        List<Long> added = APPLIANCE.addBreaches(150);

        HttpResponse<String> answer = client.get("/modelbreaches?starttime=1700000000000");

        JsonNode breaches = Json.read(answer.body());
        assertThat(breaches).hasSize(150);
        assertThat(answer.body().length()).isBetween(150 * 7_000, 150 * 7_200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json; charset=utf-8");
        assertThat(pbids("/modelbreaches?starttime=1700000000000"))
                .isEqualTo(added.stream().map(String::valueOf).toList())
                .doesNotHaveDuplicates();
        assertThat(breaches.get(149).path("creationTime").asLong()).isEqualTo(NOW.toEpochMilli());
        assertThat(breaches.get(149).path("time").asLong()
                        - breaches.get(0).path("time").asLong())
                .isEqualTo(149_000);
        assertThat(pbids("/modelbreaches?starttime=1700000000000&minscore=1"))
                .containsExactly(String.valueOf(added.get(100)));
        assertThat(pbids("/modelbreaches?did=2003"))
                .containsExactly(added.get(3).toString());
    }

    @Test
    void aSyntheticBreachLivesAsTheOthersDo() throws IOException {
        long pbid = APPLIANCE.addBreaches(3).get(1);

        client.post("/modelbreaches/" + pbid + "/acknowledge", "acknowledge=true");

        assertThat(pbids("/modelbreaches?starttime=1700000000000")).hasSize(2).doesNotContain(String.valueOf(pbid));
        assertThat(APPLIANCE.addBreaches(1).get(0)).isEqualTo(pbid + 2);
    }

    @Test
    void aListLongerThanAnyTextIsSentWhileItIsMade() throws IOException {
        APPLIANCE.addBreaches(400_000);
        String request = "/modelbreaches?starttime=1700000000000";

        HttpResponse<InputStream> answer =
                client.send(client.signed(request, request).build(), BodyHandlers.ofInputStream());

        try (InputStream body = answer.body()) {
            assertThat(new String(body.readNBytes(100), UTF_8))
                    .startsWith("[{\"commentCount\":0,\"pbid\":2000000000154,");
            assertThat(body.readNBytes(1_000_000)).hasSize(1_000_000);
        }
    }

    @Test
    void aListCanBeCutOffAndTruncatedToo() throws IOException {
        String whole = client.get("/modelbreaches").body();

        APPLIANCE.fail(Fault.TRUNCATED_JSON);
        assertThat(client.get("/modelbreaches").body()).isEqualTo(whole.substring(0, whole.length() / 2));

        APPLIANCE.fail(Fault.CUT_OFF_JSON);
        assertThatThrownBy(() -> client.get("/modelbreaches")).isInstanceOf(IOException.class);
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
