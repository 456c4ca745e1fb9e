package soar.darktrace.feature.respond;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.ActionState.Stage;
import soar.darktrace.appliance.Fault;
import soar.darktrace.appliance.ReceivedRequest;
import soar.darktrace.appliance.SimulatedAppliance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** RESPOND against an appliance with its real semantics: 4711 is active, 4712 pending, 4713 expired, 4714 cleared. */
@ConnectorTest
class RespondCommandsTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @Autowired
    TestClock clock;

    @BeforeEach
    void reset() {
        clock.reset();
        appliance.reset();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0000', textBlock = """
            {}                                  | /antigena
            {"did": 7}                          | /antigena?did=7
            {"pbid": 95}                        | /antigena?pbid=95
            {"codeid": 4711}                    | /antigena?includecleared=true
            {"include_cleared": "false"}        | /antigena?includecleared=false
            {"include_history": true}           | /antigena?includehistory=true
            {"include_connections": true}       | /antigena?includeconnections=true
            {"need_confirming": false}          | /antigena?needconfirming=false
            {"full_device_details": true}       | /antigena?fulldevicedetails=true
            {"response_data": "devices"}        | /antigena?responsedata=devices
            {"start_time": "2 days"}            | /antigena?starttime=1767150245000&endtime=1767323045000
            {"ip": "10.*"}                      | /antigena
            """)
    void eachFilterReachesTheWireAsDocumented(String arguments, String url) {
        Reply.toCommand(web, "darktrace-get-actions", JSON.readTree(arguments));

        assertThat(appliance.requests()).extracting(ReceivedRequest::url).containsExactly(url);
    }

    @ParameterizedTest
    @CsvSource({"4711, active, 3000", "4712, pending, 3300", "4713, expired, -1", "4714, cleared, -1"})
    void anActionShowsItsTrueState(long codeid, String state, int remaining) {
        Reply reply = Reply.toCommand(web, "darktrace-get-actions", Map.of("codeid", codeid));

        assertThat(reply.body().at("/outputs/0/state").asString()).isEqualTo(state);
        assertThat(reply.body().at("/outputs/0/remainingSeconds").asInt(-1)).isEqualTo(remaining);
        assertThat(reply.body().path("outputs").size()).isEqualTo(1);
    }

    @Test
    void actionsAreFoundByAPatternOfTheirAddress() {
        Reply reply = Reply.toCommand(web, "darktrace-get-actions", Map.of("ip", "172.31.32.*"));

        assertThat(reply.body()
                        .path("outputs")
                        .valueStream()
                        .map(action -> action.path("codeid").asInt()))
                .containsExactly(4712);
    }

    @Test
    void actionsArePaged() {
        assertThat(pageOfActions("all", 0)).containsExactlyElementsOf(pageOfActions("50", 0));
        assertThat(pageOfActions("2", 1))
                .containsExactlyElementsOf(pageOfActions("all", 0).subList(1, 3));
    }

    private List<JsonNode> pageOfActions(String limit, int offset) {
        return Reply.toCommand(
                        web, "darktrace-get-actions", Map.of("include_cleared", true, "limit", limit, "offset", offset))
                .body()
                .path("outputs")
                .valueStream()
                .toList();
    }

    @Test
    void anActionCarriesItsDeviceAndConnections() {
        Reply reply =
                Reply.toCommand(web, "darktrace-get-actions", Map.of("codeid", 4711, "full_device_details", true));
        assertThat(reply.body().at("/outputs/0/device/hostname").asString()).isEqualTo("fin-lt-07");

        Reply connections =
                Reply.toCommand(web, "darktrace-get-actions", Map.of("codeid", 4711, "include_connections", true));
        assertThat(connections.body().at("/outputs/0/connections").size()).isEqualTo(2);
    }

    @Test
    void theSummaryCounts() {
        Reply reply = Reply.toCommand(web, "darktrace-get-actions-summary", Map.of());

        assertThat(reply.body().at("/outputs/pendingCount").asInt()).isEqualTo(1);
        assertThat(reply.body().at("/outputs/pendingActionDevices/0").asInt()).isEqualTo(823);
    }

    @Test
    void aPendingActionIsActivatedForItsTime() {
        Reply reply = change("darktrace-activate-action", Map.of("codeid", 4712, "duration", "10 minutes"));

        assertThat(reply.body().at("/outputs/state").asString()).isEqualTo("active");
        assertThat(reply.body().at("/outputs/remainingSeconds").asInt()).isEqualTo(600);
        assertThat(reply.body().path("warnings").isEmpty()).isTrue();
        assertThat(appliance.actionState(4712).stage()).isEqualTo(Stage.ACTIVE);
        assertThat(change().body())
                .isEqualTo("{\"codeid\":4712,\"activate\":true,\"duration\":600,"
                        + "\"reason\":\"darktrace-activate-action by Darktrace Connector\"}");
    }

    @Test
    void anActionIsExtendedFromNowOrByATime() {
        assertThat(change("darktrace-extend-action", Map.of("codeid", 4711, "duration", 120, "reason", "more"))
                        .body()
                        .at("/outputs/remainingSeconds")
                        .asInt())
                .isEqualTo(120);
        assertThat(change("darktrace-extend-action", Map.of("codeid", 4711, "extend_by", "1 minute"))
                        .body()
                        .at("/outputs/remainingSeconds")
                        .asInt())
                .isEqualTo(180);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"codeid\": 4711}", "{\"codeid\": 4711, \"duration\": 1, \"extend_by\": 1}"})
    void anExtensionNeedsOneOfItsTwoTimes(String arguments) {
        Reply reply = Reply.toCommand(web, "darktrace-extend-action", JSON.readTree(arguments));

        assertThat(reply.text("code")).isEqualTo("invalid_argument");
        assertThat(appliance.requests()).isEmpty();
    }

    @Test
    void anActionIsClearedEvenOnAProtectedDevice() {
        Reply reply = change("darktrace-clear-action", Map.of("codeid", 1000000004716L));

        assertThat(reply.body().at("/outputs/state").asString()).isEqualTo("cleared");
        assertThat(appliance.actionState(1000000004716L).stage()).isEqualTo(Stage.CLEARED);
    }

    @Test
    void aClearedActionIsReactivated() {
        change("darktrace-clear-action", Map.of("codeid", 4711));

        Reply reply = change("darktrace-reactivate-action", Map.of("codeid", 4711, "duration", 90));

        assertThat(reply.body().at("/outputs/state").asString()).isEqualTo("active");
        assertThat(reply.body().at("/outputs/remainingSeconds").asInt()).isEqualTo(90);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            darktrace-activate-action   | 4711 | active  | darktrace-extend-action or darktrace-clear-action
            darktrace-activate-action   | 4713 | expired | darktrace-reactivate-action
            darktrace-activate-action   | 4714 | cleared | darktrace-reactivate-action
            darktrace-extend-action     | 4712 | pending | darktrace-activate-action
            darktrace-extend-action     | 4713 | expired | darktrace-reactivate-action
            darktrace-extend-action     | 4714 | cleared | darktrace-reactivate-action
            darktrace-clear-action      | 4714 | cleared | darktrace-reactivate-action
            darktrace-reactivate-action | 4711 | active  | darktrace-extend-action or darktrace-clear-action
            darktrace-reactivate-action | 4712 | pending | darktrace-activate-action
            """)
    void aChangeThatCannotWorkIsRefusedWithTheStateFound(String command, long codeid, String state, String instead) {
        Map<String, Object> arguments =
                command.contains("clear") ? Map.of("codeid", codeid) : Map.of("codeid", codeid, "duration", 60);

        Reply reply = change(command, arguments);

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.text("code")).isEqualTo("refused_by_policy");
        assertThat(reply.text("detail"))
                .startsWith("Action %d is %s, so that it cannot be ".formatted(codeid, state))
                .endsWith("Use " + instead + ".");
        assertThat(changes()).isEmpty();
    }

    @Test
    void anUnknownActionIsNotFound() {
        assertThat(change("darktrace-clear-action", Map.of("codeid", 999)).text("code"))
                .isEqualTo("not_found");
    }

    @Test
    void aDeviceIsContained() {
        Reply reply = change(
                "darktrace-create-manual-action",
                Map.of("did", 7, "action", "quarantine", "duration", "1 hour", "reason", "ransomware"));

        assertThat(reply.body().at("/outputs/state").asString()).isEqualTo("active");
        assertThat(reply.body().at("/outputs/did").asInt()).isEqualTo(7);
        assertThat(reply.body().at("/outputs/remainingSeconds").asInt()).isEqualTo(3600);
        long codeid = reply.body().at("/outputs/codeid").asLong();
        assertThat(appliance.actionState(codeid).stage()).isEqualTo(Stage.ACTIVE);
        assertThat(change().body())
                .matches("\\{\"did\":7,\"action\":\"quarantine\",\"duration\":3600,"
                        + "\"reason\":\"ransomware\\\\nref:[0-9a-f]{16}\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"10.0.18.224>203.0.113.9:443,10.0.18.224>bad.example\"",
                "[{\"src\": \"10.0.18.224\", \"dst\": \"203.0.113.9\", \"port\": 443}, {\"src\": \"10.0.18.224\", \"dst\": \"bad.example\"}]",
                "\"[{\\\"src\\\": \\\"10.0.18.224\\\", \\\"dst\\\": \\\"203.0.113.9\\\", \\\"port\\\": \\\"443\\\"}, {\\\"src\\\": \\\"10.0.18.224\\\", \\\"dst\\\": \\\"bad.example\\\"}]\""
            })
    void connectionsAreBlockedHoweverTheyAreWritten(String connections) {
        change(
                "darktrace-create-manual-action",
                JSON.readTree("{\"did\": 7, \"action\": \"connection\", \"duration\": 60, \"connections\": "
                        + connections + "}"));

        assertThat(change().body())
                .endsWith("\"connections\":[{\"src\":\"10.0.18.224\",\"dst\":\"203.0.113.9\",\"port\":443},"
                        + "{\"src\":\"10.0.18.224\",\"dst\":\"bad.example\"}]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0000', textBlock = """
            {"did": 7, "action": "connection", "duration": 60} | invalid_argument | The action connection needs connections
            {"did": 7, "action": "pol", "duration": 60, "connections": "a>b"} | invalid_argument | go with the action connection only, not with pol
            {"did": 7, "action": "connection", "duration": 60, "connections": "a-b"} | invalid_argument | 'a-b' is no connection
            {"did": 7, "action": "connection", "duration": 60, "connections": "a>b:0"} | invalid_argument | from 1 to 65535, not 0
            {"did": 7, "action": "connection", "duration": 60, "connections": [{"src": "a"}]} | invalid_argument | needs src and dst
            {"did": 7, "action": "connection", "duration": 60, "connections": [{"src": "a", "dst": "b", "dport": 1}]} | invalid_argument | but no dport
            {"did": 7, "action": "destroy", "duration": 60}    | invalid_argument | must be one of connection, pol
            {"did": 7, "action": "pol", "duration": "a while"} | invalid_argument | duration must be seconds or a time such as 10 minutes
            {"did": 7, "action": "pol", "duration": 0}         | invalid_argument | at least one second
            {"did": 7, "action": "pol", "duration": "25 hours"} | refused_by_policy | 90000 s are longer than the 86400 s allowed; see darktrace.instances.main.respond.max-duration.
            {"did": 3, "action": "pol", "duration": 60}        | refused_by_policy | Device 3 is protected by its did 3; see darktrace.instances.main.respond.protected-devices.
            {"did": 1, "action": "pol", "duration": 60}        | refused_by_policy | protected by its address 10.0.0.1
            {"did": 1000000000001, "action": "pol", "duration": 60} | refused_by_policy | protected by its hostname drucker-büro
            {"did": 10, "action": "pol", "duration": 60}       | refused_by_policy | protected by its tag SF Office
            {"did": 555, "action": "pol", "duration": 60}      | not_found         | Darktrace knows no device 555
            """)
    void whatMustNotBeIsRefusedBeforeItIsSent(String arguments, String code, String sentence) {
        Reply reply = change("darktrace-create-manual-action", JSON.readTree(arguments));

        assertThat(reply.text("detail")).contains(sentence);
        assertThat(reply.text("code")).isEqualTo(code);
        assertThat(changes()).isEmpty();
    }

    @Test
    void aDeviceThatCannotBeLookedUpIsNotTouched() {
        appliance.fail(Fault.FORBIDDEN);

        Reply reply = change("darktrace-create-manual-action", Map.of("did", 7, "action", "pol", "duration", 60));

        assertThat(reply.text("code")).isEqualTo("darktrace_permission");
        assertThat(reply.text("detail"))
                .startsWith("Device 7 cannot be looked up, so that the guard rails cannot be checked; nothing was done."
                        + " The API token may not use /devices.");
        assertThat(changes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_FOUND, 404, not_found, ''",
        "SIGNATURE_ERROR, 502, darktrace_signature, ''",
        "TOO_MANY_REQUESTS, 503, darktrace_unavailable, 1"
    })
    void whyADeviceCannotBeLookedUpIsToldApart(Fault fault, int status, String code, String retryAfter) {
        appliance.fail(fault);

        Reply reply = change("darktrace-create-manual-action", Map.of("did", 7, "action", "pol", "duration", 60));

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.text("code")).isEqualTo(code);
        assertThat(reply.body().path("retry_after").asString("")).isEqualTo(retryAfter);
        assertThat(reply.text("detail")).contains("cannot be looked up", "nothing was done");
        assertThat(changes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0000', textBlock = """
            {"response": "ERROR"}           | darktrace_refused
            {"error": "Please login again"} | darktrace_login_page
            5                               | darktrace_unreadable
            """)
    void aDeviceWhoseLookUpIsNoDeviceIsNotTouched(String lookup, String code) {
        appliance.answer("GET", "/devices", lookup);

        Reply reply = change("darktrace-create-manual-action", Map.of("did", 7, "action", "pol", "duration", 60));

        assertThat(reply.text("code")).isEqualTo(code);
        assertThat(changes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"did\": 8, \"tags\": []}]",
                "{\"did\": 7, \"hostname\": \"fin-lt-07\"}",
                "{\"did\": 7, \"tags\": [], \"ips\": [\"10.0.0.9\"]}",
                "{\"did\": 7, \"tags\": [\"SF Office\"]}"
            })
    void aDeviceThatIsNotSurelyUnprotectedIsNotTouched(String lookup) {
        appliance.answer("GET", "/devices", lookup);

        Reply reply = change("darktrace-create-manual-action", Map.of("did", 7, "action", "pol", "duration", 60));

        assertThat(reply.text("code")).isEqualTo("refused_by_policy");
        assertThat(changes()).isEmpty();
    }

    @Test
    void aKindThatADeviceDoesNotTakeIsRefusedByDarktrace() {
        assertThat(change("darktrace-create-manual-action", Map.of("did", 823, "action", "pol", "duration", 60))
                        .text("code"))
                .isEqualTo("darktrace_refused");
    }

    @Test
    void anActionThatWasNotCreatedIsAFailure() {
        appliance.fail(Fault.REFUSED_CHANGE);

        assertThat(change("darktrace-create-manual-action", Map.of("did", 7, "action", "pol", "duration", 60))
                        .text("code"))
                .isEqualTo("darktrace_refused");
    }

    @Test
    void aRefusedChangeIsAFailure() {
        appliance.fail(Fault.REFUSED_CHANGE);

        assertThat(change("darktrace-clear-action", Map.of("codeid", 4711)).text("code"))
                .isEqualTo("darktrace_refused");
    }

    @Test
    void successAloneIsNotBelieved() {
        appliance.answer("POST", "/antigena", "{\"response\": \"SUCCESS\"}");

        Reply reply = change("darktrace-clear-action", Map.of("codeid", 4711));

        assertThat(reply.body().at("/outputs/state").asString()).isEqualTo("active");
        assertThat(reply.body().path("warnings").toString())
                .isEqualTo("[\"Darktrace shows action 4711 as active, not as cleared.\"]");
    }

    @Test
    void aReasonIsSentEvenWhereAuditModeDemandsOne() {
        appliance.auditAntigena(true);

        assertThat(change("darktrace-clear-action", Map.of("codeid", 4711)).status())
                .isEqualTo(200);
    }

    @Test
    void anotherNameOfACommandWorks() {
        Reply reply = change("darktrace-approve-action", Map.of("codeid", 4712));

        assertThat(reply.text("command")).isEqualTo("darktrace-activate-action");
        assertThat(appliance.actionState(4712).stage()).isEqualTo(Stage.ACTIVE);
    }

    @Test
    void aDryRunChecksEverythingAndSendsNothing() {
        Reply reply = change(
                "darktrace-create-manual-action",
                Map.of("did", 7, "action", "quarantine", "duration", 60, "dry_run", "yes"));

        assertThat(reply.body().path("outputs").toString())
                .startsWith("[{\"method\":\"POST\",\"path\":\"/antigena/manual\",\"body\":\"{\\\"did\\\":7,"
                        + "\\\"action\\\":\\\"quarantine\\\",\\\"duration\\\":60,"
                        + "\\\"reason\\\":\\\"darktrace-create-manual-action by Darktrace Connector\\\\nref:");
        assertThat(changes()).isEmpty();
        assertThat(change("darktrace-extend-action", Map.of("codeid", 4714, "duration", 60, "dry_run", true))
                        .text("code"))
                .isEqualTo("refused_by_policy");
        assertThat(change("darktrace-clear-action", Map.of("codeid", 4711, "dry_run", true))
                        .body()
                        .at("/outputs/0/path")
                        .asString())
                .isEqualTo("/antigena");
        assertThat(changes()).isEmpty();
    }

    @Test
    void expiryIsJudgedByDarktracesClock() {
        clock.advance(Duration.ofMinutes(50));

        assertThat(Reply.toCommand(web, "darktrace-get-actions", Map.of("codeid", 4711))
                        .body()
                        .at("/outputs/0/state")
                        .asString())
                .isEqualTo("expired");
    }

    private Reply change(String command, Object arguments) {
        return Reply.toCommand(web, command, arguments);
    }

    private ReceivedRequest change() {
        assertThat(changes()).isNotEmpty();
        return changes().get(changes().size() - 1);
    }

    private List<ReceivedRequest> changes() {
        return appliance.requests().stream()
                .filter(request -> request.method().equals("POST"))
                .toList();
    }
}
