package soar.darktrace.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SimulatedApplianceReadsTest {

    private static final SimulatedAppliance APPLIANCE = SimulatedAppliance.start();

    private final SignedClient client = new SignedClient(APPLIANCE, Instant.now());

    @AfterAll
    static void close() {
        APPLIANCE.close();
    }

    @Test
    void similarDevicesAreCounted() throws IOException {
        assertThat(values(get("/similardevices?did=1"), "did")).containsExactly("823", "3", "7");
        assertThat(values(get("/similardevices?did=1&count=2"), "did")).containsExactly("823", "3");
        assertThat(client.get("/similardevices?did=99").body()).isEqualTo("[]");
    }

    @Test
    void anEndpointIsFoundByHostnameOrIp() throws IOException {
        assertThat(client.get("/endpointdetails?hostname=cats.com&additionalinfo=true&devices=true&score=true")
                        .body())
                .isEqualTo("{\"devices\":[],\"dgascore\":0,\"firsttime\":1596775643000,\"hostname\":\"cats.com\","
                        + "\"ips\":[],\"locations\":[],\"popularity\":0}");
        assertThat(client.get("/endpointdetails?hostname=cats.com").body())
                .isEqualTo("{\"firsttime\":1596775643000,\"hostname\":\"cats.com\"}");
        assertThat(get("/endpointdetails?ip=203.0.113.9").path("latitude").toString())
                .isEqualTo("54.092");
        assertThat(client.get("/endpointdetails?ip=198.51.100.99").body()).isEqualTo("{\"ip\":\"198.51.100.99\"}");
    }

    @Test
    void connectionDataIsGivenPerKindAndForSimilarDevices() throws IOException {
        JsonNode connections = get("/deviceinfo?did=1&datatype=co");
        assertThat(connections.at("/deviceInfo/0/graphData")).hasSize(66);
        assertThat(connections.at("/deviceInfo/0/info/totalUsed").asInt()).isEqualTo(1589);
        assertThat(connections.has("devices")).isFalse();

        JsonNode all = get("/deviceinfo?did=1&datatype=co&similardevices=2&fulldevicedetails=true");
        assertThat(values(all.path("deviceInfo"), "did")).containsExactly("1", "823", "3");
        assertThat(values(all.path("devices"), "did")).containsExactly("1", "823", "3");

        assertThat(get("/deviceinfo?did=10&fulldevicedetails=true").toString())
                .contains("\"did\":10")
                .doesNotContain(DeviceQuery.HIDDEN_TERMS);

        assertThat(get("/deviceinfo?did=1&datatype=sizein")
                        .at("/deviceInfo/0/graphData/0/count")
                        .asInt())
                .isEqualTo(9437184);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "osSensor                            | 10",
                "tag%3A%22my%20tag%22                | 823",
                "%22my%20tag%22                      | 823",
                "type%3Alaptop                       | 823 7",
                "type%3Alaptop%20type%3Aprinter      | 823 7 1000000000001",
                "type%3Alaptop%20vendor%3Alenovo     | 7",
                "hostname%3Asf-l*                    | 823",
                "hostname%3Asf-l                     | ''",
                "hostname%3Aip.10.0.0.1              | ''",
                "sf-*                                | 823",
                "f-l*                                | ''",
                "kjohns                              | 823",
                "mac%3A06%3A39%3A01%3Ac2%3Ab0%3A48   | 10",
                "laptop%20AND%20HP                   | ''",
                "b%C3%BCro                           | 1000000000001"
            })
    void devicesAreFoundByTerms(String query, String dids) throws IOException {
        JsonNode found = get("/devicesearch?count=50&query=" + query);

        assertThat(values(found.path("devices"), "did"))
                .isEqualTo(dids.isEmpty() ? List.of() : List.of(dids.split(" ", -1)));
        assertThat(found.path("totalCount").asInt())
                .isEqualTo(found.path("devices").size());
        assertThat(found.toString()).doesNotContain(DeviceQuery.HIDDEN_TERMS);
    }

    @Test
    void devicesAreSortedAndCounted() throws IOException {
        JsonNode some = get("/devicesearch?count=2&orderBy=priority&order=desc");
        assertThat(some.path("totalCount").asInt()).isEqualTo(7);
        assertThat(values(some.path("devices"), "did")).hasSize(2).startsWith("7");

        JsonNode byLastSeen = get("/devicesearch");
        assertThat(values(byLastSeen.path("devices"), "lastSeen")).isSorted();
        assertThat(values(get("/devicesearch?offset=6").path("devices"), "did")).containsExactly("1000000000001");
    }

    @Test
    void eventsOfADeviceComeNewestFirst() throws IOException {
        JsonNode events = get("/details?did=1&count=10");

        assertThat(events).hasSize(10);
        assertThat(values(events, "timems")).isSortedAccordingTo((first, second) -> second.compareTo(first));
        assertThat(events.get(5).path("uid").asString()).isEqualTo("CJDfGwAT7fVxNJd01");
        assertThat(events.get(9).path("type").asString()).isEqualTo("SSH::Undetermined_Encryption_Step");
    }

    @ParameterizedTest
    @CsvSource({
        "did=1&eventtype=unusualconnection, 1",
        "did=1&eventtype=notice, 1",
        "did=1&eventtype=connection&destinationport=53, 1",
        "did=1&applicationprotocol=ssh, 2",
        "did=1&starttime=1599853511870&endtime=1599853620003, 2",
        "msg=USER123, 1",
        "did=99, 0",
        "blockedconnections=all, 0"
    })
    void eventsAreFiltered(String query, int size) throws IOException {
        assertThat(get("/details?" + query)).hasSize(size);
    }

    @Test
    void eventsOfABreachStartWithAHeaderRowThatCounts() throws IOException {
        assertThat(values(get("/details?pbid=95"), "eventType"))
                .containsExactly("policybreach", "connection", "connection");
        assertThat(values(get("/details?pbid=95&count=2"), "eventType")).containsExactly("policybreach", "connection");
    }

    @Test
    void statisticsCanBeReducedToOneField() throws IOException {
        assertThat(client.get("/summarystatistics?responsedata=subnets").body()).isEqualTo("{\"subnets\":3}");
    }

    @Test
    void numbersAreWrittenAsTheyWereRead() {
        String numbers = "[1,1.0,0.50,0.12345678901234567890,9007199254740993]";

        assertThat(Json.write(Json.read(numbers))).isEqualTo(numbers);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/modelbreaches?minscore=42",
                "/modelbreaches?minscore=high",
                "/modelbreaches?pbid=abc",
                "/modelbreaches?minimal=maybe",
                "/modelbreaches?from=yesterday",
                "/similardevices",
                "/similardevices?did=x",
                "/similardevices?did=1&count=-1",
                "/devicesearch?offset=-1",
                "/endpointdetails",
                "/endpointdetails?IP=203.0.113.9",
                "/endpointdetails?ip=203.0.113.9&hostname=cats.com",
                "/deviceinfo?datatype=co",
                "/deviceinfo?did=1&datatype=all",
                "/devicesearch?orderBy=age",
                "/devicesearch?order=up",
                "/details",
                "/details?count=10",
                "/summarystatistics?hours=1",
                "/summarystatistics?endtime=1617105600000",
                "/metricdata?did=8&metric=connections,dnsrequests"
            })
    void aReadThatIsNotUnderstoodIsAnInputError(String request) throws IOException {
        HttpResponse<String> answer = client.get(request);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Json.read(answer.body()).path("error").asString()).isEqualTo("INPUT ERROR");
    }

    private JsonNode get(String request) throws IOException {
        return Json.read(client.get(request).body());
    }

    private static List<String> values(JsonNode items, String field) {
        return items.valueStream().map(item -> item.path(field).asString()).toList();
    }
}
