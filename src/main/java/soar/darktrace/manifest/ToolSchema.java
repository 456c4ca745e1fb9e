package soar.darktrace.manifest;

import java.util.Collection;
import java.util.List;
import soar.darktrace.command.ArgumentSpec;
import soar.darktrace.command.CommandSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schemas of a command as a tool of an assistant. They have no references out of themselves, and none of the keywords
 * that models' providers refuse at the top.
 */
public final class ToolSchema {

    /** What names the instance, among the arguments. */
    public static final String INSTANCE = "instance";

    private static final List<String> FOR_CONTEXTS =
            List.of("outputs_prefix", "outputs_key_field", "entry_context", "context", "readable_output");

    private ToolSchema() {}

    /**
     * The arguments. Each has one name only: whoever reads the schema needs no other.
     *
     * @param instances the names among which the caller chooses
     */
    public static ObjectNode input(CommandSpec spec, Collection<String> instances) {
        ObjectNode members = JsonType.tree();
        spec.arguments().forEach(argument -> members.set(argument.name(), RequestSchema.argument(argument)));
        if (!spec.isForService()) {
            ObjectNode instance = JsonType.STRING.describedAs(
                    "Name of the Darktrace instance to ask; may be left out where there is only one.");
            if (!instances.isEmpty()) {
                instances.forEach(instance.putArray("enum")::add);
            }
            members.set(INSTANCE, instance);
        }
        return JsonType.closedObject(
                members,
                spec.arguments().stream()
                        .filter(ArgumentSpec::isNeeded)
                        .map(ArgumentSpec::name)
                        .toList());
    }

    /** What an answer holds besides its table. */
    public static ObjectNode output(CommandSpec spec) {
        ObjectNode definitions = JsonType.tree();
        ObjectNode outputs = new OutputSchema(definitions).of("Outputs", spec);
        if (spec.changesState()) {
            ObjectNode orRehearsed = JsonType.tree();
            orRehearsed
                    .putArray("anyOf")
                    .add(outputs)
                    .add(JsonType.listOf(JsonType.OBJECT.schema())
                            .put("description", "With dry_run: the calls that would be made."));
            outputs = orRehearsed;
        }
        ObjectNode answer = AnswerSchema.of(outputs);
        ObjectNode members = answer.withObject("/properties");
        members.remove(FOR_CONTEXTS);
        members.withObject("/file").put("description", "A file, which is the resource that the answer links to.");
        members.set(
                "cut",
                JsonType.STRING.describedAs("Where there was more than an answer may hold: how to ask for less."));
        answer.putArray("required").add("command");
        answer.set("$defs", definitions);
        withoutFormats(answer);
        return (ObjectNode)
                JsonMapper.shared().readTree(answer.toString().replace("\"#/components/schemas/", "\"#/$defs/"));
    }

    /** Clients check formats, and would refuse an answer for a time that an appliance writes otherwise. */
    private static void withoutFormats(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("format").isString()
                && object.path("type").isString()) {
            object.remove("format");
        }
        schema.forEach(ToolSchema::withoutFormats);
    }
}
