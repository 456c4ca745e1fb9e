package soar.darktrace.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureOnTheWireTest {

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
    @CsvSource({
        "/devicesearch?query=tag%3A%22my%20tag%22, '/devicesearch?query=tag:\"my tag\"'",
        "/devicesearch?query=tag%3A%22my+tag%22, '/devicesearch?query=tag:\"my tag\"'",
        "/devicesearch?query=tag%3A%22my%20tag%22, /devicesearch?query=tag%3A%22my%20tag%22",
        "/devicesearch?query=b%C3%BCro&count=1, /devicesearch?query=büro&count=1"
    })
    void aQueryMayBeSignedDecodedOrAsSent(String request, String signed) throws IOException {
        assertThat(client.get(request, signed).statusCode()).isEqualTo(200);
    }

    @Test
    void aQuerySignedInAnotherOrderThanItWasSentIsRefused() throws IOException {
        assertSignatureError(client.get("/devicesearch?query=x&count=1", "/devicesearch?count=1&query=x"));
    }

    @Test
    void aNarrowedApplianceSaysNoUntilItIsReset() throws IOException {
        APPLIANCE.acceptOnly(QuerySigning.DECODED);
        assertSignatureError(client.get("/devicesearch?query=a%20b"));

        APPLIANCE.reset();
        assertThat(client.get("/devicesearch?query=a%20b").statusCode()).isEqualTo(200);
    }

    @Test
    void aPostThatCarriesAQueryIsRefusedHoweverItIsSigned() throws IOException {
        String url = "/modelbreaches/111/acknowledge?acknowledge=true";

        assertSignatureError(client.post(url, "acknowledge=true", url));
        assertSignatureError(client.post(url, "acknowledge=true", url + "&acknowledge=true"));
    }

    @Test
    void aBodyOtherThanTheSignedOneIsRefused() throws IOException {
        String path = "/modelbreaches/111/comments";

        assertSignatureError(client.post(path, "{\"message\": \"x\"}", path + "?{\"message\":\"x\"}"));
        assertThat(client.post(path, "{\"message\": \"x\"}").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DTAPI-Token", "DTAPI-Date", "DTAPI-Signature"})
    void aRequestWithAWrongOrAMissingHeaderIsRefused(String header) throws IOException {
        String wrong = header.equals("DTAPI-Date") ? "2026-01-02 03:04:06" : "wrong";
        assertSignatureError(client.send(
                client.signed("/status", "/status").setHeader(header, wrong).build()));

        var incomplete = client.unsigned("/status");
        client.signed("/status", "/status").build().headers().map().forEach((name, values) -> {
            if (!name.equalsIgnoreCase(header)) {
                incomplete.header(name, values.get(0));
            }
        });
        assertSignatureError(client.send(incomplete.build()));
    }

    @Test
    void anErrorIsNamedAfterTheFirstSegmentOfThePathAndPrettyPrinted() throws IOException {
        assertThat(client.get("/agemail/api/ep/api/v1.0/dash", "/other").body()).isEqualToNormalizingNewlines("""
                        {
                          "agemail" : "API SIGNATURE ERROR"
                        }""");
    }

    @ParameterizedTest
    @CsvSource({"PT30M, 200", "PT-30M, 200", "PT30M1S, 400", "PT-30M-1S, 400"})
    void theClockMayBeHalfAnHourOff(Duration skew, int status) throws IOException {
        HttpResponse<String> answer = client.at(NOW.plus(skew)).get("/status");

        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 400) {
            assertThat(Json.read(answer.body()).path("status").asString()).isEqualTo("API DATE ERROR");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"20260102T030405", "2026-01-02T03:04:05", "2026-01-02T03:04:05.123456+00:00"})
    void onlyTheSpacedDateIsAccepted(String date) throws IOException {
        HttpResponse<String> answer =
                client.send(client.signed("/status", "/status", date).build());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("API DATE ERROR");
    }

    @Test
    void aRequestWithoutCredentialsIsSentToTheLoginPage() throws IOException {
        assertRedirectToLogin(client.send(client.unsigned("/status").build()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/time", "/statuses", "/modelbreaches/1/2/3"})
    void anUnknownEndpointIsSentToTheLoginPage(String path) throws IOException {
        assertRedirectToLogin(client.get(path));
    }

    private static void assertSignatureError(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("API SIGNATURE ERROR");
    }

    private static void assertRedirectToLogin(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).hasValue("/login");
        assertThat(answer.body()).isEqualTo("Found. Redirecting to /login");
    }
}
