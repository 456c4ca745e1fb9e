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
    void aPendingActionIsActivatedForTheTimeOfItsModel() throws IOException {
        long codeid = APPLIANCE.pendingAction(7, 111, Duration.ofMinutes(30));
        CLOCK.advance(Duration.ofMinutes(10));

        assertThat(client.response("{\"codeid\":" + codeid + ",\"activate\":true,\"reason\":\"seen\"}"))
                .isEqualTo("SUCCESS");

        assertThat(APPLIANCE.actionState(codeid))
                .isEqualTo(new ActionState(codeid, 7, Stage.ACTIVE, NOW.plus(Duration.ofMinutes(40))));
        JsonNode action = client.shown(codeid);
        assertThat(action.path("active").booleanValue()).isTrue();
        assertThat(action.path("start").asLong()).isEqualTo(NOW.toEpochMilli());
        assertThat(action.path("updated").asString()).isEqualTo("2026-01-02 03:14:05");
        assertThat(client.lastStep(codeid).path("action").asString()).isEqualTo("activated");
        assertThat(client.lastStep(codeid).path("username").asString()).isEqualTo("api.user");
        assertThat(client.lastStep(codeid).path("reason").asString()).isEqualTo("seen");
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
        assertThat(client.response("{\"codeid\":" + codeid + "," + fields + "}"))
                .isEqualTo("SUCCESS");

        assertThat(APPLIANCE.actionState(codeid).stage()).isEqualTo(stage);
        assertThat(APPLIANCE.actionState(codeid).expires()).isEqualTo(NOW.plusSeconds(seconds));
        assertThat(client.lastStep(codeid).path("action").asString()).isEqualTo(step);
        assertThat(client.lastStep(codeid).path("time").asLong()).isEqualTo(NOW.toEpochMilli());
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

        assertThat(client.response("{\"codeid\":" + codeid + "," + fields + "}"))
                .isEqualTo("ERROR");

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

        HttpResponse<String> answer = client.change(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Json.read(answer.body()).path("error").asString()).isEqualTo("INPUT ERROR");
        assertThat(APPLIANCE.actionStates()).isEqualTo(before);
    }

    @Test
    void aPendingActionNamesItsBreachAndWaitsForConfirmation() throws IOException {
        long codeid = APPLIANCE.pendingAction(823, 95, Duration.ofHours(1));

        assertThat(codeid).isGreaterThan(Integer.MAX_VALUE);
        JsonNode action = client.shown(codeid);
        assertThat(action.path("model").asString()).isEqualTo("Compromise::Watched Domain");
        assertThat(action.path("ip").asString()).isEqualTo("172.31.32.146");
        assertThat(action.path("score").toString()).isEqualTo("1");
        assertThat(action.path("triggerer").isNull()).isTrue();
        assertThat(action.path("aghost").booleanValue()).isTrue();
        assertThat(client.lastStep(codeid).path("action").asString()).isEqualTo("created (requires confirmation)");
        assertThat(client.get("/antigena/summary").path("pendingCount").asInt()).isEqualTo(2);
        assertThatThrownBy(() -> APPLIANCE.pendingAction(99, 95, Duration.ofHours(1)))
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void inAuditModeAChangeNeedsAReason() throws IOException {
        APPLIANCE.auditAntigena(true);

        for (String reason : new String[] {"", ",\"reason\":\"\"", ",\"reason\":\" \"", ",\"reason\":null"}) {
            assertThat(client.change("{\"codeid\":4711,\"clear\":true" + reason + "}")
                            .statusCode())
                    .isEqualTo(400);
        }
        assertThat(APPLIANCE.actionState(4711).stage()).isEqualTo(Stage.ACTIVE);
        assertThat(client.response("{\"codeid\":4711,\"clear\":true,\"reason\":\"known\"}"))
                .isEqualTo("SUCCESS");

        APPLIANCE.reset();
        assertThat(client.response("{\"codeid\":4711,\"clear\":true}")).isEqualTo("SUCCESS");
    }

    @Test
    void resetForgetsEveryChangeAndStartsAnewFromTheTimeOfTheClock() throws IOException {
        long created = APPLIANCE.pendingAction(7, 111, Duration.ofHours(1));
        client.response("{\"codeid\":4711,\"clear\":true}");
        CLOCK.advance(Duration.ofDays(30));

        APPLIANCE.reset();

        assertThat(APPLIANCE.actionState(4711))
                .isEqualTo(
                        new ActionState(4711, 7, Stage.ACTIVE, CLOCK.instant().plus(Duration.ofMinutes(50))));
        assertThatThrownBy(() -> APPLIANCE.actionState(created)).isInstanceOf(NoSuchElementException.class);
    }
}
