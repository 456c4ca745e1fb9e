package soar.darktrace.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.TestClock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An appliance that sends one odd value among others: the item is odd, and everything else arrives. */
@ConnectorTest
@ExtendWith(OutputCaptureExtension.class)
class OddAnswersTest {

    @Autowired
    WebTestClient web;

    @Autowired
    TestClock clock;

    private volatile String answer = "";
    private volatile long created;

    private final DisposableServer appliance = HttpServer.create()
            .host("127.0.0.1")
            .handle((request, response) -> response.sendString(Mono.just(isAskedFor(request.uri()) ? answer : "[]")))
            .bindNow();

    @BeforeEach
    void reset() {
        clock.reset();
    }

    @AfterEach
    void stop() {
        appliance.disposeNow();
    }

    /** Each is an item that stands among nine others, {@code @} for the time at which they were created. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'pbid':5,'creationTime':@,'score':1e400}",
                "{'pbid':5,'creationTime':@,'score':-1e400}",
                "{'pbid':5,'creationTime':@,'score':'0.5'}",
                "{'pbid':5,'creationTime':@,'score':true}",
                "{'pbid':5,'creationTime':@,'score':[1e400],'time':1e400}",
                "{'pbid':5,'creationTime':1e400,'time':'1e400'}",
                "{'pbid':5,'creationTime':-1e400,'time':99999999999999999999999}",
                "{'pbid':5,'creationTime':@,'model':{'priority':1e400,'pid':1e400},'device':{'did':-1e400}}",
                "{'pbid':5,'creationTime':@,'commentCount':1e400,'acknowledged':{'time':1e400}}",
                "{'pbid':5,'creationTime':@,'pbid':5}",
                "{'pbid':'5','creationTime':@}",
                "{'pbid':5.0,'creationTime':@}",
                "{'pbid':-5,'creationTime':@}"
            })
    void anOddValueMakesAnOddItemWhichArrives(String item, CapturedOutput output) {
        list(item);

        Reply fetched = command("fetch-incidents", Map.of());
        Reply listed = command("darktrace-list-breaches", Map.of("limit", "all", "max_score", 100));

        assertThat(fetched.status()).as(fetched.body().toString()).isEqualTo(200);
        assertThat(fetched.body().at("/outputs/incidents")).hasSize(10);
        assertThat(fetched.body().at("/outputs/incidents").toString()).contains(instance() + ":5");
        assertThat(listed.status()).as(listed.body().toString()).isEqualTo(200);
        assertThat(listed.body().path("outputs")).hasSize(10);
        assertThat(output).doesNotContain("internal_error", " ERROR ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'pbid':1e400,'creationTime':@}",
                "{'pbid':-1e400,'creationTime':@}",
                "{'pbid':true,'creationTime':@}",
                "{'pbid':null,'creationTime':@}",
                "{'pbid':[5],'creationTime':@}",
                "{'pbid':{},'creationTime':@}",
                "{'creationTime':@}",
                "{}",
                "[]",
                "[[{'pbid':5}]]",
                "null",
                "1e400",
                "'text'",
                "false"
            })
    void whatHasNoIdIsReportedAndHoldsUpNothing(String item, CapturedOutput output) {
        list(item);

        Reply fetched = command("fetch-incidents", Map.of());
        Reply listed = command("darktrace-list-breaches", Map.of("limit", "all", "max_score", 100));

        assertThat(fetched.status()).as(fetched.body().toString()).isEqualTo(200);
        assertThat(fetched.body().at("/outputs/incidents")).hasSize(9);
        assertThat(fetched.body().path("warnings").toString()).contains("have no usable ID");
        assertThat(listed.status()).as(listed.body().toString()).isEqualTo(200);
        assertThat(listed.body().path("outputs").size()).isBetween(9, 10);
        assertThat(output).doesNotContain("internal_error", " ERROR ");
    }

    @Test
    void whatCannotBeHeldIsReportedAndHoldsUpNothing() {
        for (String item : List.of(
                "{'pbid':5,'creationTime':@,'score':" + "1".repeat(2_000) + "}",
                "{'pbid':5,'creationTime':@,'deep':" + "[".repeat(450) + "]".repeat(450) + "}",
                "{'pbid':5,'creationTime':@,'" + "n".repeat(60_000) + "':1}")) {
            list(item);

            Reply fetched = command("fetch-incidents", Map.of());

            assertThat(fetched.status()).as(fetched.body().toString()).isEqualTo(200);
            assertThat(fetched.body().at("/outputs/incidents")).hasSize(9);
            assertThat(fetched.body().path("warnings").toString()).contains("have no usable ID");
            assertThat(command("darktrace-list-breaches", Map.of()).status()).isEqualTo(200);
        }
    }

    @Test
    void whatIsDeepButCanBeHeldArrives() {
        list("{'pbid':5,'creationTime':@,'score':" + "1".repeat(900) + ",'mitre':" + "[".repeat(380) + "]".repeat(380)
                + "}");

        assertThat(command("fetch-incidents", Map.of()).body().at("/outputs/incidents"))
                .hasSize(10);
        assertThat(command("darktrace-list-breaches", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void theSameIdTwiceIsOneIncident() {
        list("{'pbid':4,'creationTime':@}");

        assertThat(command("fetch-incidents", Map.of()).body().at("/outputs/incidents"))
                .hasSize(9);
    }

    /** Whatever shape they promise, single answers with such values are answered. */
    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1e400", "99999999999999999999", "'7'", "7.5", "true", "null", "[]", "{}"})
    void anOddValueFailsNoCommand(String odd, CapturedOutput output) {
        String fields =
                "'did','pbid','codeid','score','time','start','expires','count','totalCount','firstSeen','firsttime',"
                        + "'priority','active','manual','commentCount','label','ip','ips','devices','connections'";
        String item = "{" + fields.replace(",", ":" + odd + ",") + ":" + odd + ",'history':[{'time':" + odd + "}]}";
        for (String body : List.of(item, "[" + item + "," + item + "]", "{'actions':[" + item + "]}")) {
            answer = json(body);
            for (Map.Entry<String, Map<String, Object>> command : reads().entrySet()) {
                Reply reply = command(command.getKey(), command.getValue());

                assertThat(reply.status())
                        .as(command.getKey() + " " + body + " " + reply.body())
                        .isIn(200, 404, 409, 502);
            }
        }
        assertThat(output).doesNotContain("internal_error", " ERROR ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1e400", "1e19", "99999999999999999999", "0.5", "'NaN'", "'Infinity'"})
    void anOddNumberAsAnArgumentIsRefusedByName(String odd) {
        for (String argument : List.of("did", "pid", "offset")) {
            Reply reply = send("darktrace-list-breaches", "{'" + argument + "':" + odd + "}");

            assertThat(reply.text("code")).as(argument).isEqualTo("invalid_argument");
            assertThat(reply.text("argument")).isEqualTo(argument);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "5", "{}", "'x'"})
    void oneBreachIsFoundBesideOddItems(String odd) {
        answer = json("[" + odd + ",{'pbid':95,'score':0.5}]");

        Reply reply = command("darktrace-get-breach", Map.of("pbid", 95));

        assertThat(reply.status()).as(reply.body().toString()).isEqualTo(200);
        assertThat(reply.body().at("/outputs/score").asString()).isEqualTo("0.5");
    }

