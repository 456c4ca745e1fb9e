package soar.darktrace.manifest;

import java.util.Collection;
import java.util.Locale;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The types of JSON Schema, and the schemas made of them. */
enum JsonType {
    STRING,
    INTEGER,
    NUMBER,
    BOOLEAN,
    ARRAY,
    OBJECT;

    ObjectNode schema() {
        return tree().put("type", keyword());
    }

    ObjectNode describedAs(String description) {
        return schema().put("description", description);
    }

    ObjectNode orNull() {
        ObjectNode schema = tree();
        schema.putArray("type").add(keyword()).add("null");
        return schema;
    }

    /** This type, or the same as text, as SOARs send it. */
    ObjectNode orText() {
        ObjectNode schema = tree();
        schema.putArray("type").add(keyword()).add(STRING.keyword());
        return schema;
    }

    /** A tree to fill; as a schema it allows any value. */
    static ObjectNode tree() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode reference(String component) {
        return tree().put("$ref", "#/components/schemas/" + component);
    }

    static ObjectNode listOf(ObjectNode items) {
        return ARRAY.schema().set("items", items);
    }

    /** An object that always has all of these members. */
    static ObjectNode object(ObjectNode members) {
        return object(members, members.propertyNames());
    }

    /** An object that may have other members too. */
    static ObjectNode object(ObjectNode members, Collection<String> required) {
        ObjectNode object = OBJECT.schema().set("properties", members);
        if (!required.isEmpty()) {
            required.forEach(object.putArray("required")::add);
        }
        return object;
    }

    /** An object that is refused when it has other members. */
    static ObjectNode closedObject(ObjectNode members, Collection<String> required) {
        return object(members, required).put("additionalProperties", false);
    }

    private String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }
}
