package soar.darktrace.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import soar.darktrace.Reply;
import soar.darktrace.appliance.SimulatedAppliance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP contract: what callers may send, and what they are told when they send something else. */
@ConnectorTest
class CommandContractTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Autowired
    WebTestClient web;

    @Autowired
    SimulatedAppliance appliance;

    @BeforeEach
    void reset() {
        appliance.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = {"95", "\"95\"", "\" 95 \"", "95.0", "[95]", "[\"95\"]", "\"[\\\"95\\\"]\""})
    void aNumberIsTakenAsXsoarSendsIt(String pbid) {
        Reply reply = Reply.toCommand(web, "darktrace-get-breach", JSON.readTree("{\"pbid\": " + pbid + "}"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(onlyUrl()).isEqualTo("/modelbreaches?includeacknowledged=true&deviceattop=true&pbid=95");
    }

    @ParameterizedTest
    @CsvSource({
        "true,true",
        "\"true\",true",
        "\"Yes\",true",
        "\"no\",false",
        "\"FALSE\",false",
        "\"\",true",
        "null,true"
    })
    void aBooleanIsTakenAsXsoarSendsIt(String json, boolean sent) {
        String arguments = "{\"endpoint_type\": \"hostname\", \"endpoint_value\": \"cats.com\", \"score\": %s}";

        Reply.toCommand(web, "darktrace-get-external-endpoint-details", JSON.readTree(arguments.formatted(json)));

        assertThat(onlyUrl())
                .isEqualTo("/endpointdetails?hostname=cats.com&additionalinfo=true&devices=true&score=" + sent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"did=1,eventtype=notice\"",
                "\" did = 1 , eventtype = notice \"",
                "[\"did=1\", \"eventtype=notice\"]",
                "\"[\\\"did=1\\\", \\\"eventtype=notice\\\"]\""
            })
    void aListIsTakenAsXsoarSendsIt(String json) {
        Reply.toCommand(
                web,
                "darktrace-get-entity-details",
                JSON.readTree("{\"query\": %s, \"max_results\": 3}".formatted(json)));

        assertThat(onlyUrl()).isEqualTo("/details?did=1&eventtype=notice&count=3");
    }

    @Test
    void aListThatOnlyLooksLikeJsonIsSplitAtCommas() {
        Reply reply = Reply.toCommand(
                web,
                "darktrace-list-breaches",
                Map.of("saas_filter", "[Prod] Office 365*, {x}", "start_time", "1 day"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(onlyUrl()).endsWith("&saasfilter=%5BProd%5D%20Office%20365%2A&saasfilter=%7Bx%7D");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0000', textBlock = """
            darktrace-get-breach    | pbid      | {"pbid": 1e400}
            darktrace-get-breach    | pbid      | {"pbid": [-1e400]}
            darktrace-list-breaches | max_score | {"max_score": -1e400}
            darktrace-add-comment   | message   | {"pbid": 95, "message": 1e400}
            darktrace-acknowledge   | pbid      | {"pbid": [95, 1e400]}
            darktrace-acknowledge   | dry_run   | {"pbid": 95, "dry_run": 1e400}
            fetch-incidents         | last_run  | {"last_run": {"settled": [1e400]}}
            fetch-incidents         | last_run  | {"last_run": "{\\"settled\\": 1e400}"}
            """)
    void aNumberThatIsOutOfRangeIsRefusedByName(String command, String argument, String arguments) {
        web.post()
                .uri("/api/v1/commands/" + command)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"args\": " + arguments + "}")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("invalid_argument")
                .jsonPath("$.argument")
                .isEqualTo(argument);
        assertThat(appliance.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw-response", "extend-context", "ignore-outputs", "retry-count", "execution-timeout"})
    void whatXsoarTakesWithEveryCommandIsIgnored(String argument) {
        Reply byName = Reply.toCommand(web, "darktrace-get-breach", Map.of("pbid", 95, argument, "true"));
        Reply byLine = Reply.toPost(
                web, "/api/v1/war-room", Map.of("line", "!darktrace-get-breach pbid=95 " + argument + "=\"a=b\""));

        assertThat(byName.status()).isEqualTo(200);
        assertThat(byName.body().path("warnings").path(0).asString())
                .isEqualTo("Ignored, since XSOAR acts on them itself: " + argument + ".");
        assertThat(byLine.body()).isEqualTo(byName.body());
    }

    @Test
    void usingNamesTheInstanceAmongTheArgumentsToo() {
        Reply known = Reply.toCommand(web, "darktrace-get-breach", Map.of("pbid", 95, "using", "main"));
        Reply unknown = Reply.toCommand(web, "darktrace-get-breach", Map.of("pbid", 95, "using", "elsewhere"));
        Reply both = Reply.toPost(
                web,
                "/api/v1/commands/darktrace-get-breach",
                Map.of("instance", "main", "args", Map.of("pbid", 95, "using", "elsewhere")));

        assertThat(known.status()).isEqualTo(200);
        assertThat(known.body().path("warnings")).isEmpty();
        assertThat(unknown.text("code")).isEqualTo("unknown_instance");
        assertThat(both.text("code")).isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"IP\"]", "\"[\\\"IP\\\"]\"", "\"ip\""})
    void aListOfOneIsTakenForItsValue(String type) {
        Reply reply = Reply.toPost(
                web,
                "/api/v1/commands/darktrace-get-external-endpoint-details",
                "{\"args\": {\"endpoint_type\": %s, \"endpoint_value\": [\"8.8.8.8\"]}}".formatted(type));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(onlyUrl()).contains("ip=8.8.8.8");
    }

    @Test
    void idsHaveSixtyFourBits() {
        Reply reply = Reply.toCommand(web, "darktrace-get-breach", Map.of("pbid", "1000000000001"));

        assertThat(reply.text("code")).isEqualTo("not_found");
        assertThat(onlyUrl()).endsWith("pbid=1000000000001");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0000', textBlock = """
            darktrace-get-breach | {}                         | missing_argument | pbid | darktrace-get-breach needs the argument pbid
            darktrace-get-breach | {"pbid": ""}               | missing_argument | pbid | darktrace-get-breach needs the argument pbid
            darktrace-get-breach | {"pbid": "  "}             | missing_argument | pbid | darktrace-get-breach needs the argument pbid
            darktrace-get-breach | {"pbid": null}             | missing_argument | pbid | darktrace-get-breach needs the argument pbid
            darktrace-get-breach | {"pbit": 95}               | unknown_argument | pbit | did you mean pbid?
            darktrace-get-breach | {"PBID": 95}               | unknown_argument | PBID | did you mean pbid?
            darktrace-get-breach | {"pbid": 95, "x": 1}       | unknown_argument | x    | known: pbid.
            darktrace-get-breach | {"pbid": "95a"}            | invalid_argument | pbid | pbid must be a whole number
            darktrace-get-breach | {"pbid": "٩٥"}             | invalid_argument | pbid | pbid must be a whole number
            darktrace-get-breach | {"pbid": 95.5}             | invalid_argument | pbid | pbid must be a whole number
            darktrace-get-breach | {"pbid": -1}               | invalid_argument | pbid | pbid must be 1 or more, but is -1.
            darktrace-get-breach | {"pbid": 0}                | invalid_argument | pbid | pbid must be 1 or more, but is 0.
            darktrace-get-breach | {"pbid": [1, 2]}           | invalid_argument | pbid | pbid must be a single value
            darktrace-get-breach | {"pbid": {"a": 1}}         | invalid_argument | pbid | pbid must be a single value
            darktrace-get-breach | {"pbid": 9223372036854775808} | invalid_argument | pbid | pbid must be a whole number of 64 bits
            darktrace-get-breach | {"pbid": "95&includeacknowledged=true"} | invalid_argument | pbid | pbid must be a whole number
            darktrace-get-comments | {"pbid": "46/../47"}     | invalid_argument | pbid | pbid must be a whole number
            darktrace-get-external-endpoint-details | {"endpoint_type": "MAC", "endpoint_value": "a"} | invalid_argument | endpoint_type | must be one of IP, hostname
            darktrace-get-external-endpoint-details | {"endpoint_type": "IP", "endpoint_value": "a", "score": "maybe"} | invalid_argument | score | score must be true or false
            darktrace-get-device-identity-info | {"query": "a", "max_results": 301} | invalid_argument | max_results | max_results must be from 1 to 300, but is 301.
            darktrace-get-device-identity-info | {"query": "a", "order_by": "age"} | invalid_argument | order_by | must be one of priority, hostname
            darktrace-get-device-connection-info | {"did": 1, "data_type": "all"} | invalid_argument | data_type | must be one of co, sizeout, sizein
            darktrace-get-entity-details | {"query": "did"}   | invalid_argument | query | 'did' is none
            darktrace-get-entity-details | {"query": "pdid=1"} | invalid_argument | query | query has no key pdid; did you mean ddid or did or odid or pbid?
            darktrace-get-entity-details | {"query": "did=abc"} | invalid_argument | query | positive whole number as did
            darktrace-get-entity-details | {"query": "pbid=-5"} | invalid_argument | query | positive whole number as pbid
            darktrace-get-entity-details | {"query": "count=5"} | invalid_argument | query | query needs one of did, pbid and msg
            darktrace-get-entity-details | {"query": "did=1,did=2"} | invalid_argument | query | query names did twice
            darktrace-get-entity-details | {"query": "did=1,count=many"} | invalid_argument | query | whole number as count
            darktrace-get-entity-details | {"query": "[\\"did=1\\""} | invalid_argument | query | query has no key ["did
            darktrace-get-breach | {"pbid": [[95]]}           | invalid_argument | pbid | pbid must be a single value
            darktrace-extend-action | {"codeid": 101, "duration": "8ms"} | invalid_argument | duration | duration must be seconds or a time
            darktrace-list-breaches | {"limit": "none"}       | invalid_argument | limit | limit must be 1 or more, or all, but is none.
            darktrace-list-breaches | {"offset": -1}          | invalid_argument | offset | offset must be from 0 to 100000, but is -1.
            darktrace-get-actions | {"offset": "x"}           | invalid_argument | offset | offset must be a whole number
            darktrace-list-breaches | {"group": "model"}      | invalid_argument | group | must be one of device
            test-module          | {"pbid": 95}               | unknown_argument | pbid | test-module has no argument pbid; it takes none.
            """)
    void aWrongArgumentIsRefusedByNameBeforeAnythingIsSent(
            String command, String arguments, String code, String argument, String sentence) {
        Reply reply = Reply.toCommand(web, command, JSON.readTree(arguments));

        assertThat(reply.text("detail"))
                .contains(sentence)
                .endsWith(reply.text("detail").endsWith("?") ? "?" : ".");
        assertThat(reply.text("code")).isEqualTo(code);
        assertThat(reply.text("argument")).isEqualTo(argument);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(appliance.requests()).isEmpty();
    }

    @Test
    void anUnknownCommandIsAnsweredWithTheNearestNames() {
        Reply reply = Reply.toCommand(web, "darktrace-get-breech", Map.of());

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.text("code")).isEqualTo("unknown_command");
        assertThat(reply.text("detail")).contains("did you mean darktrace-get-breach");
    }

    @Test
    void anUnknownInstanceIsAnsweredWithTheNearestNames() {
        Reply reply = Reply.toPost(
                web, "/api/v1/commands/darktrace-get-breach", Map.of("args", Map.of("pbid", 95), "instance", "mian"));

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.text("code")).isEqualTo("unknown_instance");
        assertThat(reply.text("detail")).contains("did you mean main?");
    }

    @Test
    void aProblemDoesNotQuoteMoreThanAReaderCanRead() {
        String endless = "y".repeat(40_000);

        Reply instance = Reply.toPost(
                web, "/api/v1/commands/darktrace-get-breach", Map.of("args", Map.of("pbid", 95), "instance", endless));
        Reply argument = Reply.toCommand(web, "darktrace-get-breach", Map.of(endless, 1));

        assertThat(instance.text("code")).isEqualTo("unknown_instance");
        assertThat(instance.text("detail"))
                .startsWith("No instance is named yyy")
                .hasSizeLessThan(2100);
        assertThat(argument.text("code")).isEqualTo("unknown_argument");
        assertThat(argument.text("argument")).hasSizeLessThan(2100);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0000', textBlock = """
            commands/darktrace-get-breach |                             | The request has no body: send a JSON object such as
            commands/darktrace-get-breach | ~                           | The request has no body: send a JSON object such as
            commands/darktrace-get-breach | {"args": {"pbid": 95}, "args": {"pbid": 111}} | The request body has a member twice: send
            commands/darktrace-get-breach | {"args": {"pbid": 95, "pbid": 111}} | The request body has a member twice: send
            commands/darktrace-get-breach | {                           | The request body is not JSON, or ends too early (at line 1, column 2)
            commands/darktrace-get-breach | pbid=95                     | The request body is not JSON, or ends too early (at line 1, column
            commands/darktrace-get-breach | {"args": {"pbid": 95}} {}   | The request body goes on after its JSON
            commands/darktrace-get-breach | []                          | The request body must be a JSON object such as {"args": {"pbid": "95"}}, but is a list.
            commands/darktrace-get-breach | 95                          | such as {"args": {"pbid": "95"}}, but is a number.
            commands/darktrace-get-breach | "{}"                        | such as {"args": {"pbid": "95"}}, but is a text.
            commands/darktrace-get-breach | null                        | The request has no body: send a JSON object such as
            commands/darktrace-get-breach | {"arg": {}}                 | has a member arg, which is not known; did you mean args?
            commands/darktrace-get-breach | {"pbid": 95}                | a member pbid, which is not known; known: args, instance, params. It looks like {"args": {"pbid": "95"}}.
            commands/darktrace-get-breach | {"args": []}                | args must be a JSON object, but is a list: the body looks like {"args": {"pbid": "95"}}.
            commands/darktrace-get-breach | {"args": "{\\"pbid\\": 95, \\"pbid\\": 111}"} | args must be a JSON object, but is a text:
            commands/darktrace-get-breach | {"args": "pbid=95"}         | args must be a JSON object, but is a text:
            commands/darktrace-get-breach | {"args": 95}                | args must be a JSON object, but is a number:
            commands/darktrace-get-breach | {"params": true}            | params must be a JSON object, but is true:
            commands/darktrace-get-breach | {"args": {}, "instance": {}} | instance must be text, but is an object:
            war-room | {}                                               | The request body needs the member line: send {"line": "!darktrace-get-breach pbid=95"}.
            war-room | {"line": null}                                   | The request body needs the member line: send
            war-room | {"line": ""}                                     | The line is empty: write a command, such as
            war-room | {"line": []}                                     | line must be text, but is a list: the body looks like {"line": "!darktrace-get-breach pbid=95"}.
            war-room | {"args": {}}                                     | a member args, which is not known; known: line. It looks like {"line":
            """)
    void aWrongBodyIsRefusedWithASentenceOfItsOwn(String address, @Nullable String body, String sentence) {
        Reply reply = posted(address, body == null ? "" : body.replace("~", " \t\n"));

        assertThat(reply.text("detail")).contains(sentence).endsWith(".");
        assertThat(reply.text("code")).isEqualTo("invalid_request");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(appliance.requests()).isEmpty();
    }

    @Test
    void aBodyBeyondWhatJsonShouldBeIsRefused() {
        assertThat(posted("commands/darktrace-get-breach", "[".repeat(5000)).text("detail"))
                .startsWith("The request body is beyond what this service reads as JSON");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"args\": \"{\\\"pbid\\\": 95}\"}",
                "{\"args\": {\"pbid\": 95}, \"instance\": null, \"params\": \"\"}"
            })
    void argumentsMayBeJsonInAText(String body) {
        assertThat(posted("commands/darktrace-get-breach", body).status()).isEqualTo(200);
    }

    @Test
    void aBodyOverFourMebibytesIsRefused() {
        Reply reply = Reply.toCommand(web, "darktrace-get-breach", Map.of("pbid", "9".repeat(1 << 22)));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("detail")).isEqualTo("The request body is over 4 MiB.");
    }

    @Test
    void aBodyThatAPageOfAnotherSiteCouldSendIsRefused() {
        web.post()
                .uri("/api/v1/war-room")
                .contentType(MediaType.TEXT_PLAIN)
                .bodyValue("{\"line\": \"!darktrace-acknowledge pbid=111\"}")
                .exchange()
                .expectStatus()
                .isEqualTo(415)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("invalid_request");
        assertThat(appliance.requests()).isEmpty();
    }

    @Test
    void anAddressWithoutAnythingIsAProblemEvenForABrowser() {
        web.get()
                .uri("/nothing/here")
                .accept(MediaType.TEXT_HTML)
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("invalid_request")
                .jsonPath("$.detail")
                .isEqualTo("There is nothing at this address: GET /api/v1/commands lists the commands, GET /openapi"
                        + " describes every address.");
    }

    @Test
    void aWarRoomLineGivesTheSameAnswerAsTheCommand() {
        JsonNode byLine = Reply.toPost(
                        web, "/api/v1/war-room", Map.of("line", "!darktrace-get-breach pbid=95 using=\"main\""))
                .body();

        assertThat(byLine)
                .isEqualTo(Reply.toCommand(web, "darktrace-get-breach", Map.of("pbid", 95))
                        .body());
    }

    @Test
    void aWarRoomLineThatCannotBeReadIsAnInvalidRequest() {
        Reply reply = Reply.toPost(web, "/api/v1/war-room", Map.of("line", "!darktrace-get-breach pbid=\"95"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("code")).isEqualTo("invalid_request");
    }

    @Test
    void theTableAloneComesAsMarkdown() {
        String table = web.post()
                .uri("/api/v1/war-room")
                .contentType(MediaType.APPLICATION_JSON)
                .accept(MediaType.TEXT_MARKDOWN)
                .bodyValue(Map.of("line", "!darktrace-get-breach pbid=95"))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(table).startsWith("### Darktrace Model Breach 95\n|");
    }

    @Test
    void anAnswerHasTheNestedAndTheKeyedContext() {
        JsonNode answer = Reply.toCommand(web, "darktrace-acknowledge", Map.of("pbid", 111))
                .body();

        assertThat(answer.toString()).isEqualTo("""
                        {"command":"darktrace-acknowledge","instance":"main",\
                        "outputs_prefix":"Darktrace.ModelBreach","outputs_key_field":"pbid",\
                        "outputs":{"pbid":111,"acknowledged":true},\
                        "entry_context":{"Darktrace.ModelBreach(val.pbid && val.pbid == obj.pbid)":{"pbid":111,"acknowledged":true}},\
                        "context":{"Darktrace":{"ModelBreach":{"pbid":111,"acknowledged":true}}},\
                        "readable_output":"### Model Breach 111 Acknowledged\\n|response|\\n|---|\\n| Successfully acknowledged. |\\n",\
                        "warnings":[]}""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "!help"})
    void helpListsTheCommandsWithALineEach(String line) {
        Reply help = Reply.toPost(web, "/api/v1/war-room", Map.of("line", line));

        assertThat(help.text("readable_output"))
                .startsWith(
                        "### Commands; help darktrace-get-breach shows one of them\n|family|command|effect|description|\n")
                .contains(
                        "| Model breaches | darktrace-get-breach | reads | Returns a model breach by its model breach ID (pbid). |\n")
                .contains("| darktrace-create-manual-action | contains | Contains a device: creates a RESPOND")
                .contains("| help | reads | Lists the commands");
        assertThat(appliance.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!help darktrace-list-similar-devices",
                "help !list-similar-devices",
                "help command=list-similar-devices"
            })
    void helpShowsWhatACommandTakesAndGives(String line) {
        assertThat(Reply.toPost(web, "/api/v1/war-room", Map.of("line", line)).text("readable_output"))
                .startsWith("""
                        ### darktrace-list-similar-devices, darktrace-get-similar-devices: Returns the devices that are similar to a device.
                        |name|kind|description|
                        |---|---|---|
                        | !darktrace-list-similar-devices did=95 | example |  |
                        | did | argument: number, required, also deviceId, must be 1 or more | Darktrace device ID. |
                        | max_results | argument: number, default 5, also maxResults limit, must be 1 or more | Maximum number of results to return. |
                        | Darktrace.SimilarDevices.did | output: Number | Darktrace device ID of the device""");
    }

    @Test
    void helpOnAnUnknownCommandNamesTheNearest() {
        Reply help = Reply.toPost(web, "/api/v1/war-room", Map.of("line", "help darktrace-get-breech"));

        assertThat(help.status()).isEqualTo(404);
        assertThat(help.text("detail"))
                .startsWith("There is no command darktrace-get-breech; did you mean darktrace-get-breach");
    }

    @Test
    void theCatalogueListsEachCommandWithItsArgumentsAndOutputs() {
        web.get()
                .uri("/api/v1/commands")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$[?(@.name == 'darktrace-acknowledge')].changes_state")
                .isEqualTo(true)
                .jsonPath("$[?(@.name == 'darktrace-create-manual-action')].effect")
                .isEqualTo("contains")
                .jsonPath(
                        "$[?(@.name == 'darktrace-list-similar-devices')].arguments[?(@.name == 'max_results')].default")
                .isEqualTo("5")
                .jsonPath(
                        "$[?(@.name == 'darktrace-get-device-identity-info')].arguments[?(@.name == 'order')].predefined[*]")
                .isArray()
                .jsonPath("$[?(@.name == 'darktrace-get-breach')].arguments[?(@.name == 'pbid')].type")
                .isEqualTo("integer")
                .jsonPath("$[?(@.name == 'darktrace-get-breach')].arguments[?(@.name == 'pbid')].minimum")
                .isEqualTo(1)
                .jsonPath(
                        "$[?(@.name == 'darktrace-list-breaches')].arguments[?(@.name == 'include_acknowledged')].type")
                .isEqualTo("boolean")
                .jsonPath(
                        "$[?(@.name == 'darktrace-get-breach')].outputs[?(@.path == 'Darktrace.ModelBreach.device.did')].type")
                .isEqualTo("Number");
    }

    private Reply posted(String address, String body) {
        return Reply.toPost(web, "/api/v1/" + address, body);
    }

    private String onlyUrl() {
        assertThat(appliance.requests()).hasSize(1);
        return appliance.requests().get(0).url();
    }
}
