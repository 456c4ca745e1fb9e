package soar.darktrace.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceNumber;
import soar.darktrace.client.DarktraceTime;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model as Darktrace returns it.
 *
 * @param source as received
 */
public record Model(ObjectNode source) {

    private static final FieldNames NAMES = new FieldNames(Map.of(), Set.of());

    /** Finds the model in an answer that is an object or a list; {@code not_found} if it is missing. */
    public static Model in(JsonNode answer, String field, String value) {
        return new Model(DarktraceAnswer.one(
                answer,
                item -> item.path(field).asString("").equalsIgnoreCase(value),
                "Darktrace knows no model with the " + field + " " + value + ". See darktrace-list-models."));
    }

    /**
     * The model with an ISO time of its change, its category where Darktrace leaves it out, and real line breaks in its
     * description, where Darktrace writes a backslash and an n.
     */
    public ObjectNode outputs() {
        ObjectNode outputs = NAMES.outputs(source);
        if (outputs.path("description").isString()) {
            outputs.put("description", outputs.path("description").asString().replace("\\n", "\n"));
        }
        iso(source.path("modified").asString("")).ifPresent(modified -> outputs.put("modified", modified));
        if (!outputs.hasNonNull("category")) {
            DarktraceNumber.whole(source.path("priority"))
                    .ifPresent(priority -> outputs.put(
                            "category",
                            category(priority, source.path("compliance").asBoolean(false))));
        }
        return outputs;
    }

    private static Optional<String> iso(String text) {
        try {
            return Optional.of(
                    DarktraceTime.iso(DarktraceTime.parse(text, Instant.EPOCH).toEpochMilli()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** As Darktrace's guide derives it: compliance outranks the priority. */
    private static String category(long priority, boolean compliance) {
        if (compliance) {
            return "Compliance";
        }
        return priority >= 5 ? "Critical" : priority == 4 ? "Suspicious" : "Informational";
    }
}
