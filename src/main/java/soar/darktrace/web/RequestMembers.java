package soar.darktrace.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.failure.Nearest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The members of a request's body. Each thing that can be wrong with a body has a sentence of its own, which shows what
 * is right.
 *
 * @param example a body that is right
 */
record RequestMembers(JsonNode body, String example) {

    /** Of a text that holds a member twice, only one would count. */
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    /** Takes a JSON object with no other members than these. */
    static RequestMembers of(JsonNode body, List<String> known, String example) {
        if (!body.isObject()) {
            throw refused(
                    null, "The request body must be a JSON object such as " + example + ", but is " + kind(body) + ".");
        }
        for (String name : body.propertyNames()) {
            if (!known.contains(name)) {
                throw refused(
                        name,
                        "The request body has a member " + name + ", which is not known" + Nearest.sentence(name, known)
                                + " It looks like " + example + ".");
            }
        }
        return new RequestMembers(body, example);
    }

    /** A member that is text or another single value; null where it is missing. */
    @Nullable
    String text(String name) {
        JsonNode value = body.path(name);
        if (value.isContainer()) {
            throw refused(
                    name, name + " must be text, but is " + kind(value) + ": the body looks like " + example + ".");
        }
        return value.isMissingNode() || value.isNull() ? null : value.asString();
    }

    /** A member that is an object, also as JSON in a text, as SOARs send it; null where it is missing. */
    @Nullable
    Map<String, JsonNode> object(String name) {
        JsonNode value = body.path(name);
        JsonNode object = value.isString() ? parsed(value.asString()) : value;
        if (object.isMissingNode() || object.isNull()) {
            return null;
        }
        if (!object.isObject()) {
            throw refused(
                    name,
                    name + " must be a JSON object, but is " + kind(value) + ": the body looks like " + example + ".");
        }
        Map<String, JsonNode> members = new LinkedHashMap<>();
        object.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        return members;
    }

    /** A text that holds no object is told of as the text that it is. */
    private static JsonNode parsed(String text) {
        try {
            return text.isBlank() ? STRICT.nullNode() : STRICT.readTree(text);
        } catch (JacksonException e) {
            return STRICT.getNodeFactory().stringNode(text);
        }
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> value.asString();
            default -> "null";
        };
    }

    private static CommandException refused(@Nullable String member, String sentence) {
        return new CommandException(Reason.INVALID_REQUEST, member, sentence);
    }
}
