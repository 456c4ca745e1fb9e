package soar.darktrace.feature.model;

import java.util.Locale;
import java.util.Optional;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.command.CommandResult;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The codes of a type. The labels of the answer are others than the names that are asked for ("Internal source device type"). */
record Enums(String type, ObjectNode answer) {

    CommandResult result() {
        Optional<String> asked = answer.propertyNames().stream()
                .filter(label -> folded(label).equals(folded(type)))
                .findFirst();
        ArrayNode outputs = JsonNodeFactory.instance.arrayNode();
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        answer.forEachEntry((label, values) -> {
            if (asked.isEmpty() || asked.get().equals(label)) {
                outputs.addObject().put("type", label).set("values", values);
                values.forEach(rows::add);
            }
        });
        if (outputs.isEmpty()) {
            throw new DarktraceException(
                    Kind.NOT_FOUND,
                    "Darktrace has no codes for " + type + ". Try country, protocol or sourcedevicetypes.");
        }
        return CommandResult.of("Darktrace Enums: " + type, outputs).showing(rows);
    }

    private static String folded(String label) {
        return label.replace(" ", "").toLowerCase(Locale.ROOT);
    }
}
