package soar.darktrace.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class DeviceListTest {

    private static final SimulatedAppliance APPLIANCE = SimulatedAppliance.start();

    private final SignedClient client = new SignedClient(APPLIANCE, Instant.now());

    @AfterAll
    static void close() {
        APPLIANCE.close();
    }

    @Test
    void oneDeviceIsABareObjectAndSeveralAreAList() throws IOException {
        assertThat(get("/devices?did=7").path("hostname").asString()).isEqualTo("fin-lt-07");
        assertThat(get("/devices?did=7,")).hasSize(1).first().isEqualTo(get("/devices?did=7"));
        assertThat(dids("/devices?did=1,7,99")).containsExactly("1", "7");
        assertThat(client.get("/devices?did=99").body()).isEqualTo("{}");
        assertThat(client.get("/devices?did=99,").body()).isEqualTo("[]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/devices                         | 10 1 3 7 823 1044 1000000000001",
                "/devices?ip=10.0.18.224          | 7",
                "/devices?ip=10.0.18.225          | ''",
                "/devices?mac=02:00:5E:10:00:07   | 7",
                "/devices?sid=1                   | 10 1 3",
                "/devices?count=2                 | 10 1"
            })
    void devicesAreFoundByWhatTheyAre(String request, String dids) throws IOException {
        assertThat(dids(request)).isEqualTo(dids.isEmpty() ? List.of() : List.of(dids.split(" ", -1)));
    }

    @Test
    void tagsComeWhenAskedAndHiddenMarksNever() throws IOException {
        assertThat(get("/devices?did=823").has("tags")).isFalse();
        assertThat(get("/devices?did=823&includetags=true").at("/tags/0/name").asString())
                .isEqualTo("my tag");
        assertThat(client.get("/devices?includetags=true").body())
                .doesNotContain("clientSensor")
                .doesNotContain("searchedAs");
        assertThat(client.get("/devicesearch").body()).doesNotContain("clientSensor");
    }

    @Test
    void theTagsOfADeviceCanBeAskedFor() throws IOException {
        assertThat(get("/tags/entities?did=10")
                        .valueStream()
                        .map(tag -> tag.path("name").asString()))
                .containsExactly("Internet Facing System", "SF Office");
        assertThat(client.get("/tags/entities?did=3").body()).isEqualTo("[]");
        assertThat(client.get("/tags/entities?did=99").body()).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/devices?did=x", "/devices?includetags=1", "/tags/entities", "/tags/entities?did=x"})
    void aReadThatIsNotUnderstoodIsAnInputError(String request) throws IOException {
        assertThat(client.get(request).statusCode()).isEqualTo(400);
    }

    private List<String> dids(String request) throws IOException {
        return get(request)
                .valueStream()
                .map(device -> device.path("did").asString())
                .toList();
    }

    private JsonNode get(String request) throws IOException {
        return Json.read(client.get(request).body());
    }
}
