package soar.darktrace.feature.intel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
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
import soar.darktrace.appliance.Fault;
import soar.darktrace.appliance.SimulatedAppliance;

/** What is watched, and what reading shows of a change. */
@ConnectorTest
class WatchedListTest {

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @Autowired
    TestClock clock;

    @BeforeEach
    @AfterEach
    void reset() {
        clock.reset();
        appliance.reset();
    }

    @Test
    void whatIsAddedIsWatchedUntilItExpires() {
        Reply reply = post(Map.of(
                "endpointsToWatch", "Evil.example.com,198.51.100.7", "description", "Beacons", "expiry", "7 days"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().at("/context/Darktrace/WatchedList/added").asInt())
                .isEqualTo(2);
        assertThat(names("SOAR")).containsExactly("evil.example.com", "198.51.100.7");
        assertThat(reply.body().at("/outputs/0/expiry").asString()).endsWith(".000Z");
        clock.advance(Duration.ofDays(8));
        assertThat(names("SOAR")).isEmpty();
    }

    @Test
    void whatIsWatchedAlreadyIsSaidToBe() {
        post(Map.of("endpoints", "evil.example.com"));

        Reply reply = post(Map.of("endpoints", "evil.example.com"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().at("/warnings").toString()).contains("added and updated nothing");
    }

    @Test
    void anAddressIsFoundHoweverDarktraceWritesIt() {
        appliance.answer("GET", "/intelfeed", "[{\"name\":\"2001:DB8:0:0::1\"},{\"name\":\"198.51.100.0/24\"},7]");

        Reply reply = post(Map.of("endpoints", "2001:db8::1,198.51.100.9/24"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().path("failed").isMissingNode()).isTrue();
    }

    @Test
    void whatDarktraceDoesNotListAfterASuccessFailed() {
        appliance.answer("GET", "/intelfeed", "[{\"name\":\"a.example.com\"}]");

        Reply both = post(Map.of("endpoints", "a.example.com,b.example.com"));
        assertThat(both.body().at("/failed/0/code").asString()).isEqualTo("darktrace_refused");
        assertThat(both.body().at("/failed/0/name").asString()).isEqualTo("b.example.com");
        assertThat(post(Map.of("endpoints", "b.example.com")).text("code")).isEqualTo("darktrace_refused");
    }

    @Test
    void aSuccessThatCannotBeReadBackStands() {
        appliance.redirect("GET", "/intelfeed", "/403");

        Reply reply = post(Map.of("endpoints", "a.example.com"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().at("/warnings").toString()).contains("cannot be read back");
    }

    /** An entry of that name which is another one does not say that the change was made. */
    @Test
    void anEntryThatWasThereBeforeSettlesNothing() {
        post(Map.of("endpoints", "a.example.com", "description", "Old"));
        appliance.failNextChange(Fault.RESET);

        assertThat(post(Map.of("endpoints", "a.example.com", "description", "New"))
                        .text("code"))
                .isEqualTo("outcome_unknown");
    }

    @Test
    void eachIsRemovedByACallOfItsOwnAndThoseThatAreNotThereAreNamed() {
        appliance.clearRequests();

        Reply reply = run(
                "darktrace-remove-from-watched-list",
                Map.of("endpoints", "EXAMPLE1.com,example2.com,nothing.example.com", "source", "Default"));

        assertThat(reply.body().at("/failed/0/code").asString()).isEqualTo("not_found");
        assertThat(names("Default")).containsExactly("192.0.2.66", "example5.com");
        assertThat(changesSent())
                .containsExactly(
                        "{\"removeentry\":\"example1.com\",\"source\":\"Default\"}",
                        "{\"removeentry\":\"example2.com\",\"source\":\"Default\"}");
    }

    @Test
    void whatIsStillThereAfterASuccessWasNotRemoved() {
        appliance.answer("POST", "/intelfeed", "{\"response\":\"SUCCESS\",\"added\":0,\"updated\":0}");

        Reply reply = run("darktrace-remove-from-watched-list", Map.of("endpoints", "192.0.2.66", "source", "Default"));

        assertThat(reply.text("code")).isEqualTo("darktrace_refused");
    }

    @Test
    void aSourceThatWasEmptiedIsStillListed() {
        assertThat(run("darktrace-list-watched-sources", Map.of())
                        .body()
                        .path("outputs")
                        .toString())
                .isEqualTo("[{\"name\":\"Default\"},{\"name\":\"Test\"},{\"name\":\"ThreatIntel\"}]");
        assertThat(names("Test")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com",
                "2130706433",
                "10.1",
                "0x7f.1",
                "fe80::1%eth0",
                "https://evil.example.com/x",
                "a b.example.com",
                "bücher.example",
                "1.2.3.4/33",
                "a..example.com",
                "-a.example.com",
                "[\"a.example.com,b.example.com\"]"
            })
    void whatIsNoEndpointIsRefusedBeforeAnythingIsSent(String endpoint) {
        assertThat(post(Map.of("endpoints", endpoint)).text("argument")).isEqualTo("endpoints");
        assertThat(appliance.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            expiry      | 3 days ago
            expiry      | 2020-01-01
            expiry      | 0
            expiry      | soon
            source      | 0123456789012345678901234567890123456789012345678901234567890123
            """)
    void aWrongArgumentIsNamed(String argument, String value) {
        assertThat(post(Map.of("endpoints", "a.example.com", argument, value)).text("argument"))
                .isEqualTo(argument);
        assertThat(appliance.requests()).isEmpty();
    }

    @Test
    void aDescriptionThatIsTooLongIsRefused() {
        assertThat(post(Map.of("endpoints", "a.example.com", "description", "x".repeat(256)))
                        .text("argument"))
                .isEqualTo("description");
    }

    @Test
    void respondDoesNotActOnRanges() {
        assertThat(post(Map.of("endpoints", "198.51.100.0/24", "respond", true)).text("argument"))
                .isEqualTo("respond");
    }

    private Reply post(Map<String, ?> arguments) {
        return run("darktrace-post-to-watched-list", arguments);
    }

    private List<String> names(String source) {
        return run("darktrace-get-watched-list", Map.of("source", source))
                .body()
                .path("outputs")
                .valueStream()
                .map(endpoint -> endpoint.path("name").asString())
                .toList();
    }

    private List<String> changesSent() {
        return appliance.requests().stream()
                .filter(request -> request.method().equals("POST"))
                .map(request -> request.body())
                .toList();
    }

    private Reply run(String command, Map<String, ?> arguments) {
        return Reply.toCommand(web, command, arguments);
    }
}
