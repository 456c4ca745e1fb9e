package soar.darktrace.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.ConnectorTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document as other programs see it: valid by the schema of OpenAPI 3.1, and true of what is asked and answered. */
@ConnectorTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiDocumentValidityTest {

    private static final String DOCUMENT = "https://connector.example.com/openapi";

    /** Cases with values of a type that no recorded appliance answers: they show that such a value is handed on as it is. */
    private static final Set<String> ODD = Set.of("numbers.json", "two-keys.json");

    private static final SchemaRegistry OPENAPI = SchemaRegistry.withDefaultDialect(
            Dialects.getDraft202012(),
            registry -> registry.schemaIdResolvers(
                    ids -> ids.mapPrefix("https://spec.openapis.org/oas/3.1/", "classpath:openapi/3.1/")));

    private static final Schema OPENAPI_SCHEMA =
            OPENAPI.getSchema(SchemaLocation.of("https://spec.openapis.org/oas/3.1/schema-base/2025-09-15"));

    @Autowired
    WebTestClient web;

    private JsonNode document = NullNode.getInstance();

    private SchemaRegistry schemas = OPENAPI;

    @BeforeAll
    void fetch() {
        document = JsonMapper.shared()
                .readTree(web.get()
                        .uri("/openapi")
                        .accept(MediaType.APPLICATION_JSON)
                        .exchange()
                        .expectBody(byte[].class)
                        .returnResult()
                        .getResponseBodyContent());
        schemas = schemas();
    }

    @Test
    void isAnOpenApiDocument() {
        assertThat(OPENAPI_SCHEMA.validate(document)).isEmpty();
    }

    @Test
    void theSchemaOfOpenApiSeesFaults() {
        JsonNode faulty = document.deepCopy();
        ((ObjectNode) faulty.at("/paths/~1api~1v1~1war-room/post/responses/200")).remove("description");
        assertThat(OPENAPI_SCHEMA.validate(faulty)).isNotEmpty();
        JsonNode mistyped = document.deepCopy();
        ((ObjectNode) mistyped.at("/components/schemas/Problem")).put("type", "thing");
        assertThat(OPENAPI_SCHEMA.validate(mistyped)).isNotEmpty();
    }

    @Test
    void itsExamplesAreValidByTheirSchemas() {
        document.path("paths").properties().forEach(path -> {
            JsonNode body = path.getValue().at("/post/requestBody/content/application~1json");
            assertThat(body.isMissingNode()
                            || faults(schemas, body.path("schema"), body.path("example"))
                                    .isEmpty())
                    .as(path.getKey())
                    .isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isTrueOfEachGoldenCase(Path file) {
        JsonNode golden = JsonMapper.shared().readTree(file);
        String command = golden.path("command").asString();
        JsonNode operation =
                document.path("paths").path("/api/v1/commands/" + command).path("post");
        JsonNode request = JsonMapper.shared().createObjectNode().set("args", golden.path("args"));

        assertThat(faults(schemas, operation.at("/requestBody/content/application~1json/schema"), request))
                .as("arguments")
                .isEmpty();
        assertThat(faults(
                        schemas,
                        resolved(operation.at("/responses/200/content/application~1json/schema"))
                                .at("/properties/outputs"),
                        golden.path("outputs")))
                .as("outputs")
                .isEmpty();
    }

    static List<Path> cases() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("test-data/commands"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> !ODD.contains(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    /** Reads schemas of the document, whose references lead into the document. */
    private SchemaRegistry schemas() {
        SchemaRegistryConfig config =
                SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
        return SchemaRegistry.withDefaultDialect(
                Dialects.getOpenApi31(),
                registry -> registry.schemaRegistryConfig(config).schemas(Map.of(DOCUMENT, document.toString())));
    }

    private static List<Error> faults(SchemaRegistry schemas, JsonNode schema, JsonNode value) {
        return schemas.getSchema(schema.toString().replace("\"#/components/", "\"" + DOCUMENT + "#/components/"))
                .validate(value);
    }

    private JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? document.at(schema.path("$ref").asString().substring(1)) : schema;
    }
}
