package soar.darktrace.manifest;

import io.swagger.v3.oas.models.media.Schema;
import java.util.List;
import java.util.Locale;

/** The types of JSON Schema, and the schemas made of them. */
enum JsonType {
    STRING,
    INTEGER,
    NUMBER,
    BOOLEAN,
    ARRAY,
    OBJECT;

    Schema<Object> schema() {
        String name = name().toLowerCase(Locale.ROOT);
        Schema<Object> schema = new Schema<>();
        // OpenAPI 3.0 is written from the one, 3.1 from the other.
        schema.setType(name);
        schema.addType(name);
        return schema;
    }

    Schema<Object> describedAs(String description) {
        Schema<Object> schema = schema();
        schema.setDescription(description);
        return schema;
    }

    static Schema<Object> reference(String component) {
        Schema<Object> reference = new Schema<>();
        reference.set$ref(component);
        return reference;
    }

    static Schema<Object> listOf(Schema<Object> items) {
        Schema<Object> list = ARRAY.schema();
        list.setItems(items);
        return list;
    }

    /** An object that is refused when it has other members. */
    static Schema<Object> closedObject(List<String> required) {
        Schema<Object> object = OBJECT.schema();
        object.setAdditionalProperties(false);
        object.setRequired(required.isEmpty() ? null : required);
        return object;
    }
}
