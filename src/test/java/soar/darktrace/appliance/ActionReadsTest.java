package soar.darktrace.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import soar.darktrace.appliance.ActionState.Stage;
import tools.jackson.databind.JsonNode;

class ActionReadsTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final SimulatedAppliance APPLIANCE = SimulatedAppliance.start(Clock.fixed(NOW, ZoneOffset.UTC));

    private final SignedClient client = new SignedClient(APPLIANCE, NOW);

    @AfterAll
    static void close() {
        APPLIANCE.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /antigena                                                                 | 4711 4712 4713 1000000004716
            /antigena?includecleared=true                                             | 4711 4712 4713 4714 4717 1000000004716
            /antigena?needconfirming=true                                             | 4712
            /antigena?needconfirming=false                                            | 4711 4713 1000000004716
            /antigena?pbid=111                                                        | 4711
            /antigena?did=1000000000001                                               | 1000000004716
            /antigena?did=1                                                           | ''
            /antigena?did=1&includecleared=true                                       | 4714
            /antigena?starttime=1765580645000&endtime=1765667045000                   | 4715
            /antigena?from=2025-12-31%2004:00:00&to=2025-12-31T05:00:00               | 4713
            /antigena?from=2026-01-02%2000:00:00&to=2026-01-02%2001:00:00&includecleared=true | 4714
            /antigena?from=2026-01-02%2000:00:00&to=2026-01-02%2000:03:00&includecleared=true | ''
            """)
    void actionsAreFiltered(String request, String codeids) throws IOException {
        assertThat(values(get(request), "codeid"))
                .isEqualTo(codeids.isEmpty() ? List.of() : List.of(codeids.split(" ", -1)));
    }

    @Test
    void anActionOfAModelSaysWhatItDoesToWhomAndWhy() throws IOException {
        assertThat(client.get("/antigena?pbid=111").body())
                .isEqualTo("[{\"codeid\":4711,\"did\":7,\"ip\":\"10.0.18.224\",\"ips\":[\"10.0.18.224\"],"
                        + "\"action\":\"connection\",\"manual\":false,\"triggerer\":null,"
                        + "\"label\":\"Block connections to 203.0.113.9 port 443\",\"detail\":\"\",\"score\":0.729,"
                        + "\"pbid\":111,\"model\":\"Anomalous Connection::Data Sent to Rare Domain\","
                        + "\"modeluuid\":\"2c8d6f20-91b4-4c0e-8d55-7c1f6a1b1118\",\"start\":1767322445000,"
                        + "\"blocked\":true,\"agemail\":false,\"aghost\":false,\"expires\":1767326045000,"
                        + "\"updated\":\"2026-01-02 02:54:05\",\"active\":true,\"cleared\":false}]");
    }

    @ParameterizedTest
    @CsvSource({
        "4711, ACTIVE, true, false",
        "4712, PENDING, false, false",
        "4713, EXPIRED, true, false",
        "4714, CLEARED, false, true",
        "4715, EXPIRED, true, false",
        "1000000004716, ACTIVE, true, false"
    })
    void theFlagsOfAnActionDoNotTellItsTrueState(long codeid, Stage stage, boolean active, boolean cleared)
            throws IOException {
        JsonNode action = get("/antigena?includecleared=true&starttime=0&endtime=1893456000000")
                .valueStream()
                .filter(item -> item.path("codeid").asLong() == codeid)
                .findFirst()
                .orElseThrow();

        assertThat(action.path("active").booleanValue()).isEqualTo(active);
        assertThat(action.path("cleared").booleanValue()).isEqualTo(cleared);
        ActionState state = APPLIANCE.actionState(codeid);
        assertThat(state.stage()).isEqualTo(stage);
        assertThat(state.did()).isEqualTo(action.path("did").asLong());
        assertThat(state.expires().toEpochMilli())
                .isEqualTo(action.path("expires").asLong());
    }

    @Test
    void historyAndConnectionsAndDevicesComeWhenAsked() throws IOException {
        assertThat(get("/antigena").toString()).doesNotContain("history");
        assertThat(get("/antigena?pbid=46&includehistory=true").at("/0/history").toString())
                .isEqualTo("[{\"family\":\"NETWORK\",\"username\":\"\",\"action\":\"created\",\"reason\":\"\","
                        + "\"time\":1767150245000},{\"family\":\"NETWORK\",\"username\":\"user.one\","
                        + "\"action\":\"extended\",\"reason\":\"Still scanned from outside\","
                        + "\"time\":1767152045000}]");

        JsonNode blocked = get("/antigena?pbid=111&includeconnections=true");
        assertThat(blocked.propertyNames()).containsExactly("actions", "connections");
        assertThat(blocked.path("connections").get(0).toString())
                .isEqualTo("{\"direction\":\"outgoing\",\"ip\":\"203.0.113.9\",\"port\":443,"
                        + "\"timems\":1767322505000,\"time\":\"2026-01-02 02:55:05\",\"action\":\"connection\","
                        + "\"label\":\"Block connections to 203.0.113.9 port 443\",\"did\":7}");

        JsonNode detailed = get("/antigena?fulldevicedetails=true");
        assertThat(detailed.propertyNames()).containsExactly("actions", "devices");
        assertThat(values(detailed.path("devices"), "did")).containsExactly("7", "823", "10", "1000000000001");
        assertThat(detailed.toString()).doesNotContain("clientSensor").doesNotContain("searchedAs");
    }

    @Test
    void theAnswerCanBeReducedToOneField() throws IOException {
        assertThat(client.get("/antigena?pbid=111&responsedata=codeid").body()).isEqualTo("[{\"codeid\":4711}]");
        assertThat(client.get("/antigena?did=3&fulldevicedetails=true&responsedata=actions")
                        .body())
                .isEqualTo("{\"actions\":[]}");
        assertThat(client.get("/antigena/summary?responsedata=pendingCount").body())
                .isEqualTo("{\"pendingCount\":1}");
    }

    @Test
    void theSummaryCountsWhatIsPendingAndActiveNow() throws IOException {
        assertThat(client.get("/antigena/summary").body())
                .isEqualTo("{\"pendingCount\":1,\"activeCount\":2,\"pendingActionDevices\":[823],"
                        + "\"activeActionDevices\":[7,1000000000001]}");
    }

    @Test
    void theSummaryOfAWindowKnowsWhatWasEnforcedThenAndNothingOfPendingActions() throws IOException {
        assertThat(summary(Duration.ofMinutes(150), Duration.ofMinutes(20)))
                .isEqualTo("{\"pendingCount\":0,\"activeCount\":2,\"pendingActionDevices\":[],"
                        + "\"activeActionDevices\":[1,1000000000001]}");
        assertThat(summary(Duration.ofMinutes(110), Duration.ofMinutes(40)))
                .isEqualTo("{\"pendingCount\":0,\"activeCount\":0,\"pendingActionDevices\":[],"
                        + "\"activeActionDevices\":[]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/antigena?starttime=1767322445000",
                "/antigena?endtime=1767322445000",
                "/antigena?from=2026-01-02%2000:00:00",
                "/antigena?from=2026-01-02%2000:00:00&endtime=1767322445000",
                "/antigena?from=yesterday&to=now",
                "/antigena?includecleared=perhaps",
                "/antigena?needconfirming=1",
                "/antigena?did=x",
                "/antigena/summary?starttime=1767322445000"
            })
    void aReadThatIsNotUnderstoodIsAnInputError(String request) throws IOException {
        HttpResponse<String> answer = client.get(request);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Json.read(answer.body()).path("error").asString()).isEqualTo("INPUT ERROR");
    }

    private String summary(Duration from, Duration to) throws IOException {
        return client.get("/antigena/summary?starttime=" + NOW.minus(from).toEpochMilli() + "&endtime="
                        + NOW.minus(to).toEpochMilli())
                .body();
    }

    private JsonNode get(String request) throws IOException {
        return Json.read(client.get(request).body());
    }

    private static List<String> values(JsonNode items, String field) {
        return items.valueStream().map(item -> item.path(field).asString()).toList();
    }
}
