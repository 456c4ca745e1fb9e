package soar.darktrace.feature.breach;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.SimulatedAppliance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code darktrace-list-breaches} asks of Darktrace, and what it makes of the answer. */
@ConnectorTest
class ListBreachesTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String SHAPE = "minimal=false&deviceattop=true";

    private static final String THREE = """
            [{"pbid": 1, "time": 1000, "creationTime": 1500, "score": 0.5, "model": {"then": {"name": "Device::One"}},
              "device": {"did": 7, "hostname": "Server-1", "ip": "10.0.0.1", "ips": [{"ip": "10.0.0.9"}]}},
             {"pbid": 3, "time": 3000, "score": 0.9, "acknowledged": {"username": "ann", "time": 4000},
              "model": {"name": "SaaS::Three", "mitre": {"tactics": ["x"]}}},
             {"pbid": 2, "time": 2000, "score": 0.7, "acknowledged": false, "breachUrl": "https://own/2",
              "model": {"then": {"name": "Device::Two"}}, "device": {"did": 8, "hostname": "printer", "ip": "10.0.1.1"}}]
            """;

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

    /** The clock stands at 2026-01-02T03:04:05Z, 1767323045000. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0000', textBlock = """
            "did": 123                          | did=123&starttime=1767236645000&endtime=1767323045000&SHAPE
            "pid": "12"                         | pid=12&starttime=1767236645000&endtime=1767323045000&SHAPE
            "uuid": "a-b"                       | uuid=a-b&starttime=1767236645000&endtime=1767323045000&SHAPE
            "pbid": 12345                       | pbid=12345&includeacknowledged=true&SHAPE
            "pbid": "1,2"                       | pbid=1%2C2&includeacknowledged=true&SHAPE
            "pbid": [1, "2"]                    | pbid=1%2C2&includeacknowledged=true&SHAPE
            "pbid": 1, "include_acknowledged": false | pbid=1&includeacknowledged=false&SHAPE
            "pbid": 1, "start_time": "1 hour"   | pbid=1&starttime=1767319445000&endtime=1767323045000&includeacknowledged=true&SHAPE
            "min_score": 80                     | minscore=0.8&starttime=1767236645000&endtime=1767323045000&SHAPE
            "min_score": "72.9"                 | minscore=0.729&starttime=1767236645000&endtime=1767323045000&SHAPE
            "min_score": 100                    | minscore=1&starttime=1767236645000&endtime=1767323045000&SHAPE
            "min_score": 0                      | minscore=0&starttime=1767236645000&endtime=1767323045000&SHAPE
            "start_time": "1766000000000", "end_time": "1766100000000" | starttime=1766000000000&endtime=1766100000000&SHAPE
            "from_time": "2025-12-01 10:00:00", "to_time": "2025-12-01 18:00:00" | starttime=1764583200000&endtime=1764612000000&SHAPE
            "start_time": "2025-12-01T10:00:00Z", "end_time": "12 hours ago" | starttime=1764583200000&endtime=1767279845000&SHAPE
            "start_time": "3 days"              | starttime=1767063845000&endtime=1767323045000&SHAPE
            "end_time": "2026-01-01"            | starttime=1767139200000&endtime=1767225600000&SHAPE
            "pbid": 1, "creation_time": true    | pbid=1&creationtime=true&includeacknowledged=true&SHAPE
            "pbid": 1, "include_suppressed": "yes" | pbid=1&includeacknowledged=true&includesuppressed=true&SHAPE
            "pbid": 1, "include_breach_url": true | pbid=1&includeacknowledged=true&includebreachurl=true&SHAPE
            "pbid": 1, "minimal": true, "device_at_top": false | pbid=1&includeacknowledged=true&minimal=true&deviceattop=false
            "pbid": 1, "expand_enums": true     | pbid=1&includeacknowledged=true&SHAPE&expandenums=true
            "pbid": 1, "historic_model_only": true | pbid=1&includeacknowledged=true&SHAPE&historicmodelonly=true
            "pbid": 1, "full_device_details": false | pbid=1&includeacknowledged=true&SHAPE&fulldevicedetails=false
            "pbid": 1, "saas_only": true        | pbid=1&includeacknowledged=true&SHAPE&saasonly=true
            "pbid": 1, "saas_filter": "office365*,gsuite*" | pbid=1&includeacknowledged=true&SHAPE&saasfilter=office365%2A&saasfilter=gsuite%2A
            "pbid": 1, "saas_filter": ["Microsoft Office 365"] | pbid=1&includeacknowledged=true&SHAPE&saasfilter=Microsoft%20Office%20365
            "pbid": 1, "group": "device"        | pbid=1&includeacknowledged=true&SHAPE&group=device
            "pbid": 1, "response_data": "device" | pbid=1&includeacknowledged=true&SHAPE&responsedata=device
            "acknowledged": true                | starttime=1767236645000&endtime=1767323045000&includeacknowledged=true&SHAPE
            "acknowledged": false               | starttime=1767236645000&endtime=1767323045000&SHAPE
            "hostname": "a*", "ip": "10.*", "model": "*::*", "max_score": 50, "offset": 3, "limit": "all" | starttime=1767236645000&endtime=1767323045000&SHAPE
            """)
    void eachFilterReachesTheWireAsDocumented(String arguments, String query) {
        appliance.answer("GET", "/modelbreaches", "[]");

        Reply reply = list("{" + arguments + "}");

        assertThat(reply.body().path("detail").asString("")).isEmpty();
        assertThat(appliance.requests()).hasSize(1);
        assertThat(appliance.requests().get(0).url()).isEqualTo("/modelbreaches?" + query.replace("SHAPE", SHAPE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0000', textBlock = """
            "start_time": "1 hour ago", "end_time": "2 hours ago" | start_time | must be before the end of the window
            "start_time": "2 years"                       | start_time | one year before the end of the window at most
            "start_time": "soon"                          | start_time | Cannot read "soon" as a time
            "start_time": "1 day", "from_time": "1 day"   | from_time  | Give start_time or from_time, not both.
            "min_score": 101                              | min_score  | min_score must be from 0 to 100, but is 101.
            "limit": "none"                               | limit      | limit must be 1 or more, or all, but is none.
            "pbid": [1, -2]                               | pbid       | pbid must be 1 or more, but is -2.
            "group": "model"                              | group      | group must be one of device
            "saas_only": 2                                | saas_only  | saas_only must be true or false
            """)
    void aWrongFilterIsRefusedBeforeAnythingIsSent(String arguments, String argument, String sentence) {
        Reply reply = list("{" + arguments + "}");

        assertThat(reply.text("detail")).contains(sentence);
        assertThat(reply.text("code")).isEqualTo("invalid_argument");
        assertThat(reply.text("argument")).isEqualTo(argument);
        assertThat(appliance.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0000', textBlock = """
            {}                          | [3,2,1]
            {"hostname": "server-?"}    | [1]
            {"hostname": "*R*"}         | [2,1]
            {"ip": "10.0.0.*"}          | [1]
            {"ip": "10.0.0.9"}          | [1]
            {"model": "device::*"}      | [2,1]
            {"model": "*three"}         | [3]
            {"acknowledged": true}      | [3]
            {"acknowledged": false}     | [2,1]
            {"max_score": 70}           | [2,1]
            {"max_score": 69.9}         | [1]
            {"limit": 2}                | [3,2]
            {"limit": 1, "offset": 1}   | [2]
            {"limit": "all", "offset": 1} | [2,1]
            {"offset": 9}               | []
            """)
    void whatDarktraceIgnoresIsAppliedHereNewestFirst(String arguments, String pbids) {
        appliance.answer("GET", "/modelbreaches", THREE);

        JsonNode outputs = list(arguments).body().path("outputs");

        assertThat(outputs.valueStream()
                        .map(breach -> breach.path("pbid").asInt())
                        .toList()
                        .toString()
                        .replace(" ", ""))
                .isEqualTo(pbids);
    }

    @Test
    void aBreachOfAListHasTheShapeOfGetBreachAndMore() {
        appliance.answer("GET", "/modelbreaches", THREE);

        JsonNode outputs = list("{}").body().path("outputs");

        assertThat(outputs.get(0)).isEqualTo(JSON.readTree("""
                        {"pbid": 3, "time": "1970-01-01T00:00:03.000Z", "score": 0.9,
                         "acknowledged": true, "acknowledgedBy": "ann", "acknowledgedTime": "1970-01-01T00:00:04.000Z",
                         "model": {"name": "SaaS::Three"}, "url": "%s/#modelbreach/3", "mitre": {"tactics": ["x"]}}
                        """.formatted(appliance.url())));
        assertThat(outputs.get(1).path("url").asString()).isEqualTo("https://own/2");
        assertThat(outputs.get(2).path("creationTime").asString()).isEqualTo("1970-01-01T00:00:01.500Z");
        assertThat(outputs.get(2).path("acknowledged").asBoolean()).isFalse();
    }

    @Test
    void theTableHasOneFormatOfTimesWhateverShapeWasAskedFor() {
        appliance.answer("GET", "/modelbreaches", "[{\"pbid\": 1, \"time\": 1602191481000, \"score\": 0.5}]");

        assertThat(list("{\"minimal\": true}").text("readable_output")).isEqualTo("""
                        ### Darktrace Model Breaches
                        |pbid|time|score|
                        |---|---|---|
                        | 1 | 2020-10-08T21:11:21.000Z | 0.5 |
                        """);
    }

    @Test
    void anOtherShapeIsPassedOnAsItComes() {
        String minimal = "[{\"pbid\": 1, \"time\": 1000, \"anything\": {\"x\": [1]}}]";
        appliance.answer("GET", "/modelbreaches", minimal);

        assertThat(list("{\"minimal\": true}").body().path("outputs")).isEqualTo(JSON.readTree(minimal));
        assertThat(list("{\"response_data\": \"device\"}").body().path("outputs"))
                .isEqualTo(JSON.readTree(minimal));
        assertThat(list("{\"historic_model_only\": true}").body().path("outputs"))
                .isEqualTo(JSON.readTree(minimal));
        assertThat(list("{\"group\": \"device\"}").body().path("outputs")).isEqualTo(JSON.readTree(minimal));
    }

    @Test
    void aFilterOfSingleBreachesDoesNotGoWithAGroup() {
        assertThat(list("{\"group\": \"device\", \"hostname\": \"a\"}").text("code"))
                .isEqualTo("invalid_request");
    }

    @Test
    void aMissingStartIsSaid() {
        appliance.answer("GET", "/modelbreaches", "[]");

        assertThat(list("{}").body().path("warnings").toString())
                .isEqualTo("[\"No start_time was given: this is the day before 2026-01-02T03:04:05.000Z.\"]");
    }

    @Test
    void whatIsLeftOutIsSaid() {
        appliance.answer("GET", "/modelbreaches", THREE);

        assertThat(list("{\"limit\": 2, \"start_time\": \"1 day\"}")
                        .body()
                        .path("warnings")
                        .toString())
                .contains("3 breaches match; 2 are shown.");
    }

    @Test
    void allHasACeiling() {
        String breaches = IntStream.rangeClosed(1, 10_003)
                .mapToObj(pbid -> "{\"pbid\":" + pbid + ",\"time\":" + pbid + "}")
                .collect(Collectors.joining(",", "[", "]"));
        appliance.answer("GET", "/modelbreaches", breaches);

        for (String limit : List.of("\"all\"", "\"ALL\"", "999999999")) {
            Reply reply = list("{\"limit\": " + limit + ", \"offset\": 1, \"start_time\": \"1 day\"}");

            assertThat(reply.body().path("outputs").size()).isEqualTo(10_000);
            assertThat(reply.body().at("/outputs/0/pbid").asInt()).isEqualTo(10_002);
            assertThat(reply.body().path("warnings").toString())
                    .contains("10003 breaches match; 10000 are shown")
                    .contains("limits.max-entries")
                    .contains("offset");
        }
    }

    @Test
    void oneOddItemDoesNotBreakTheList() {
        appliance.answer("GET", "/modelbreaches", "[\"odd\", {\"pbid\": 1}, 7]");

        Reply reply = list("{\"start_time\": \"1 day\", \"hostname\": \"*\"}");

        assertThat(reply.body().path("outputs").size()).isEqualTo(3);
        assertThat(reply.body().path("warnings").toString()).contains("passed on as they came");
    }

    private Reply list(String arguments) {
        return Reply.toCommand(web, "darktrace-list-breaches", JSON.readTree(arguments));
    }
}
