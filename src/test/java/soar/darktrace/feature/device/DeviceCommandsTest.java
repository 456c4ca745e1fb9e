package soar.darktrace.feature.device;

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
import soar.darktrace.appliance.SimulatedAppliance;

/** What the commands on devices ask, and what they make of answers of other shapes. */
@ConnectorTest
class DeviceCommandsTest {

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @BeforeEach
    void reset() {
        appliance.reset();
    }

    @Test
    void connectionInfoAsksForTheOtherDeviceByOdid() {
        Reply.toCommand(
                web,
                "darktrace-get-device-connection-info",
                Map.of(
                        "did",
                        1,
                        "data_type",
                        "co",
                        "destination_did",
                        0,
                        "external_domain",
                        "a b.com",
                        "num_similar_devices",
                        2));

        assertThat(onlyUrl())
                .isEqualTo("/deviceinfo?did=1&datatype=co&externaldomain=a%20b.com&odid=0"
                        + "&showallgraphdata=false&similardevices=2&fulldevicedetails=false");
    }

    @Test
    void connectionInfoLeavesOutWhatIsNotGiven() {
        Reply.toCommand(web, "darktrace-get-device-connection-info", Map.of("did", 1, "data_type", "sizein"));

        assertThat(onlyUrl())
                .isEqualTo("/deviceinfo?did=1&datatype=sizein&showallgraphdata=false&fulldevicedetails=false");
    }

    /** As XSOAR does, which knows the default of the argument but not that the other name is an alias. */
    @Test
    void theDefaultUnderAnArgumentsOwnNameGivesWayToWhatIsGivenUnderAnother() {
        Reply.toCommand(
                web, "darktrace-get-similar-devices", Map.of("deviceId", "1", "maxResults", "3", "max_results", "5"));

        assertThat(onlyUrl()).startsWith("/similardevices?did=1&count=3");
    }

    @Test
    void anIpAddressIsAskedForInLowerCase() {
        Reply.toCommand(
                web,
                "darktrace-get-external-endpoint-details",
                Map.of("endpoint_type", "ip", "endpoint_value", "192.0.2.7", "score", false));

        assertThat(onlyUrl()).isEqualTo("/endpointdetails?ip=192.0.2.7&additionalinfo=true&devices=true&score=false");
    }

    @Test
    void aSearchSendsItsDefaults() {
        Reply.toCommand(web, "darktrace-get-device-identity-info", Map.of("query", "tag:\"my tag\""));

        assertThat(onlyUrl()).isEqualTo("/devicesearch?count=50&orderBy=lastSeen&order=asc&query=tag%3A%22my%20tag%22");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            did=1                        | 50 | 0  | /details?did=1&count=50
            did=1                        | 10 | 20 | /details?did=1&count=30
            did=1,count=10               | 50 | 5  | /details?did=1&count=10
            did=1,count=100              | 5  | 5  | /details?did=1&count=10
            pbid=95                      | 2  | 0  | /details?pbid=95&count=3
            did=1,starttime=1,endtime=2  | 50 | 0  | /details?did=1&starttime=1&endtime=2
            """)
    void noMoreRowsAreAskedForThanNeeded(String query, int maxResults, int offset, String url) {
        Reply.toCommand(
                web,
                "darktrace-get-entity-details",
                Map.of("query", query, "max_results", maxResults, "offset", offset));

        assertThat(onlyUrl()).isEqualTo(url);
    }

    @Test
    void theHeaderRowOfABreachIsNoEvent() {
        appliance.answer(
                "GET",
                "/details",
                "[{\"eventType\": \"policybreach\", \"device\": {}}, {\"eventType\": \"connection\"}]");

        assertThat(Reply.toCommand(web, "darktrace-get-entity-details", Map.of("query", "pbid=95"))
                        .body()
                        .path("outputs")
                        .toString())
                .isEqualTo("[{\"eventType\":\"connection\"}]");
    }

    @Test
    void theFirstEventOfABreachIsKeptWhereThereIsNoHeader() {
        appliance.answer("GET", "/details", "[{\"eventType\": \"connection\"}, {\"eventType\": \"notice\"}]");

        assertThat(Reply.toCommand(web, "darktrace-get-entity-details", Map.of("query", "pbid=95"))
                        .body()
                        .path("outputs")
                        .size())
                .isEqualTo(2);
    }

    @Test
    void anOffsetPastTheEndGivesNothing() {
        Reply reply = Reply.toCommand(web, "darktrace-get-entity-details", Map.of("query", "did=1", "offset", 5000));

        assertThat(reply.body().path("outputs").isEmpty()).isTrue();
        assertThat(reply.text("readable_output")).isEqualTo("### Results:\n**No entries.**\n");
    }

    @Test
    void anOddDeviceIsPassedOnWithAWarning() {
        appliance.answer("GET", "/similardevices", "[17, {\"did\": 3, \"firstSeen\": \"never\"}]");

        Reply reply = Reply.toCommand(web, "darktrace-list-similar-devices", Map.of("did", 1));

        assertThat(reply.body().at("/outputs/devices").toString())
                .isEqualTo("[17,{\"did\":3,\"firstSeen\":\"never\"}]");
        assertThat(reply.body().path("warnings").size()).isEqualTo(1);
    }

    private String onlyUrl() {
        assertThat(appliance.requests()).hasSize(1);
        return appliance.requests().get(0).url();
    }
}
