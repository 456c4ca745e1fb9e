package soar.darktrace.mcp;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * As much of a document as an answer may hold, from its beginning on: lists end early, long texts are shortened. A client
 * refuses an answer that is not shaped as its schema says, so that what an appliance sends in another shape is left out.
 */
final class Extract {

    private static final int LONGEST_TEXT = 2000;
    private static final String REFERENCE = "#/$defs/";

    private final JsonNode definitions;
    private int room;
    private boolean isCut;
    private boolean isOdd;

    /**
     * An extract.
     *
     * @param schema of the whole, as {@code ToolSchema} makes it
     * @param room how many characters it may have, about
     */
    Extract(JsonNode schema, int room) {
        this.definitions = schema.path("$defs");
        this.room = room;
    }

    /** Whether something was left out for want of room. */
    boolean isCut() {
        return isCut;
    }

    /** Whether something was left out that has another shape than declared. */
    boolean isOdd() {
        return isOdd;
    }

    /** What there is room for; null for nothing. */
    @Nullable
    JsonNode of(JsonNode value, JsonNode schema) {
        JsonNode fitting = fitting(value, schema);
        if (fitting == null) {
            isOdd |= !value.isNull();
            return null;
        }
        if (value instanceof ObjectNode object) {
            return members(object, fitting);
        }
        if (value instanceof ArrayNode list) {
            return items(list, fitting.path("items"));
        }
        return scalar(value);
    }

    private @Nullable ObjectNode members(ObjectNode object, JsonNode schema) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        object.forEachEntry((name, value) -> {
            if (take(name.length() + 4)) {
                JsonNode member = of(value, schema.path("properties").path(name));
                if (member != null) {
                    copy.set(DarktraceText.visible(name, LONGEST_TEXT), member);
                }
            }
        });
        return copy;
    }

    private ArrayNode items(ArrayNode list, JsonNode schema) {
        ArrayNode copy = JsonNodeFactory.instance.arrayNode();
        for (JsonNode value : list) {
            if (!take(2)) {
                break;
            }
            JsonNode item = of(value, schema);
            if (item != null) {
                copy.add(item);
            }
        }
        return copy;
    }

    private @Nullable JsonNode scalar(JsonNode value) {
        if (!value.isString()) {
            return take(value.asString("").length()) ? value : null;
        }
        String text = value.asString();
        isCut |= text.length() > LONGEST_TEXT;
        String visible = DarktraceText.visible(text, LONGEST_TEXT);
        return take(visible.length()) ? JsonNodeFactory.instance.stringNode(visible) : null;
    }

    private boolean take(int characters) {
        isCut |= characters > room;
        room -= characters;
        return room >= 0;
    }

    /** The alternative of the schema that has the shape of the value; null where none has. A missing schema allows all. */
    private @Nullable JsonNode fitting(JsonNode value, JsonNode schema) {
        if (schema.path("$ref").isString()) {
            return fitting(
                    value, definitions.path(schema.path("$ref").asString().substring(REFERENCE.length())));
        }
        if (schema.has("anyOf")) {
            for (JsonNode alternative : schema.path("anyOf")) {
                JsonNode fitting = fitting(value, alternative);
                if (fitting != null) {
                    return fitting;
                }
            }
            return null;
        }
        JsonNode type = schema.path("type");
        boolean isAllowed = type.isMissingNode()
                || isOf(value, type.asString(""))
                || type.valueStream().anyMatch(one -> isOf(value, one.asString()));
        return isAllowed ? schema : null;
    }

    private static boolean isOf(JsonNode value, String type) {
        return switch (type) {
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            default -> type.equals("null") && value.isNull();
        };
    }
}
