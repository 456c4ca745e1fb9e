package soar.darktrace.manifest;

import java.util.Arrays;
import java.util.List;
import soar.darktrace.command.ArgumentType;
import soar.darktrace.command.Effect;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The answers of the operations that run or list commands; {@code ApiDocumentTest} compares them with what is sent. */
final class AnswerSchema {

    static final String ANY_COMMAND = "CommandAnswer";
    static final String CATALOGUE_ENTRY = "CatalogueEntry";
    private static final String ARGUMENT_ENTRY = "ArgumentEntry";
    private static final String OUTPUT_ENTRY = "OutputEntry";

    private AnswerSchema() {}

    /** The answer of a command whose outputs have this schema. */
    static ObjectNode of(ObjectNode outputs) {
        ObjectNode always = JsonType.tree()
                .set("command", JsonType.STRING.schema())
                .set(
                        "instance",
                        JsonType.STRING.orNull().put("description", "The instance asked; null for a service command."))
                .set("outputs_prefix", JsonType.STRING.describedAs("Where the outputs go in the context."))
                .set(
                        "outputs_key_field",
                        JsonType.STRING
                                .orNull()
                                .put("description", "The output by which XSOAR recognises an entry; null for none."))
                .set("outputs", outputs)
                .set("entry_context", JsonType.OBJECT.describedAs("The outputs in XSOAR's keyed form."))
                .set("context", JsonType.OBJECT.describedAs("The outputs nested as in the context."))
                .set("readable_output", JsonType.STRING.describedAs("The markdown table of the war room."))
                .set("warnings", JsonType.listOf(JsonType.STRING.describedAs("What was odd.")));
        List<String> required = List.copyOf(always.propertyNames());
        return JsonType.object(
                always.set("file", file())
                        .set("poll", poll())
                        .set("failed", failed())
                        .set(
                                "effect",
                                effect().put(
                                                "description",
                                                "Of a dry run: what the run would do with these arguments.")),
                required);
    }

    private static ObjectNode failed() {
        ObjectNode item = JsonType.object(
                JsonType.tree()
                        .set("code", JsonType.STRING.describedAs("Why, as in a problem document."))
                        .set("detail", JsonType.STRING.describedAs("What happened and what to do."))
                        .set(
                                "retry_after",
                                JsonType.INTEGER.describedAs("How many seconds to wait before trying again.")),
                List.of("code", "detail"));
        return JsonType.listOf(item)
                .put(
                        "description",
                        "Those of several things asked for that failed, each with its ID, such as pbid. The others were"
                                + " done.");
    }

    private static ObjectNode file() {
        return JsonType.object(JsonType.tree()
                        .set("name", JsonType.STRING.schema())
                        .set("type", JsonType.STRING.describedAs("The media type.")))
                .put("description", "A file, which the same request gets with Accept: application/octet-stream.");
    }

    private static ObjectNode poll() {
        return JsonType.object(JsonType.tree()
                        .set("seconds", JsonType.INTEGER.describedAs("How long to wait."))
                        .set("args", JsonType.OBJECT.describedAs("The arguments to ask with.")))
                .put("description", "The command is not finished: ask again.");
    }

    private static ObjectNode effect() {
        ObjectNode effect = JsonType.STRING.schema();
        ArrayNode values = effect.putArray("enum");
        Arrays.stream(Effect.values()).map(Effect::toString).forEach(values::add);
        return effect;
    }

    private static ObjectNode argumentType() {
        ObjectNode type = JsonType.STRING.describedAs("What each value is; a duration is seconds, or 10 minutes.");
        ArrayNode values = type.putArray("enum");
        Arrays.stream(ArgumentType.values()).map(ArgumentType::catalogueName).forEach(values::add);
        return type;
    }

    /** Adds what an entry of the catalogue is made of. */
    static void addCatalogueTo(ObjectNode schemas) {
        schemas.set(
                CATALOGUE_ENTRY,
                JsonType.object(JsonType.tree()
                        .set("name", JsonType.STRING.schema())
                        .set("aliases", JsonType.listOf(JsonType.STRING.schema()))
                        .set("family", JsonType.STRING.schema())
                        .set("description", JsonType.STRING.schema())
                        .set("effect", effect())
                        .set("changes_state", JsonType.BOOLEAN.schema())
                        .set("arguments", JsonType.listOf(JsonType.reference(ARGUMENT_ENTRY)))
                        .set("outputs", JsonType.listOf(JsonType.reference(OUTPUT_ENTRY)))));
        schemas.set(
                ARGUMENT_ENTRY,
                JsonType.object(
                        JsonType.tree()
                                .set("name", JsonType.STRING.schema())
                                .set("aliases", JsonType.listOf(JsonType.STRING.schema()))
                                .set("description", JsonType.STRING.schema())
                                .set("type", argumentType())
                                .set("required", JsonType.BOOLEAN.schema())
                                .set("default", JsonType.STRING.describedAs("What stands in for one that is left out."))
                                .set("predefined", JsonType.listOf(JsonType.STRING.schema()))
                                .set("minimum", JsonType.INTEGER.schema())
                                .set("maximum", JsonType.INTEGER.schema())
                                .set("is_array", JsonType.BOOLEAN.schema()),
                        List.of("name", "description", "type", "required", "predefined", "is_array")));
        schemas.set(
                OUTPUT_ENTRY,
                JsonType.object(JsonType.tree()
                        .set("path", JsonType.STRING.describedAs("The full context path."))
                        .set("type", JsonType.STRING.schema())
                        .set("description", JsonType.STRING.schema())));
    }
}
