package soar.darktrace.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class LostAnswerTest {

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
    void aResetLosesTheRequest() throws IOException {
        APPLIANCE.fail(Fault.RESET);

        assertThatThrownBy(this::acknowledge).isInstanceOf(IOException.class);

        assertThat(APPLIANCE.requests()).hasSize(1);
        assertThat(isAcknowledged()).isFalse();
    }

    @Test
    void aResetAfterApplyingLosesTheAnswerOnly() throws IOException {
        APPLIANCE.fail(Fault.RESET_AFTER_APPLYING);

        assertThatThrownBy(this::acknowledge).isInstanceOf(IOException.class);

        assertThat(isAcknowledged()).isTrue();
    }

    @Test
    void aDelayedAnswerIsTrueButLate() throws IOException {
        Duration delay = Duration.ofMillis(60);
        APPLIANCE.delay(delay);
        APPLIANCE.fail(Fault.DELAY);

        long before = System.nanoTime();
        assertThat(client.get("/status").body()).contains("7.1.0");

        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(delay.toNanos());
    }

    @Test
    void aCallerWhoDoesNotWaitForADelayedAnswerHasMadeTheChange() throws IOException {
        client.get("/status");
        APPLIANCE.delay(Duration.ofMinutes(5));
        APPLIANCE.fail(Fault.DELAY);
        String path = "/modelbreaches/111/acknowledge";
        var request = client.signed(path, path + "?acknowledge=true")
                .POST(BodyPublishers.ofString("acknowledge=true"))
                .timeout(Duration.ofSeconds(1));

        assertThatThrownBy(() -> client.send(request.build())).isInstanceOf(HttpTimeoutException.class);

        assertThat(isAcknowledged()).isTrue();
    }

    @Test
    void aCutOffAnswerEndsBeforeItsAnnouncedLength() throws IOException {
        String whole = client.get("/status").body();
        APPLIANCE.fail(Fault.CUT_OFF_JSON);

        HttpResponse<InputStream> answer =
                client.send(client.signed("/status", "/status").build(), BodyHandlers.ofInputStream());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(whole.length());
        try (InputStream body = answer.body()) {
            assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aTruncatedDocumentComesInAWholeMessage() throws IOException {
        String whole = client.get("/status").body();
        APPLIANCE.fail(Fault.TRUNCATED_JSON);

        assertThat(client.get("/status").body()).isEqualTo(whole.substring(0, whole.length() / 2));
    }

    @ParameterizedTest
    @EnumSource(names = {"TRUNCATED_JSON", "EMPTY_BODY"})
    void aSpoiltAnswerDoesNotUndoTheChange(Fault fault) throws IOException {
        APPLIANCE.fail(fault);

        HttpResponse<String> answer = acknowledge();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(fault == Fault.EMPTY_BODY ? "" : "{\"response\"");
        assertThat(isAcknowledged()).isTrue();
    }

    @Test
    void aFaultFromTheNextChangeOnSparesWhatComesBeforeAndNothingAfter() throws IOException {
        String whole = client.get("/status").body();
        APPLIANCE.failFromNextChange(Fault.TRUNCATED_JSON);

        assertThat(client.get("/status").body()).isEqualTo(whole);
        assertThat(acknowledge().body()).isEqualTo("{\"response\"");
        assertThat(client.get("/status").body()).hasSize(whole.length() / 2);
        assertThat(isAcknowledged()).isTrue();
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
