package soar.darktrace.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import soar.darktrace.appliance.ActionState.Stage;

class ActionsInTimeTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final SettableClock CLOCK = new SettableClock(NOW);
    private static final SimulatedAppliance APPLIANCE = SimulatedAppliance.start(CLOCK);

    private final RespondClient client = new RespondClient(APPLIANCE, CLOCK);

    @BeforeEach
    void reset() {
        CLOCK.set(NOW);
        APPLIANCE.reset();
    }

    @AfterAll
    static void close() {
        APPLIANCE.close();
    }

    @Test
    void anActiveActionExpiresByTheClockOfTheApplianceThoughItStaysActive() throws IOException {
        assertThat(client.response("{\"codeid\":4711,\"duration\":60}")).isEqualTo("SUCCESS");

        CLOCK.advance(Duration.ofSeconds(59));
        assertThat(APPLIANCE.actionState(4711).stage()).isEqualTo(Stage.ACTIVE);
        CLOCK.advance(Duration.ofSeconds(1));

        assertThat(APPLIANCE.actionState(4711).stage()).isEqualTo(Stage.EXPIRED);
        assertThat(client.shown(4711).path("active").booleanValue()).isTrue();
        assertThat(client.shown(4711).path("cleared").booleanValue()).isFalse();
        assertThat(client.response("{\"codeid\":4711,\"duration\":60}")).isEqualTo("ERROR");
    }

    @Test
    void aPendingActionThatNobodyConfirmsExpiresInactive() throws IOException {
        long codeid = APPLIANCE.pendingAction(7, 111, Duration.ofMinutes(30));
        CLOCK.advance(Duration.ofMinutes(30));

        assertThat(APPLIANCE.actionState(codeid).stage()).isEqualTo(Stage.EXPIRED);
        assertThat(client.shown(codeid).path("active").booleanValue()).isFalse();
        assertThat(client.get("/antigena?needconfirming=true").toString()).doesNotContain(String.valueOf(codeid));
        assertThat(client.change("{\"codeid\":" + codeid + ",\"activate\":true}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.response("{\"codeid\":" + codeid + ",\"activate\":true,\"duration\":60}"))
                .isEqualTo("SUCCESS");
        assertThat(client.lastStep(codeid).path("action").asString()).isEqualTo("reactivated (expired)");
    }

    @Test
    void anExpiredActionIsForgottenAfterFourteenDaysUnlessAWindowIsGiven() throws IOException {
        CLOCK.set(NOW.plus(Duration.ofMinutes(50)).plus(Duration.ofDays(14)));
        assertThat(client.get("/antigena").toString()).contains("\"codeid\":4711");

        CLOCK.advance(Duration.ofMillis(1));

        assertThat(client.get("/antigena").toString()).doesNotContain("\"codeid\":4711");
        assertThat(client.get("/antigena?starttime=" + NOW.toEpochMilli() + "&endtime="
                                + CLOCK.instant().toEpochMilli())
                        .toString())
                .contains("\"codeid\":4711");
        assertThat(client.response("{\"codeid\":4711,\"activate\":true,\"duration\":60}"))
                .isEqualTo("SUCCESS");
    }

    @Test
    void aClearedActionSuppressesTheSameOrderForTheTimeItHadLeft() throws IOException {
        long first = APPLIANCE.pendingAction(7, 111, Duration.ofHours(1));
        client.response("{\"codeid\":" + first + ",\"activate\":true}");
        client.response("{\"codeid\":" + first + ",\"clear\":true}");

        assertThat(APPLIANCE.pendingAction(7, 111, Duration.ofHours(1))).isZero();
        assertThat(APPLIANCE.pendingAction(7, 95, Duration.ofHours(1))).isPositive();
        CLOCK.advance(Duration.ofHours(1));
        assertThat(APPLIANCE.pendingAction(7, 111, Duration.ofHours(1))).isGreaterThan(first);
    }

    @Test
    void aClearedPendingActionSuppressesNothing() throws IOException {
        long first = APPLIANCE.pendingAction(7, 111, Duration.ofHours(1));
        client.response("{\"codeid\":" + first + ",\"clear\":true}");

        assertThat(APPLIANCE.pendingAction(7, 111, Duration.ofHours(1))).isPositive();
    }

    @Test
    void theSummaryOfAWindowSeesAnActionOnlyWhileItWasEnforced() throws IOException {
        client.response("{\"codeid\":4711,\"clear\":true}");
        CLOCK.advance(Duration.ofMinutes(5));
        client.response("{\"codeid\":4711,\"activate\":true,\"duration\":60}");

        assertThat(activeBetween(Duration.ofMinutes(1), Duration.ofMinutes(4))).doesNotContain("7,");
        assertThat(activeBetween(Duration.ofMinutes(1), Duration.ofMinutes(5))).contains("7,");
        assertThat(activeBetween(Duration.ofMinutes(-5), Duration.ofMinutes(4))).contains("7,");
        assertThat(activeBetween(Duration.ofMinutes(6), Duration.ofMinutes(7))).doesNotContain("7,");
    }

    private String activeBetween(Duration from, Duration to) throws IOException {
        return client.get("/antigena/summary?starttime=" + NOW.plus(from).toEpochMilli() + "&endtime="
                        + NOW.plus(to).toEpochMilli())
                .path("activeActionDevices")
                .toString();
    }
}