    @Test
    void emptyTextIsMissing() {
        list("{'pbid':5,'creationTime':@,'breachUrl':'','acknowledged':'','time':@}");
        JsonNode breach = byPbid(command("darktrace-list-breaches", Map.of("limit", "all")), 5);
        assertThat(breach.path("url").asString()).isEqualTo("http://" + instance() + "/#modelbreach/5");
        assertThat(breach.path("acknowledged").asBoolean()).isFalse();

        list("{'pbid':5,'creationTime':@,'breachUrl':' ','acknowledged':'false','time':@}");
        assertThat(byPbid(command("darktrace-list-breaches", Map.of("limit", "all")), 5)
                        .path("acknowledged")
                        .asBoolean())
                .isFalse();

        list("{'pbid':'','creationTime':@,'time':@}");
        assertThat(command("darktrace-list-breaches", Map.of("limit", "all"))
                        .body()
                        .path("outputs")
                        .findValuesAsString("url"))
                .hasSize(9);
    }

    private static JsonNode byPbid(Reply reply, int pbid) {
        return reply.body()
                .path("outputs")
                .valueStream()
                .filter(breach -> breach.path("pbid").asInt() == pbid)
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Map<String, Object>> reads() {
        return Map.of(
                "darktrace-get-breach", Map.of("pbid", 7),
                "darktrace-get-comments", Map.of("pbid", 7),
                "darktrace-get-actions", Map.of("did", 7, "limit", "all"),
                "darktrace-get-actions-summary", Map.of(),
                "darktrace-list-similar-devices", Map.of("did", 7),
                "darktrace-get-device-identity-info", Map.of("query", "x"),
                "darktrace-get-device-connection-info", Map.of("did", 7, "data_type", "co"),
                "darktrace-get-entity-details", Map.of("query", "did=7"),
                "darktrace-get-external-endpoint-details", Map.of("endpoint_type", "IP", "endpoint_value", "192.0.2.1"),
                "test-module", Map.of());
    }

    /** Windows of time are kept to: otherwise every window of a fetch has the same items. */
    private boolean isAskedFor(String uri) {
        MultiValueMap<String, String> query =
                UriComponentsBuilder.fromUriString(uri).build().getQueryParams();
        String start = query.getFirst("starttime");
        String end = query.getFirst("endtime");
        return start == null || end == null || (Long.parseLong(start) <= created && created <= Long.parseLong(end));
    }

    private void list(String odd) {
        created = clock.instant().minus(Duration.ofHours(1)).toEpochMilli();
        List<String> items = IntStream.rangeClosed(1, 10)
                .mapToObj(pbid -> pbid == 5
                        ? odd
                        : "{'pbid':" + pbid + ",'creationTime':@,'time':@,'score':0.5,'model':{'name':'m'},"
                                + "'device':{'did':1}}")
                .toList();
        answer = json("[" + String.join(",", items) + "]").replace("@", Long.toString(created));
    }

    private static String json(String quotedOtherwise) {
        return quotedOtherwise.replace('\'', '"');
    }

    private Reply command(String name, Map<String, Object> arguments) {
        return Reply.toPost(web, "/api/v1/commands/" + name, Map.of("args", arguments, "params", params()));
    }

    private Reply send(String name, String arguments) {
        byte[] body = web.post()
                .uri("/api/v1/commands/" + name)
                .header("Content-Type", "application/json")
                .bodyValue("{\"args\":" + json(arguments) + "}")
                .exchange()
                .expectBody()
                .returnResult()
                .getResponseBody();
        JsonNode problem = JsonMapper.shared().readTree(body);
        return new Reply(problem.path("status").asInt(), new HttpHeaders(), problem);
    }

    private Map<String, Object> params() {
        return new HashMap<>(
                Map.of("url", "http://" + instance(), "public_api_token", "test", "private_api_token", "test"));
    }

    private String instance() {
        return "127.0.0.1:" + appliance.port();
    }
}
