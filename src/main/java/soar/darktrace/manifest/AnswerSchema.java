package soar.darktrace.manifest;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import soar.darktrace.command.ArgumentSpec;
import soar.darktrace.command.CommandSpec;

/** The answer of a command: the members that springdoc derives of {@code CommandAnswer}, with the command's outputs. */
final class AnswerSchema {

    static final String ANY_COMMAND = "CommandAnswer";

    private AnswerSchema() {}

    /** springdoc reads Jackson 2's annotations: it knows neither the names nor the nodes of Jackson 3. */
    static void correctDerived(Components components) {
        components.getSchemas().values().forEach(AnswerSchema::renameAsOnTheWire);
        components.addSchemas("JsonNode", new Schema<>().description("Any JSON value."));
        Schema<?> answer = anyCommand(components);
        Schema<Object> key = JsonType.STRING.schema();
        key.addType("null");
        key.setNullable(true);
        answer.addProperty("outputs_key_field", key);
        answer.addProperty("entry_context", JsonType.OBJECT.describedAs("The outputs in XSOAR's keyed form."));
        answer.addProperty("context", JsonType.OBJECT.describedAs("The outputs nested as in the context."));
        answer.setRequired(List.copyOf(answer.getProperties().keySet()));
    }

    private static void renameAsOnTheWire(Schema<?> schema) {
        if (schema.getProperties() != null) {
            List<String> names = new ArrayList<>(schema.getProperties().keySet());
            names.forEach(name -> schema.addProperty(
                    ArgumentSpec.snakeCase(name), schema.getProperties().remove(name)));
        }
    }

    static Schema<Object> of(CommandSpec spec, String prefix, Components components) {
        Schema<?> anyCommand = anyCommand(components);
        Schema<Object> answer = JsonType.OBJECT.schema();
        anyCommand.getProperties().forEach(answer::addProperty);
        answer.addProperty("outputs", new OutputSchema(components).of(prefix + "Outputs", spec));
        answer.setRequired(anyCommand.getRequired());
        return answer;
    }

    private static Schema<?> anyCommand(Components components) {
        return Objects.requireNonNull(components.getSchemas().get(ANY_COMMAND), "springdoc derived no " + ANY_COMMAND);
    }
}
