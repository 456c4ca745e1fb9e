package soar.darktrace.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.params.provider.ValueSource;
import soar.darktrace.appliance.ActionState.Stage;
import tools.jackson.databind.JsonNode;

class ManualActionsTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final SimulatedAppliance APPLIANCE = SimulatedAppliance.start(Clock.fixed(NOW, ZoneOffset.UTC));

    private static final String QUARANTINE = "{\"did\":7,\"action\":\"quarantine\",\"duration\":600,\"reason\":\"x\"}";

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
    void aManualActionIsActiveAtOnceAndNamesItsUser() throws IOException {
        long codeid = codeid(QUARANTINE);

        assertThat(APPLIANCE.actionState(codeid))
                .isEqualTo(new ActionState(codeid, 7, Stage.ACTIVE, NOW.plusSeconds(600)));
        assertThat(shown(codeid).toString())
                .isEqualTo("{\"did\":7,\"ip\":\"10.0.18.224\",\"ips\":[\"10.0.18.224\"],\"action\":\"quarantine\","
                        + "\"label\":\"Quarantine device\",\"detail\":\"\",\"blocked\":false,\"agemail\":false,"
                        + "\"aghost\":false,\"manual\":true,"
                        + "\"triggerer\":{\"username\":\"api.user\",\"reason\":\"x\"},\"score\":0,\"pbid\":0,"
                        + "\"model\":\"\",\"modeluuid\":\"\",\"codeid\":" + codeid + ",\"start\":1767323045000,"
                        + "\"expires\":1767323645000,\"updated\":\"2026-01-02 03:04:05\",\"active\":true,"
                        + "\"cleared\":false,\"history\":[{\"family\":\"NETWORK\",\"username\":\"api.user\","
                        + "\"action\":\"created\",\"reason\":\"x\",\"time\":1767323045000}]}");
    }

    @Test
    void everyCallMakesAnotherAction() throws IOException {
        int before = APPLIANCE.actionStates().size();

        assertThat(codeid(QUARANTINE)).isNotEqualTo(codeid(QUARANTINE));

        assertThat(APPLIANCE.actionStates()).hasSize(before + 2);
    }

    @Test
    void connectionsToBlockAreNamedInTheLabel() throws IOException {
        long codeid = codeid("{\"did\":7,\"action\":\"connection\",\"duration\":600,\"connections\":["
                + "{\"src\":\"10.0.18.224\",\"dst\":\"8.8.8.8\"},"
                + "{\"src\":\"10.0.18.224\",\"dst\":\"malicious.com\",\"port\":443}]}");

        assertThat(shown(codeid).path("label").asString())
                .isEqualTo("Block connections to 8.8.8.8, malicious.com port 443");
    }

    @Test
    void anUnknownDeviceGetsNoActionAndNoError() throws IOException {
        int before = APPLIANCE.actionStates().size();

        HttpResponse<String> answer = create(QUARANTINE.replace("7", "99"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"codeid\":0}");
        assertThat(APPLIANCE.actionStates()).hasSize(before);
    }

    @ParameterizedTest
    @CsvSource({"pol, 400", "gpol, 400", "quarantineOutgoing, 400", "quarantine, 200", "quarantineIncoming, 200"})
    void aClientSensorCannotDoEverything(String action, int status) throws IOException {
        String body = QUARANTINE.replace("quarantine", action);

        assertThat(create(body).statusCode()).isEqualTo(200);
        assertThat(create(body.replace("\"did\":7", "\"did\":823")).statusCode())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"did\":7,\"action\":\"block\",\"duration\":600}",
                "{\"did\":7,\"duration\":600}",
                "{\"did\":7,\"action\":\"quarantine\"}",
                "{\"did\":7,\"action\":\"quarantine\",\"duration\":0}",
                "{\"action\":\"quarantine\",\"duration\":600}",
                "{\"did\":7,\"action\":\"connection\",\"duration\":600}",
                "{\"did\":7,\"action\":\"connection\",\"duration\":600,\"connections\":[]}",
                "{\"did\":7,\"action\":\"connection\",\"duration\":600,\"connections\":[{\"src\":\"10.0.0.1\"}]}",
                "{\"did\":7,\"action\":\"connection\",\"duration\":600,"
                        + "\"connections\":[{\"src\":\"10.0.0.1\",\"dst\":\"8.8.8.8\",\"port\":70000}]}",
                "{\"did\":7,\"action\":\"quarantine\",\"duration\":600,"
                        + "\"connections\":[{\"src\":\"10.0.0.1\",\"dst\":\"8.8.8.8\"}]}",
                "did=7&action=quarantine&duration=600"
            })
    void anOrderThatIsNotUnderstoodIsAnInputErrorAndMakesNothing(String body) throws IOException {
        int before = APPLIANCE.actionStates().size();

        HttpResponse<String> answer = create(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Json.read(answer.body()).path("error").asString()).isEqualTo("INPUT ERROR");
        assertThat(APPLIANCE.actionStates()).hasSize(before);
    }

    @Test
    void inAuditModeAnOrderNeedsAReason() throws IOException {
        APPLIANCE.auditAntigena(true);

        assertThat(create(QUARANTINE.replace("\"x\"", "\"\"")).statusCode()).isEqualTo(400);
        assertThat(create(QUARANTINE).statusCode()).isEqualTo(200);
    }

    @Test
    void aRefusedOrderAnswersWithoutAnIdAndARefusedChangeWithAnError() throws IOException {
        var before = APPLIANCE.actionStates();
        APPLIANCE.fail(Fault.REFUSED_CHANGE);

        assertThat(create(QUARANTINE).body()).isEqualTo("{\"codeid\":0}");
        assertThat(client.post("/antigena", "{\"codeid\":4711,\"clear\":true}").body())
                .isEqualTo("{\"response\":\"ERROR\"}");
        assertThat(client.get("/antigena/summary").statusCode()).isEqualTo(200);
        assertThat(APPLIANCE.actionStates()).isEqualTo(before);
    }

    @Test
    void aLostAnswerTellsNothingOfTheOrder() {
        int before = APPLIANCE.actionStates().size();

        APPLIANCE.fail(Fault.RESET);
        assertThatThrownBy(() -> create(QUARANTINE)).isInstanceOf(IOException.class);
        assertThat(APPLIANCE.actionStates()).hasSize(before);

        APPLIANCE.fail(Fault.RESET_AFTER_APPLYING);
        assertThatThrownBy(() -> create(QUARANTINE)).isInstanceOf(IOException.class);
        assertThat(APPLIANCE.actionStates()).hasSize(before + 1);
        assertThatThrownBy(() -> client.post("/antigena", "{\"codeid\":4711,\"clear\":true}"))
                .isInstanceOf(IOException.class);
        assertThat(APPLIANCE.actionState(4711).stage()).isEqualTo(Stage.CLEARED);
    }

    private HttpResponse<String> create(String body) throws IOException {
        return client.post("/antigena/manual", body);
    }

    private long codeid(String body) throws IOException {
        return Json.read(create(body).body()).path("codeid").asLong();
    }

    private JsonNode shown(long codeid) throws IOException {
        return Json.read(client.get("/antigena?includehistory=true").body())
                .valueStream()
                .filter(action -> action.path("codeid").asLong() == codeid)
                .findFirst()
                .orElseThrow();
    }
}
