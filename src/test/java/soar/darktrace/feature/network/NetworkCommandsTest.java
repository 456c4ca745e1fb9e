package soar.darktrace.feature.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.Fault;
import soar.darktrace.appliance.SimulatedAppliance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Traffic in numbers: what is asked, and what an odd answer does not break. */
@ConnectorTest
class NetworkCommandsTest {

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
            darktrace-get-summary-statistics | {"event_type": "networkConnections", "mitre_tactics": true} | event_type | exclude each other
            darktrace-get-summary-statistics | {"csensor": true, "mitre_tactics": true}                    | event_type | exclude each other
            darktrace-get-summary-statistics | {"hours": 3}                                                | hours      | need event_type
            darktrace-get-summary-statistics | {"end_time": "now", "csensor": true}                        | end_time   | need event_type
            darktrace-get-summary-statistics | {"event_type": "x", "end_time": "then"}                     | end_time   | Cannot read
            darktrace-get-network            | {"did": 8, "ip": "10.0.0.1"}                                | did        | exclude each other
            darktrace-get-network            | {"ip": "10.0.0.1", "sid": 1}                                | did        | exclude each other
            darktrace-get-network            | {"direction": "sideways"}                                   | direction  | internal
            darktrace-get-metric-data        | {"did": 8, "metric": "connections", "interval": 0}          | interval   | 1 or more
            """)
    void argumentsThatExcludeEachOtherAreRefusedBeforeAnythingIsSent(
            String command, String arguments, String argument, String why) {
        Reply reply = Reply.toCommand(web, command, JsonMapper.shared().readTree(arguments));

        assertThat(reply.text("code")).isEqualTo("invalid_argument");
        assertThat(reply.text("argument")).isEqualTo(argument);
        assertThat(reply.text("detail")).contains(why);
        assertThat(appliance.requests()).isEmpty();
    }

    @Test
    void oneMetricHasAPlainParameterAndSeveralHaveNumberedOnes() {
        Reply.toCommand(web, "darktrace-get-metric-data", Map.of("did", 8, "metric", "connections,connections"));
        Reply.toCommand(web, "darktrace-get-metric-data", Map.of("did", 8, "metric", "connections,dnsrequests"));

        assertThat(appliance.requests().get(0).url()).contains("&metric=connections&");
        assertThat(appliance.requests().get(1).url()).contains("&metric1=connections&metric2=dnsrequests&");
    }

    @Test
    void aMetricIsAliveAndTheSameForTheSameHour() {
        Map<String, Object> asked = Map.of("did", 8, "metric", "connections");
        JsonNode day = Reply.toCommand(web, "darktrace-get-metric-data", asked).body();
        JsonNode again =
                Reply.toCommand(web, "darktrace-get-metric-data", asked).body();

        assertThat(day.at("/outputs/0/points").size()).isEqualTo(25);
        assertThat(again).isEqualTo(day);
        assertThat(day.path("warnings").toString()).contains("No start_time was given");
    }

    @Test
    void aLongSeriesIsWholeInTheContextAndBegunInTheTable() {
        JsonNode answer = Reply.toCommand(
                        web, "darktrace-get-metric-data", Map.of("did", 8, "metric", "connections", "interval", 60))
                .body();

        assertThat(answer.at("/outputs/0/points").size()).isGreaterThan(1440);
        assertThat(answer.path("readable_output").asString().lines()).hasSize(103);
        assertThat(answer.path("warnings").toString()).contains("The table shows the first 100 of 1441 rows");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0000', textBlock = """
            /metricdata        | [5, null, {"metric": 7}, {"metric": "a", "data": [3, {"timems": "x", "size": 1e400}], "breachtimes": [4, {"time": null}]}] | darktrace-get-metric-data {"did": 8, "metric": "a"}
            /metricdata        | {"metric": "a", "data": {}}                                    | darktrace-get-metric-data {"did": 8, "metric": "a"}
            /metricdata        | []                                                            | darktrace-get-metric-data {"did": 8, "metric": "a"}
            /network           | {"statistics": [3, {"a": 5, "b": [7, {"c": null, "in": 1e400}]}], "devices": {}} | darktrace-get-network {}
            /network           | {}                                                            | darktrace-get-network {}
            /summarystatistics | {"subnets": null, "bandwidth": 5, "startTime": "soon"}         | darktrace-get-summary-statistics {}
            /summarystatistics | {"events": true, "data": null}                                | darktrace-get-summary-statistics {"event_type": "x"}
            /summarystatistics | {"mitreTactics": [5, {"tactic": null}]}                       | darktrace-get-summary-statistics {"mitre_tactics": true}
            /cves              | {"results": [5, {}, {"did": 8, "cves": {"a": 1}, "platform mappings (CPEs)": 3}]} | darktrace-list-cves {}
            /cves              | []                                                            | darktrace-list-cves {}
            /status            | {"time": 5, "probes": [4, {"id": 1}], "instances": null, "diskUtilization": 1e400} | darktrace-get-status {}
            /status            | {"networkInterfacesState_eth0": null, "subnets": [], "time": "2022-99-99 15:36"}   | darktrace-get-status {}
            """)
    void oneOddItemBreaksNothing(String path, String body, String command) {
        appliance.answer("GET", path, body);
        String[] named = command.split(" ", 2);

        Reply reply = Reply.toCommand(web, named[0], JsonMapper.shared().readTree(named[1]));

        assertThat(reply.body().path("detail").asString("")).isEmpty();
        assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    void anApplianceWithoutTheProductSaysWhyItMayFail() {
        appliance.fail(Fault.SERVER_ERROR);

        assertThat(Reply.toCommand(web, "darktrace-list-cves", Map.of()).text("detail"))
                .endsWith("Appliances without Darktrace/OT fail so, too.");
    }

    @Test
    void theStatusNamesWhatSomebodyShouldLookAt() {
        appliance.answer("GET", "/status", """
                {"hostname": "dt-1", "time": "2022-09-21 15:36", "diskUtilization": 91, "networkInterfacesState_eth1": "down",
                 "probes": {"7": {"id": 7, "time": "2022-09-21 15:20", "diskUtilization": 90},
                            "8": {"hostname": "p-8", "lastContact": "2022-09-21 15:22", "diskUtilization": "95"}}}""");

        assertThat(Reply.toCommand(web, "darktrace-get-status", Map.of())
                        .body()
                        .at("/outputs/problems")
                        .toString())
                .isEqualTo("[\"dt-1: the disk is 91 % full\",\"dt-1: interface eth1 is down\","
                        + "\"7: the probe is silent since 2022-09-21T15:20:00.000Z\",\"p-8: the disk is 95 % full\"]");
    }
}
