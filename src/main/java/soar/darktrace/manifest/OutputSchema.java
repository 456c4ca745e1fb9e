package soar.darktrace.manifest;

import static soar.darktrace.command.OutputType.UNKNOWN;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.util.StringUtils;
import soar.darktrace.command.CommandSpec;
import soar.darktrace.command.CommandSpec.OutputSpec;
import soar.darktrace.command.OutputType;
import tools.jackson.databind.node.ObjectNode;

/**
 * The outputs of a command as nested schemas. A context path does not show whether it holds one entry or a list, so
 * that each object may be either.
 *
 * @param schemas receives the objects, each under a name that starts with that of the command
 */
record OutputSchema(ObjectNode schemas) {

    ObjectNode of(String component, CommandSpec spec) {
        String prefix = spec.outputsPrefix();
        return at(
                prefix,
                component,
                spec.outputs().stream()
                        .filter(output -> output.context().equals(prefix))
                        .toList());
    }

    /** The schema at a path, from the outputs at and below it. */
    private ObjectNode at(String path, String component, List<OutputSpec> outputs) {
        String start = start(path);
        Map<String, List<OutputSpec>> below = outputs.stream()
                .filter(output -> output.path().startsWith(start))
                .collect(Collectors.groupingBy(
                        output -> output.path().substring(start.length()).split("\\.", 2)[0],
                        LinkedHashMap::new,
                        Collectors.toList()));
        ObjectNode schema = below.isEmpty() ? leaf(outputs) : oneOrMore(path, component, below);
        outputs.stream()
                .filter(output -> output.path().equals(path))
                .forEach(output -> schema.put("description", output.description()));
        return schema;
    }

    /** What the paths below a path begin with. */
    private static String start(String path) {
        return path.isEmpty() ? "" : path + ".";
    }

    private ObjectNode oneOrMore(String path, String component, Map<String, List<OutputSpec>> below) {
        ObjectNode members = JsonType.tree();
        below.forEach((name, outputs) ->
                members.set(name, at(start(path) + name, component + StringUtils.capitalize(name), outputs)));
        schemas.set(component, JsonType.object(members, List.of()));
        ObjectNode oneOrMore = JsonType.tree();
        oneOrMore
                .putArray("anyOf")
                .add(JsonType.reference(component))
                .add(JsonType.listOf(JsonType.reference(component)));
        return oneOrMore;
    }

    /** A command that declares no output may return anything. */
    private static ObjectNode leaf(List<OutputSpec> outputs) {
        OutputType type = outputs.isEmpty() ? UNKNOWN : outputs.get(0).type();
        return switch (type) {
            case STRING -> JsonType.STRING.schema();
            case NUMBER -> JsonType.NUMBER.schema();
            case BOOLEAN -> JsonType.BOOLEAN.schema();
            case DATE -> JsonType.STRING.schema().put("format", "date-time");
            case LIST -> JsonType.listOf(JsonType.tree());
            case OBJECT -> JsonType.OBJECT.orNull();
            case UNKNOWN -> JsonType.tree();
        };
    }
}
