package soar.darktrace.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import soar.darktrace.GoldenCase;
import soar.darktrace.command.CommandAnswer;
import soar.darktrace.command.CommandRequest;
import soar.darktrace.command.CommandSpec;
import soar.darktrace.command.DeclaredCommands;
import soar.darktrace.manifest.ToolSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The schemas of the tools, against the golden cases of their commands. */
class ToolSchemasTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<String, CommandSpec> SPECS = new HashMap<>();

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            Dialects.getDraft202012(),
            registry -> registry.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    static {
        DeclaredCommands.specs().forEach(spec -> {
            SPECS.put(spec.name(), spec);
            spec.aliases().forEach(alias -> SPECS.put(alias, spec));
        });
    }

    static List<Path> cases() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("test-data/commands"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> Tools.isTool(spec(GoldenCase.read(file))))
                    .sorted()
                    .toList();
        }
    }

    private static CommandSpec spec(GoldenCase golden) {
        return Objects.requireNonNull(SPECS.get(golden.command()), golden.command());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void allowWhatTheGoldenCasesSendAndAnswer(Path file) {
        GoldenCase golden = GoldenCase.read(file);
        CommandSpec spec = spec(golden);

        assertThat(schema(ToolSchema.input(spec, List.of("main"))).validate(byOneName(spec, golden.args())))
                .as("arguments")
                .isEmpty();
        JsonNode structured = JSON.valueToTree(answered(spec, golden).structuredContent());
        assertThat(schema(ToolSchema.output(spec)).validate(structured))
                .as("answer")
                .isEmpty();
        boolean isWhole = !structured.has("cut") && structured.path("warnings").isEmpty();
        if (isWhole && !structured.path("outputs").toString().contains("\\u{")) {
            assertThat(withoutNulls(structured.path("outputs")))
                    .isEqualTo(withoutNulls(golden.content().path("outputs").deepCopy()));
        }
    }

    /** A null is as good as nothing, and few schemas allow it. */
    private static JsonNode withoutNulls(JsonNode value) {
        if (value instanceof ObjectNode object) {
            object.removeIf(JsonNode::isNull);
        }
        value.forEach(ToolSchemasTest::withoutNulls);
        return value;
    }

    private static CallToolResult answered(CommandSpec spec, GoldenCase golden) {
        JsonNode content = golden.content();
        ObjectNode nothing = JsonNodeFactory.instance.objectNode();
        return ToolAnswer.of(
                spec,
                ToolSchema.output(spec),
                new CommandRequest(spec.name(), Map.of(), null, null),
                new CommandAnswer(
                        spec.name(),
                        spec.isForService() ? null : "main",
                        spec.outputsPrefix(),
                        null,
                        content.path("outputs"),
                        nothing,
                        nothing,
                        content.path("readable_output").asString(""),
                        List.of(),
                        null,
                        null,
                        List.of(),
                        null));
    }

    /** An assistant reads one name of each argument, others have aliases and spellings, too. */
    private static JsonNode byOneName(CommandSpec spec, JsonNode arguments) {
        Map<String, JsonNode> renamed = new LinkedHashMap<>();
        arguments.forEachEntry((name, value) -> {
            String own = spec.arguments().stream()
                    .filter(argument -> argument.aliases().contains(name)
                            || argument.name().replace("_", "").equalsIgnoreCase(name.replace("_", "")))
                    .findFirst()
                    .map(argument -> argument.name())
                    .orElse(name);
            renamed.put(own, value);
        });
        return JSON.valueToTree(renamed);
    }

    private static Schema schema(JsonNode schema) {
        return SCHEMAS.getSchema(schema);
    }

    @Test
    void everyCommandIsAToolOrTheDocumentSaysWhyNot() throws IOException {
        String document = Files.readString(Path.of("docs", "mcp.md"));
        String reasons = document.substring(document.indexOf("## Commands that are no tools"));

        for (CommandSpec spec : DeclaredCommands.specs()) {
            assertThat(reasons.contains("`" + spec.name() + "`"))
                    .as(spec.name())
                    .isEqualTo(!Tools.isTool(spec));
        }
    }

    @Test
    void noArgumentHasTheNameOfTheInstance() {
        assertThat(DeclaredCommands.specs().stream()
                        .filter(spec -> !spec.isForService())
                        .flatMap(spec -> spec.arguments().stream()))
                .noneMatch(argument -> argument.name().equals(ToolSchema.INSTANCE)
                        || argument.aliases().contains(ToolSchema.INSTANCE));
    }

    /** Providers of models refuse these at the top of a tool's arguments. */
    @Test
    void argumentsAreOnePlainObject() {
        for (CommandSpec spec : DeclaredCommands.specs()) {
            ObjectNode schema = ToolSchema.input(spec, List.of());
            assertThat(schema.path("type").asString()).isEqualTo("object");
            assertThat(schema.propertyNames()).doesNotContain("anyOf", "allOf", "oneOf");
            assertThat(spec.name()).matches("[A-Za-z-]{1,64}");
        }
    }

    @Test
    void whatHasAnotherShapeThanDeclaredIsLeftOut() {
        CommandSpec spec = Objects.requireNonNull(SPECS.get("darktrace-get-breach"));
        ObjectNode schema = ToolSchema.output(spec);
        @Nullable
        JsonNode some = new Extract(schema, 10_000)
                .of(
                        JSON.readTree("[{\"pbid\": [1]}, 7, {\"pbid\": 95}]"),
                        schema.path("properties").path("outputs"));

        assertThat(some).isEqualTo(JSON.readTree("[{}, {\"pbid\": 95}]"));
    }
}
