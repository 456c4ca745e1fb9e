package soar.darktrace.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatedApplianceTest {

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
    void aSignedRequestIsAnsweredWithTheTimeOfTheAppliance() throws IOException {
        HttpResponse<String> status = client.get("/status");

        assertThat(status.statusCode()).isEqualTo(200);
        assertThat(Json.read(status.body()).path("version").asString()).isEqualTo("7.1.0");
        assertThat(Json.read(status.body()).path("time").asString()).isEqualTo("2026-01-02 03:04:05");
        assertThat(status.headers().allValues("Date")).containsExactly("Fri, 02 Jan 2026 03:04:05 GMT");
        assertThat(status.headers().firstValue("Content-Type")).hasValue("application/json; charset=utf-8");
    }

    @Test
    void aCannedAnswerReplacesAnEndpointUntilReset() throws IOException {
        APPLIANCE.answer("GET", "/modelbreaches/{pbid}/comments", "[ 1.0, 9007199254740993 ]");
        APPLIANCE.answer("POST", "/invented", "{}");

        assertThat(client.get("/modelbreaches/46/comments").body()).isEqualTo("[ 1.0, 9007199254740993 ]");
        assertThat(client.post("/invented", "{\"a\":1}").body()).isEqualTo("{}");
        assertThat(client.get("/modelbreaches/46/comments", "/other").statusCode())
                .isEqualTo(400);
        assertThat(client.get("/modelbreaches?pbid=46").body()).contains("\"pbid\":46");

        APPLIANCE.reset();
        assertThat(client.get("/modelbreaches/46/comments").body()).contains("Flag for follow-up");
        assertThat(client.post("/invented", "{\"a\":1}").statusCode()).isEqualTo(302);
    }

    @Test
    void aCannedAnswerOfALaterCallWins() throws IOException {
        APPLIANCE.answer("GET", "/status", "1");
        APPLIANCE.answer("GET", "/status", "2");

        assertThat(client.get("/status").body()).isEqualTo("2");
        assertThatThrownBy(() -> APPLIANCE.answer("GET", "/status?fast=true", "3"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theJournalHoldsEveryRequestAsItArrived() throws IOException {
        client.get("/devicesearch?query=a%20b&count=2");
        client.send(client.unsigned("/modelbreaches/46/comments")
                .POST(BodyPublishers.ofString("{\"message\":\"é\"}"))
                .build());

        assertThat(APPLIANCE.requests()).hasSize(2);
        ReceivedRequest first = APPLIANCE.requests().get(0);
        assertThat(first.method()).isEqualTo("GET");
        assertThat(first.url()).isEqualTo("/devicesearch?query=a%20b&count=2");
        assertThat(first.headers()).containsEntry("dtapi-token", APPLIANCE.publicToken());
        assertThat(first.headers()).containsEntry("dtapi-date", "2026-01-02 03:04:05");
        ReceivedRequest second = APPLIANCE.requests().get(1);
        assertThat(second.method()).isEqualTo("POST");
        assertThat(second.body()).isEqualTo("{\"message\":\"é\"}");

        APPLIANCE.clearRequests();
        assertThat(APPLIANCE.requests()).isEmpty();
    }

    @Test
    void aStoppedApplianceCanBeStartedAgainOnItsPort() throws IOException {
        SimulatedAppliance first = SimulatedAppliance.start();
        String url = first.url();
        first.close();

        try (SimulatedAppliance second = SimulatedAppliance.startOn(Integer.parseInt(url.replaceAll(".*:", "")))) {
            assertThat(second.url()).isEqualTo(url);
            assertThat(new SignedClient(second, Instant.now()).get("/status").statusCode())
                    .isEqualTo(200);
        }
    }
}
