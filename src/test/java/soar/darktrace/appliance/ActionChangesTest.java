package soar.darktrace.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import soar.darktrace.appliance.ActionState.Stage;
import tools.jackson.databind.JsonNode;

class ActionChangesTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final SettableClock CLOCK = new SettableClock(NOW);
    private static final SimulatedAppliance APPLIANCE = SimulatedAppliance.start(CLOCK);

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
    void aPendingActionIsActivatedForTheTimeOfItsModel() throws IOException {
        long codeid = APPLIANCE.pendingAction(7, 111, Duration.ofMinutes(30));
        CLOCK.advance(Duration.ofMinutes(10));

        assertThat(response("{\"codeid\":" + codeid + ",\"activate\":true,\"reason\":\"seen\"}"))
                .isEqualTo("SUCCESS");

        assertThat(APPLIANCE.actionState(codeid))
                .isEqualTo(new ActionState(codeid, 7, Stage.ACTIVE, NOW.plus(Duration.ofMinutes(40))));
        JsonNode action = shown(codeid);
        assertThat(action.path("active").booleanValue()).isTrue();
        assertThat(action.path("start").asLong()).isEqualTo(NOW.toEpochMilli());
        assertThat(action.path("updated").asString()).isEqualTo("2026-01-02 03:14:05");
        assertThat(lastStep(codeid).path("action").asString()).isEqualTo("activated");
        assertThat(lastStep(codeid).path("username").asString()).isEqualTo("api.user");
        assertThat(lastStep(codeid).path("reason").asString()).isEqualTo("seen");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            4712 | "activate":true                | ACTIVE  | 3600 | activated
            4712 | "activate":true,"duration":60  | ACTIVE  |   60 | activated
            4712 | "clear":true                   | CLEARED | 3300 | cleared
            4711 | "duration":7200                | ACTIVE  | 7200 | extended
            4711 | "duration":10                  | ACTIVE  |   10 | extended
            4711 | "clear":true,"duration":60     | CLEARED | 3000 | cleared
            4713 | "activate":true,"duration":60  | ACTIVE  |   60 | reactivated (expired)
            4713 | "clear":true                   | CLEARED | -165600 | cleared
            4714 | "activate":true,"duration":60  | ACTIVE  |   60 | reactivated (cleared)
            """)
    void theFieldsOfAChangeDecideWhatItMeans(long codeid, String fields, Stage stage, long seconds, String step)
            throws IOException {
        assertThat(response("{\"codeid\":" + codeid + "," + fields + "}")).isEqualTo("SUCCESS");

        assertThat(APPLIANCE.actionState(codeid).stage()).isEqualTo(stage);
        assertThat(APPLIANCE.actionState(codeid).expires()).isEqualTo(NOW.plusSeconds(seconds));
        assertThat(lastStep(codeid).path("action").asString()).isEqualTo(step);
        assertThat(lastStep(codeid).path("time").asLong()).isEqualTo(NOW.toEpochMilli());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            4711 | "activate":true
            4711 | "activate":true,"duration":60
            4712 | "duration":60
            4713 | "duration":60
            4714 | "duration":60
            4714 | "clear":true
            7    | "clear":true
            7    | "activate":true
            """)
    void whatTheStateForbidsIsRefusedWithoutAReason(long codeid, String fields) throws IOException {
        var before = APPLIANCE.actionStates();

        assertThat(response("{\"codeid\":" + codeid + "," + fields + "}")).isEqualTo("ERROR");

        assertThat(APPLIANCE.actionStates()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"codeid\":4713,\"activate\":true}",
                "{\"codeid\":4714,\"activate\":true}",
                "{\"codeid\":4711,\"activate\":true,\"clear\":true}",
                "{\"codeid\":4711}",
                "{\"codeid\":4711,\"activate\":false}",
                "{\"codeid\":4711,\"duration\":0}",
                "{\"codeid\":4711,\"duration\":-1}",
                "{\"codeid\":4711,\"duration\":9223372036854775807}",
                "{\"codeid\":4711,\"duration\":\"long\"}",
                "{\"codeid\":4711,\"duration\":1.5}",
                "{\"codeid\":4711,\"clear\":\"perhaps\"}",
                "{\"clear\":true}",
                "{\"codeid\":",
                "codeid=4711&clear=true"
            })
    void aChangeThatIsNotUnderstoodIsAnInputErrorAndChangesNothing(String body) throws IOException {
        var before = APPLIANCE.actionStates();

        HttpResponse<String> answer = client().post("/antigena", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Json.read(answer.body()).path("error").asString()).isEqualTo("INPUT ERROR");
        assertThat(APPLIANCE.actionStates()).isEqualTo(before);
    }

    @Test
    void anActiveActionExpiresByTheClockOfTheApplianceThoughItStaysActive() throws IOException {
        assertThat(response("{\"codeid\":4711,\"duration\":60}")).isEqualTo("SUCCESS");

        CLOCK.advance(Duration.ofSeconds(59));
        assertThat(APPLIANCE.actionState(4711).stage()).isEqualTo(Stage.ACTIVE);
        CLOCK.advance(Duration.ofSeconds(1));

        assertThat(APPLIANCE.actionState(4711).stage()).isEqualTo(Stage.EXPIRED);
        assertThat(shown(4711).path("active").booleanValue()).isTrue();
        assertThat(shown(4711).path("cleared").booleanValue()).isFalse();
        assertThat(response("{\"codeid\":4711,\"duration\":60}")).isEqualTo("ERROR");
    }

    @Test
    void aPendingActionThatNobodyConfirmsExpiresInactive() throws IOException {
        long codeid = APPLIANCE.pendingAction(7, 111, Duration.ofMinutes(30));
        CLOCK.advance(Duration.ofMinutes(30));

        assertThat(APPLIANCE.actionState(codeid).stage()).isEqualTo(Stage.EXPIRED);
        assertThat(shown(codeid).path("active").booleanValue()).isFalse();
        assertThat(get("/antigena?needconfirming=true").toString()).doesNotContain(String.valueOf(codeid));
        assertThat(client().post("/antigena", "{\"codeid\":" + codeid + ",\"activate\":true}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(response("{\"codeid\":" + codeid + ",\"activate\":true,\"duration\":60}"))
                .isEqualTo("SUCCESS");
        assertThat(lastStep(codeid).path("action").asString()).isEqualTo("reactivated (expired)");
    }

    @Test
    void anExpiredActionIsForgottenAfterFourteenDaysUnlessAWindowIsGiven() throws IOException {
        CLOCK.set(NOW.plus(Duration.ofMinutes(50)).plus(Duration.ofDays(14)));
        assertThat(get("/antigena").toString()).contains("\"codeid\":4711");

        CLOCK.advance(Duration.ofMillis(1));

        assertThat(get("/antigena").toString()).doesNotContain("\"codeid\":4711");
        assertThat(get("/antigena?starttime=" + NOW.toEpochMilli() + "&endtime="
                                + CLOCK.instant().toEpochMilli())
                        .toString())
                .contains("\"codeid\":4711");
        assertThat(response("{\"codeid\":4711,\"activate\":true,\"duration\":60}"))
                .isEqualTo("SUCCESS");
    }

    @Test
    void aClearedActionSuppressesTheSameOrderForTheTimeItHadLeft() throws IOException {
        long first = APPLIANCE.pendingAction(7, 111, Duration.ofHours(1));
        response("{\"codeid\":" + first + ",\"activate\":true}");
        response("{\"codeid\":" + first + ",\"clear\":true}");

        assertThat(APPLIANCE.pendingAction(7, 111, Duration.ofHours(1))).isZero();
        assertThat(APPLIANCE.pendingAction(7, 95, Duration.ofHours(1))).isPositive();
        CLOCK.advance(Duration.ofHours(1));
        assertThat(APPLIANCE.pendingAction(7, 111, Duration.ofHours(1))).isGreaterThan(first);
    }

    @Test
    void aClearedPendingActionSuppressesNothing() throws IOException {
        long first = APPLIANCE.pendingAction(7, 111, Duration.ofHours(1));
        response("{\"codeid\":" + first + ",\"clear\":true}");

        assertThat(APPLIANCE.pendingAction(7, 111, Duration.ofHours(1))).isPositive();
    }

    @Test
    void aPendingActionNamesItsBreachAndWaitsForConfirmation() throws IOException {
        long codeid = APPLIANCE.pendingAction(823, 95, Duration.ofHours(1));

        assertThat(codeid).isGreaterThan(Integer.MAX_VALUE);
        JsonNode action = shown(codeid);
        assertThat(action.path("model").asString()).isEqualTo("Compromise::Watched Domain");
        assertThat(action.path("ip").asString()).isEqualTo("172.31.32.146");
        assertThat(action.path("score").toString()).isEqualTo("1");
        assertThat(action.path("triggerer").isNull()).isTrue();
        assertThat(action.path("aghost").booleanValue()).isTrue();
        assertThat(lastStep(codeid).path("action").asString()).isEqualTo("created (requires confirmation)");
        assertThat(get("/antigena/summary").path("pendingCount").asInt()).isEqualTo(2);
        assertThatThrownBy(() -> APPLIANCE.pendingAction(99, 95, Duration.ofHours(1)))
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void theSummaryOfAWindowSeesAnActionOnlyWhileItWasEnforced() throws IOException {
        response("{\"codeid\":4711,\"clear\":true}");
        CLOCK.advance(Duration.ofMinutes(5));
        response("{\"codeid\":4711,\"activate\":true,\"duration\":60}");

        assertThat(activeBetween(Duration.ofMinutes(1), Duration.ofMinutes(4))).doesNotContain("7,");
        assertThat(activeBetween(Duration.ofMinutes(1), Duration.ofMinutes(5))).contains("7,");
        assertThat(activeBetween(Duration.ofMinutes(-5), Duration.ofMinutes(4))).contains("7,");
        assertThat(activeBetween(Duration.ofMinutes(6), Duration.ofMinutes(7))).doesNotContain("7,");
    }

    @Test
    void inAuditModeAChangeNeedsAReason() throws IOException {
        APPLIANCE.auditAntigena(true);

        for (String reason : new String[] {"", ",\"reason\":\"\"", ",\"reason\":\" \"", ",\"reason\":null"}) {
            assertThat(client().post("/antigena", "{\"codeid\":4711,\"clear\":true" + reason + "}")
                            .statusCode())
                    .isEqualTo(400);
        }
        assertThat(APPLIANCE.actionState(4711).stage()).isEqualTo(Stage.ACTIVE);
        assertThat(response("{\"codeid\":4711,\"clear\":true,\"reason\":\"known\"}"))
                .isEqualTo("SUCCESS");

        APPLIANCE.reset();
        assertThat(response("{\"codeid\":4711,\"clear\":true}")).isEqualTo("SUCCESS");
    }

    @Test
    void resetForgetsEveryChangeAndStartsAnewFromTheTimeOfTheClock() throws IOException {
        long created = APPLIANCE.pendingAction(7, 111, Duration.ofHours(1));
        response("{\"codeid\":4711,\"clear\":true}");
        CLOCK.advance(Duration.ofDays(30));

        APPLIANCE.reset();

        assertThat(APPLIANCE.actionState(4711))
                .isEqualTo(
                        new ActionState(4711, 7, Stage.ACTIVE, CLOCK.instant().plus(Duration.ofMinutes(50))));
        assertThatThrownBy(() -> APPLIANCE.actionState(created)).isInstanceOf(NoSuchElementException.class);
    }

    private static SignedClient client() {
        return new SignedClient(APPLIANCE, CLOCK.instant());
    }

    private static String response(String body) throws IOException {
        return Json.read(client().post("/antigena", body).body())
                .path("response")
                .asString();
    }

    private static String activeBetween(Duration from, Duration to) throws IOException {
        return get("/antigena/summary?starttime=" + NOW.plus(from).toEpochMilli() + "&endtime="
                        + NOW.plus(to).toEpochMilli())
                .path("activeActionDevices")
                .toString();
    }

    private static JsonNode shown(long codeid) throws IOException {
        return get("/antigena?includecleared=true&includehistory=true&starttime=0&endtime=1893456000000")
                .valueStream()
                .filter(action -> action.path("codeid").asLong() == codeid)
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode lastStep(long codeid) throws IOException {
        JsonNode history = shown(codeid).path("history");
        return history.path(history.size() - 1);
    }

    private static JsonNode get(String request) throws IOException {
        return Json.read(client().get(request).body());
    }
}
