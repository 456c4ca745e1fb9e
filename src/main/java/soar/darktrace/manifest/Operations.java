package soar.darktrace.manifest;

import org.springframework.http.MediaType;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The parts that every operation of the OpenAPI document is made of. */
final class Operations {

    static final String READ = "read";
    static final String CHANGE = "change";

    private Operations() {}

    static ArrayNode tags() {
        ArrayNode tags = JsonNodeFactory.instance.arrayNode();
        tags.addObject().put("name", READ).put("description", "What only reads.");
        tags.addObject()
                .put("name", CHANGE)
                .put("description", "What can change something, in Darktrace or in this service.");
        return tags;
    }

    /** An operation whose summary is the first sentence of its description. */
    static ObjectNode operation(String id, String description, String tag) {
        ObjectNode operation = JsonType.tree()
                .put("operationId", id)
                .put("summary", description.split("(?<=\\.) ", 2)[0])
                .put("description", description);
        operation.putArray("tags").add(tag);
        return operation;
    }

    /** A body of one media type; further ones are put beside it. */
    static ObjectNode content(String mediaType, ObjectNode schema) {
        ObjectNode content = JsonType.tree();
        content.putObject(mediaType).set("schema", schema);
        return content;
    }

    static ObjectNode jsonBody(ObjectNode schema) {
        return JsonType.tree().put("required", true).set("content", content(MediaType.APPLICATION_JSON_VALUE, schema));
    }

    static ObjectNode response(String description, ObjectNode content) {
        return JsonType.tree().put("description", description).set("content", content);
    }
}
