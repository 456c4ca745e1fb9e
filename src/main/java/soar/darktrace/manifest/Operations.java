package soar.darktrace.manifest;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import soar.darktrace.command.CommandSpec;
import soar.darktrace.command.Effect;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The parts that every operation of the OpenAPI document is made of. */
final class Operations {

    static final String CATALOGUE = "catalogue";
    static final String WAR_ROOM = "war-room";
    static final String INCIDENTS = "incidents";
    static final String CALLER = "caller";
    static final String AUDIT = "audit";

    private Operations() {}

    /** One of each family and of each effect, whose commands have both, and those of the other operations. */
    static ArrayNode tags(List<CommandSpec> specs) {
        ArrayNode tags = JsonNodeFactory.instance.arrayNode();
        CommandSpec.byFamily(specs).stream()
                .map(CommandSpec::family)
                .distinct()
                .forEach(family -> tag(tags, family.title(), family.about()));
        for (Effect effect : Effect.values()) {
            tag(
                    tags,
                    effect.toString(),
                    switch (effect) {
                        case READS -> "Commands that change nothing.";
                        case CHANGES -> "Commands that change what Darktrace holds, such as comments.";
                        case CONTAINS -> "Commands that act on a device through Darktrace, or end that.";
                        case ADMINISTERS -> "Commands that change the state of this service, and nothing in Darktrace.";
                    });
        }
        tag(tags, WAR_ROOM, "Any command, as people type it.");
        tag(tags, CATALOGUE, "Which commands there are.");
        tag(tags, INCIDENTS, "What was fetched from Darktrace, for those who pull it.");
        tag(tags, CALLER, "Who calls, what they may do, and on which instances.");
        tag(tags, AUDIT, "Who changed what, and who was refused.");
        return tags;
    }

    private static void tag(ArrayNode tags, String name, String description) {
        tags.addObject().put("name", name).put("description", description);
    }

    /** An operation whose summary is the first sentence of its description. */
    static ObjectNode operation(String id, String description, String... tags) {
        ObjectNode operation = JsonType.tree()
                .put("operationId", id)
                .put("summary", description.split("(?<=\\.) ", 2)[0])
                .put("description", description);
        ArrayNode named = operation.putArray("tags");
        Stream.of(tags).forEach(named::add);
        return operation;
    }

    static ObjectNode query(String name, ObjectNode schema) {
        return parameter("query", name, schema);
    }

    static ObjectNode parameter(String in, String name, ObjectNode schema) {
        return JsonType.tree()
                .put("in", in)
                .put("name", name)
                .put("description", schema.path("description").asString())
                .set("schema", schema);
    }

    /** A body of one media type; further ones are put beside it. */
    static ObjectNode content(String mediaType, ObjectNode schema) {
        ObjectNode content = JsonType.tree();
        content.putObject(mediaType).set("schema", schema);
        return content;
    }

    /** A body of JSON, with one that works. */
    static ObjectNode jsonBody(ObjectNode schema, ObjectNode example) {
        ObjectNode content = content(MediaType.APPLICATION_JSON_VALUE, schema);
        content.withObject("/" + MediaType.APPLICATION_JSON_VALUE.replace("/", "~1"))
                .set("example", example);
        return JsonType.tree().put("required", true).set("content", content);
    }

    static ObjectNode response(String description, ObjectNode content) {
        return JsonType.tree().put("description", description).set("content", content);
    }
}
