package soar.darktrace.appliance;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The JSON body of a change, read field by field. */
record JsonBody(JsonNode fields) {

    private static final Duration LONGEST = Duration.ofDays(3650);

    static JsonBody of(Call call) {
        if (!call.hasJsonBody()) {
            throw new InputError("the body is not a JSON object");
        }
        return new JsonBody(Json.read(call.body()));
    }

    Optional<String> text(String name) {
        return Optional.of(fields.path(name)).filter(JsonNode::isString).map(JsonNode::asString);
    }

    /** A text may stand for a number: some clients keep ids that way. */
    long number(String name) {
        JsonNode value = fields.path(name);
        try {
            if (value.isIntegralNumber() || value.isString()) {
                return Long.parseLong(value.asString());
            }
        } catch (NumberFormatException e) {
            throw new InputError(name + " is not a number");
        }
        throw new InputError(name + " is missing or no number");
    }

    boolean flag(String name) {
        return switch (fields.path(name).asString("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InputError(name + " is not a boolean");
        };
    }

    boolean has(String name) {
        return fields.hasNonNull(name);
    }

    /** The field {@code duration}, in seconds. */
    Optional<Duration> duration() {
        if (!has("duration")) {
            return Optional.empty();
        }
        long seconds = number("duration");
        if (seconds <= 0 || seconds > LONGEST.toSeconds()) {
            throw new InputError("duration is out of range");
        }
        return Optional.of(Duration.ofSeconds(seconds));
    }

    List<JsonNode> list(String name) {
        return fields.path(name).valueStream().toList();
    }
}
