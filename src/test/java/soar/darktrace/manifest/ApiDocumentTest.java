package soar.darktrace.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import soar.darktrace.ConnectorTest;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.command.CommandAnswer;
import soar.darktrace.command.CommandCatalogue;
import soar.darktrace.command.Effect;
import soar.darktrace.command.FailedItem;
import soar.darktrace.command.Poll;
import soar.darktrace.command.ResultFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/** The OpenAPI document, fetched from the running application and compared with what that answers. */
@ConnectorTest
class ApiDocumentTest {

    private static final String COMMANDS = "/api/v1/commands";

    private final WebTestClient client;
    private final CommandCatalogue catalogue;
    private JsonNode document = NullNode.getInstance();

    ApiDocumentTest(@Autowired WebTestClient client, @Autowired CommandCatalogue catalogue) {
        this.client = client;
        this.catalogue = catalogue;
    }

    @BeforeEach
    void fetch() {
        document = body(
                client.get().uri("/openapi").accept(MediaType.APPLICATION_JSON).exchange());
    }

    @Test
    void saysWhatItIs() {
        assertThat(document.at("/info/title").asString()).isEqualTo("Darktrace Connector");
        assertThat(document.at("/info/version").asString()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(document.at("/info/license/name").asString()).isEqualTo("Apache-2.0");
        assertThat(document.at("/servers/0/url").asString()).isEqualTo("/");
        assertThat(document.path("servers")).hasSize(1);
    }

    @Test
    void hasAnOperationOfEachCommandAndNoneOfAnyCommand() {
        assertThat(catalogue.specs()).isNotEmpty().allSatisfy(spec -> {
            JsonNode operation = operation(spec.name());
            assertThat(operation.path("description").asString()).isEqualTo(spec.description());
            assertThat(texts(operation.path("tags")))
                    .containsExactly(spec.family().title(), spec.effect().toString());
            assertThat(arguments(spec.name()).path("properties").propertyNames())
                    .containsExactlyElementsOf(spec.arguments().stream()
                            .flatMap(argument -> Stream.concat(Stream.of(argument.name()), argument.aliases().stream()))
                            .toList());
        });
        assertThat(paths()).contains(COMMANDS, "/api/v1/war-room").noneMatch(path -> path.contains("{name}"));
        assertThat(operation("darktrace-get-breach").path("operationId").asString())
                .isEqualTo("darktraceGetBreach");
        assertThat(document.path("paths").findValuesAsString("operationId")).doesNotHaveDuplicates();
    }

    @Test
    void typesArguments() {
        assertThat(argument("darktrace-get-breach", "pbid"))
                .isEqualTo(json(
                        "{'type':['integer','string'],'format':'int64','minimum':1,'description':'Model breach ID.'}"));
        JsonNode maxResults = argument("darktrace-get-device-identity-info", "max_results");
        assertThat(maxResults.path("maximum").asInt()).isEqualTo(300);
        assertThat(maxResults.path("default")).isEqualTo(json("50"));
        assertThat(argument("darktrace-get-device-connection-info", "data_type").path("enum"))
                .isEqualTo(json("['co','sizeout','sizein']"));
        JsonNode allData = argument("darktrace-get-device-connection-info", "show_all_graph_data");
        assertThat(allData.path("type")).isEqualTo(json("['boolean','string']"));
        assertThat(allData.path("default")).isEqualTo(json("false"));
        JsonNode query = argument("darktrace-get-entity-details", "query");
        assertThat(query.path("type")).isEqualTo(json("['array','string']"));
        assertThat(query.at("/items/type").asString()).isEqualTo("string");
        assertThat(query.path("minItems").asInt()).isEqualTo(1);
    }

    /** What redocly's recommended rules ask for and the schema of OpenAPI does not. */
    @Test
    void saysWhoMayCallItAndWhatEachTagIs() {
        assertThat(document.path("security")).isEqualTo(json("[{'bearer':[]},{}]"));
        assertThat(document.at("/components/securitySchemes/bearer/scheme").asString())
                .isEqualTo("bearer");
        Set<String> described = new HashSet<>();
        for (JsonNode tag : document.path("tags")) {
            assertThat(tag.path("description").asString()).isNotEmpty();
            described.add(tag.path("name").asString());
        }
        Set<String> used = new HashSet<>();
        for (JsonNode path : document.path("paths")) {
            for (JsonNode operation : path) {
                used.addAll(texts(operation.path("tags")));
                assertThat(operation.path("summary").asString()).isNotEmpty();
                assertThat(operation.at("/responses/401/description").asString())
                        .isEqualTo("Codes: unauthenticated.");
                assertThat(operation.path("responses").propertyNames())
                        .as(operation.path("operationId").asString())
                        .anyMatch(status -> status.startsWith("4"));
            }
        }
        assertThat(used).isEqualTo(described);
    }

    @Test
    void showsABodyOfEachCommand() {
        assertThat(operation("darktrace-get-breach").at("/requestBody/content/application~1json/example"))
                .isEqualTo(json("{'args':{'pbid':'95'}}"));
        assertThat(operation("test-module").at("/requestBody/content/application~1json/example"))
                .isEqualTo(json("{'args':{}}"));
    }

    @Test
    void aCommandForTheServiceIgnoresTheInstanceThatXsoarSends() {
        assertThat(request("darktrace-sink-status")
                        .at("/properties/instance/description")
                        .asString())
                .startsWith("Ignored");
        assertThat(request("darktrace-sink-status").path("properties").has("params"))
                .isTrue();
    }

    @Test
    void asksOnlyForWhatHasNoDefault() {
        assertThat(arguments("darktrace-get-breach").path("required")).isEqualTo(json("['pbid']"));
        assertThat(request("darktrace-get-breach").path("required")).isEqualTo(json("['args']"));
        assertThat(request("test-module").has("required")).isFalse();
    }

    @Test
    void asksForOneOfTheNamesOfAnArgumentWithAliases() {
        assertThat(arguments("darktrace-list-similar-devices").path("required").isMissingNode())
                .isTrue();
        assertThat(arguments("darktrace-list-similar-devices").path("allOf"))
                .isEqualTo(json("[{'anyOf':[{'required':['did']},{'required':['deviceId']}]}]"));
        assertThat(request("darktrace-list-similar-devices").path("required")).isEqualTo(json("['args']"));
    }

    @Test
    void refusesOtherMembers() {
        List<JsonNode> bodies = document.path("paths").findValues("requestBody");
        assertThat(bodies).hasSize(catalogue.specs().size() + 1).allSatisfy(body -> {
            JsonNode schema = resolved(body.at("/content/application~1json/schema"));
            assertThat(schema.path("additionalProperties")).isEqualTo(json("false"));
            if (schema.path("properties").has("args")) {
                assertThat(schema.at("/properties/args/additionalProperties")).isEqualTo(json("false"));
            }
        });
    }

    @Test
    void nestsOutputs() {
        JsonNode breach = resolved(answer("darktrace-get-breach").at("/properties/outputs/anyOf/0"));
        assertThat(breach.at("/properties/score/type").asString()).isEqualTo("number");
        assertThat(breach.at("/properties/time/format").asString()).isEqualTo("date-time");
        assertThat(resolved(breach.at("/properties/device/anyOf/1/items"))
                        .at("/properties/ip/description")
                        .asString())
                .isEqualTo("IP address of the device, if applicable.");
        assertThat(answer("darktrace-get-entity-details")
                        .at("/properties/outputs")
                        .propertyNames())
                .containsExactly("description");
    }

    @Test
    void readsIncidents() {
        JsonNode page = document.at("/paths/~1api~1v1~1incidents/get");
        assertThat(page.path("parameters").findValuesAsString("name"))
                .containsExactly("after", "limit", "instance", "kinds", "wait");
        JsonNode sent = body(client.get().uri("/api/v1/incidents").exchange());
        assertThat(page.at("/responses/200/content/application~1json/schema/properties")
                        .propertyNames())
                .containsExactlyElementsOf(sent.propertyNames());
        assertThat(document.at("/paths/~1api~1v1~1incidents~1stream/get/responses/200/content")
                        .propertyNames())
                .containsExactly("text/event-stream");
    }

    @Test
    void namesTheMembersThatAreSent() {
        JsonNode sent = JsonMapper.shared()
                .valueToTree(new CommandAnswer(
                        "",
                        "",
                        "",
                        null,
                        NullNode.getInstance(),
                        json("{}"),
                        json("{}"),
                        "",
                        List.of(),
                        new ResultFile("", "", Flux.empty()),
                        new Poll(1, JsonMapper.shared().createObjectNode()),
                        List.of(FailedItem.of("", 1, new DarktraceException(Kind.NOT_FOUND, ""), "")),
                        Effect.READS));
        assertThat(answer("darktrace-get-breach").path("properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(sent.propertyNames());
        JsonNode entry = body(client.get().uri(COMMANDS).exchange()).path(0);
        assertThat(component("CatalogueEntry").path("properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(entry.propertyNames());
        assertThat(component("ArgumentEntry").path("properties").propertyNames())
                .containsAll(entry.at("/arguments/0").propertyNames());
    }

    @Test
    void describesFailuresAsTheyAreSent() {
        JsonNode problem = body(client.post()
                .uri(COMMANDS + "/darktrace-get-breach")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"args\": {\"pbid\": 0}}")
                .exchange());
        assertThat(component("Problem").path("properties").propertyNames())
                .containsAll(problem.propertyNames())
                .containsAll(texts(component("Problem").path("required")));
        assertThat(problem.propertyNames())
                .containsAll(texts(component("Problem").path("required")));
        assertThat(operation("darktrace-get-breach")
                        .path("responses")
                        .path(problem.path("status").asString())
                        .path("description")
                        .asString())
                .contains(problem.path("code").asString());
    }

    @Test
    void saysWhereAnOutcomeCanBeUnknown() {
        assertThat(operation("darktrace-acknowledge")
                        .at("/responses/502/description")
                        .asString())
                .contains("outcome_unknown");
        assertThat(operation("darktrace-get-breach")
                        .at("/responses/502/description")
                        .asString())
                .doesNotContain("outcome_unknown");
    }

    @Test
    void refersToEverySchemaAndToNoOther() {
        Set<String> referredTo = new HashSet<>(document.findValuesAsString("$ref"));
        assertThat(referredTo)
                .containsExactlyInAnyOrderElementsOf(document.at("/components/schemas").propertyNames().stream()
                        .map(name -> "#/components/schemas/" + name)
                        .toList());
    }

    @Test
    void requiresOnlyMembersThatItDescribes() {
        List<JsonNode> objects = document.findParents("properties");
        assertThat(objects).anySatisfy(schema -> assertThat(required(schema)).isNotEmpty());
        assertThat(objects)
                .allSatisfy(schema ->
                        assertThat(schema.path("properties").propertyNames()).containsAll(required(schema)));
    }

    /** What an object requires: on its own, or one of several. */
    private static List<String> required(JsonNode schema) {
        return Stream.concat(
                        texts(schema.path("required")).stream(),
                        schema.path("allOf").findValues("required").stream().flatMap(names -> texts(names).stream()))
                .toList();
    }

    private Stream<String> paths() {
        return document.path("paths").propertyNames().stream();
    }

    private JsonNode operation(String command) {
        return document.path("paths").path(COMMANDS + "/" + command).path("post");
    }

    private JsonNode request(String command) {
        return resolved(operation(command).at("/requestBody/content/application~1json/schema"));
    }

    private JsonNode arguments(String command) {
        return request(command).at("/properties/args");
    }

    private JsonNode argument(String command, String name) {
        return arguments(command).path("properties").path(name);
    }

    private JsonNode answer(String command) {
        return resolved(operation(command).at("/responses/200/content/application~1json/schema"));
    }

    private JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? document.at(schema.path("$ref").asString().substring(1)) : schema;
    }

    private JsonNode component(String name) {
        return document.at("/components/schemas/" + name);
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    private static JsonNode body(WebTestClient.ResponseSpec response) {
        return JsonMapper.shared()
                .readTree(response.expectBody(byte[].class).returnResult().getResponseBodyContent());
    }

    private static JsonNode json(String singleQuoted) {
        return JsonMapper.shared().readTree(singleQuoted.replace('\'', '"'));
    }
}
