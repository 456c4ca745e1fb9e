package soar.darktrace.manifest;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.util.StringUtils;
import soar.darktrace.command.CommandSpec;
import soar.darktrace.command.CommandSpec.OutputSpec;
import soar.darktrace.command.OutputType;

/**
 * The outputs of a command as nested schemas. A context path does not tell whether it holds one entry or a list of them,
 * so that each object may be either.
 *
 * @param components where the objects go, each under a name that begins with that of the command
 */
record OutputSchema(Components components) {

    Schema<Object> of(String component, CommandSpec spec) {
        return at(spec.outputsPrefix(), component, spec.outputs());
    }

    /** What stands at a path, of which the outputs tell themselves and what is below. */
    private Schema<Object> at(String path, String component, List<OutputSpec> outputs) {
        Map<String, List<OutputSpec>> below = outputs.stream()
                .filter(output -> output.path().startsWith(path + "."))
                .collect(Collectors.groupingBy(
                        output -> output.path().substring(path.length() + 1).split("\\.", 2)[0],
                        LinkedHashMap::new,
                        Collectors.toList()));
        Schema<Object> schema = below.isEmpty() ? leaf(outputs.get(0).type()) : oneOrMore(path, component, below);
        outputs.stream()
                .filter(output -> output.path().equals(path))
                .forEach(output -> schema.setDescription(output.description()));
        return schema;
    }

    private Schema<Object> oneOrMore(String path, String component, Map<String, List<OutputSpec>> below) {
        Schema<Object> entry = JsonType.OBJECT.schema();
        entry.setAdditionalProperties(true);
        below.forEach((name, outputs) ->
                entry.addProperty(name, at(path + "." + name, component + StringUtils.capitalize(name), outputs)));
        components.addSchemas(component, entry);
        Schema<Object> oneOrMore = new Schema<>();
        oneOrMore.addAnyOfItem(JsonType.reference(component));
        oneOrMore.addAnyOfItem(JsonType.listOf(JsonType.reference(component)));
        return oneOrMore;
    }

    private static Schema<Object> leaf(OutputType type) {
        return switch (type) {
            case STRING -> JsonType.STRING.schema();
            case NUMBER -> JsonType.NUMBER.schema();
            case BOOLEAN -> JsonType.BOOLEAN.schema();
            case DATE -> {
                Schema<Object> time = JsonType.STRING.schema();
                time.setFormat("date-time");
                yield time;
            }
            case UNKNOWN -> new Schema<>();
        };
    }
}
