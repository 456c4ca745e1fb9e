package soar.darktrace.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class FaultTest {

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
    @CsvSource(
            delimiter = '|',
            value = {
                "TOO_MANY_REQUESTS | 429 | Too Many Requests",
                "SERVER_ERROR      | 500 | <title>Internal Server Error</title>",
                "BAD_GATEWAY       | 502 | <title>502 Bad Gateway</title>",
                "UNAVAILABLE       | 503 | <title>503 Service Unavailable</title>",
                "LOGIN_PAGE        | 200 | '<title>Log In | Darktrace</title>'",
                "REDIRECT_TO_LOGIN | 302 | Found. Redirecting to /login",
                "REDIRECT_TO_403   | 302 | Found. Redirecting to /403",
                "FORBIDDEN         | 403 | 403 Forbidden",
                "SIGNATURE_ERROR   | 400 | API SIGNATURE ERROR",
                "DATE_ERROR        | 400 | API DATE ERROR",
                "NOT_FOUND         | 404 | Not Found",
                "REFUSED_CHANGE    | 200 | {\"response\":\"ERROR\"}"
            })
    void aFaultAnswersInsteadOfTheApplianceAndChangesNothing(Fault fault, int status, String text) throws IOException {
        APPLIANCE.fail(fault);

        HttpResponse<String> answer = acknowledge();

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(text);
        assertThat(isAcknowledged()).isFalse();
    }

    @Test
    void anAnswerToTooManyRequestsSaysHowLongToWait() throws IOException {
        APPLIANCE.fail(Fault.TOO_MANY_REQUESTS);

        assertThat(client.get("/status").headers().firstValue("Retry-After")).hasValue("1");
    }

    @ParameterizedTest
    @CsvSource({"REDIRECT_TO_LOGIN, /login", "REDIRECT_TO_403, /403"})
    void aRedirectNamesItsTarget(Fault fault, String target) throws IOException {
        APPLIANCE.fail(fault);

        assertThat(client.get("/status").headers().firstValue("Location")).hasValue(target);
    }

    @Test
    void aClockThatIsOffShowsInTheDateHeader() throws IOException {
        APPLIANCE.fail(Fault.DATE_ERROR);

        assertThat(client.get("/status").headers().allValues("Date")).containsExactly("Fri, 02 Jan 2026 03:51:05 GMT");
    }

    @Test
    void aRefusedChangeLeavesReadsAlone() throws IOException {
        APPLIANCE.failTimes(Fault.REFUSED_CHANGE, 1);

        assertThat(client.get("/status").body()).contains("7.1.0");
        assertThat(acknowledge().body()).contains("ERROR");
        assertThat(acknowledge().body()).contains("SUCCESS");
    }

    @Test
    void aUnifiedViewAnswersInLists() throws IOException {
        APPLIANCE.fail(Fault.UNIFIED_VIEW);

        assertThat(json(client.get("/modelbreaches?pbid=95"))).hasSize(1);
        assertThat(acknowledge().body())
                .isEqualTo("[{\"replicate\":true,\"data\":[{\"did\":7,\"pid\":118,\"time\":1602190800000,"
                        + "\"score\":0.729}]}]");
        assertThat(acknowledge().body()).isEqualTo("{\"response\":\"ERROR\"}");
        JsonNode comment = json(client.post("/modelbreaches/46/comments", "{\"message\":\"third\"}"));
        assertThat(comment.at("/0/message").asString()).isEqualTo("third");
        assertThat(comment.at("/0/commentid").asInt()).isEqualTo(3);
        assertThat(json(client.get("/modelbreaches/46/comments"))
                        .at("/0/commentid")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aFaultEndsAfterItsNumberOfRequestsOrOnRecovery() throws IOException {
        APPLIANCE.failTimes(Fault.UNAVAILABLE, 2);
        assertThat(status()).isEqualTo(503);
        assertThat(status()).isEqualTo(503);
        assertThat(status()).isEqualTo(200);

        APPLIANCE.fail(Fault.BAD_GATEWAY);
        assertThat(status()).isEqualTo(502);
        APPLIANCE.recover();
        assertThat(status()).isEqualTo(200);
    }

    @Test
    void onlyWellSignedRequestsMeetFaults() throws IOException {
        APPLIANCE.failTimes(Fault.SERVER_ERROR, 1);

        assertThat(client.get("/status", "/other").statusCode()).isEqualTo(400);
        assertThat(status()).isEqualTo(500);
    }

    @Test
    void aFaultStrikesCannedAnswersToo() throws IOException {
        APPLIANCE.answer("GET", "/status", "{\"canned\":1}");
        APPLIANCE.failTimes(Fault.TRUNCATED_JSON, 1);

        assertThat(client.get("/status").body()).isEqualTo("{\"cann");
    }

    private int status() throws IOException {
        return client.get("/status").statusCode();
    }

    private HttpResponse<String> acknowledge() throws IOException {
        return client.post("/modelbreaches/111/acknowledge", "acknowledge=true");
    }

    private boolean isAcknowledged() throws IOException {
        APPLIANCE.recover();
        return json(client.get("/modelbreaches?pbid=111&includeacknowledged=true"))
                .path("acknowledged")
                .isObject();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Json.read(answer.body());
    }
}
