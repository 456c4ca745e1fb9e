package soar.darktrace.appliance;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tags of the appliance and what has them. A device has one tag of a scope ({@code Scope::Tag}) at most, and one
 * assignment of a tag, however often it was made.
 */
final class Tags {

    private final Clock clock;
    private final List<ObjectNode> tags = new ArrayList<>();
    private final List<ObjectNode> entities = new ArrayList<>();
    private long lastTid = 1000;
    private long lastTeid = 4000;
    private boolean answersDeletes;

    Tags(Devices devices, Clock clock) {
        this.clock = clock;
        Json.file("tags").forEach(tag -> tags.add((ObjectNode) tag.deepCopy()));
        devices.all()
                .forEach(device -> device.path("tags")
                        .forEach(tag -> entity(
                                tag.path("tid").asLong(),
                                "Device",
                                device.path("did").asString(""),
                                0)));
    }

    synchronized List<ObjectNode> all() {
        return tags.stream().map(ObjectNode::deepCopy).toList();
    }

    synchronized Optional<ObjectNode> find(long tid) {
        return all().stream().filter(tag -> tag.path("tid").asLong() == tid).findFirst();
    }

    synchronized Optional<ObjectNode> named(String name) {
        return all().stream()
                .filter(tag -> tag.path("name").asString("").equalsIgnoreCase(name))
                .findFirst();
    }

    synchronized ObjectNode create(JsonNode asked) {
        if (!asked.path("data").isObject() || asked.path("name").asString("").isBlank()) {
            throw new InputError("name or data is missing");
        }
        if (named(asked.path("name").asString()).isPresent()) {
            throw new InputError("the name is taken");
        }
        ObjectNode tag = Json.object()
                .put("tid", ++lastTid)
                .put("expiry", 0)
                .put("thid", lastTid)
                .put("name", asked.path("name").asString())
                .put("restricted", false);
        ObjectNode data = tag.putObject("data").put("auto", false);
        data.setAll((ObjectNode) asked.path("data").deepCopy());
        tag.put("isReferenced", false);
        tags.add(tag);
        return tag.deepCopy();
    }

    synchronized void delete(long tid) {
        tags.removeIf(tag -> tag.path("tid").asLong() == tid);
        entities.removeIf(entity -> entity.path("tid").asLong() == tid);
    }

    /** The tags of a device; an assignment's end is that of the tag here. */
    synchronized List<ObjectNode> of(long did) {
        return current()
                .filter(entity -> isOf(entity, "Device", Long.toString(did)))
                .flatMap(entity -> find(entity.path("tid").asLong()).stream()
                        .map(tag -> entity.has("expiry") ? tag.set("expiry", entity.get("expiry")) : tag))
                .map(ObjectNode.class::cast)
                .toList();
    }

    synchronized List<ObjectNode> entities(long tid) {
        return current().filter(entity -> entity.path("tid").asLong() == tid).toList();
    }

    synchronized ObjectNode assign(long tid, String type, String value, long seconds) {
        String scope = scope(find(tid).orElseThrow().path("name").asString(""));
        entities.removeIf(entity -> isOf(entity, type, value)
                && (entity.path("tid").asLong() == tid
                        || (!scope.isEmpty()
                                && find(entity.path("tid").asLong())
                                        .filter(tag -> scope(tag.path("name").asString(""))
                                                .equals(scope))
                                        .isPresent())));
        return entity(tid, type, value, seconds);
    }

    synchronized void remove(long tid, String type, String value) {
        entities.removeIf(entity -> entity.path("tid").asLong() == tid && isOf(entity, type, value));
    }

    synchronized boolean removeEntity(long tid, long teid) {
        return entities.removeIf(entity ->
                entity.path("tid").asLong() == tid && entity.path("teid").asLong() == teid);
    }

    /** Whether a {@code DELETE} is answered as documented. */
    synchronized void answerDeletes(boolean on) {
        answersDeletes = on;
    }

    /** The answer to one that was done. */
    synchronized Answer deleted() {
        return answersDeletes
                ? Answer.json(Json.object().put("response", "SUCCESS"))
                : Answer.html(502, "502 Bad Gateway");
    }

    private ObjectNode entity(long tid, String type, String value, long seconds) {
        ObjectNode entity = Json.object()
                .put("teid", ++lastTeid)
                .put("tehid", lastTeid)
                .put("tid", tid)
                .put("entityType", type)
                .put("entityValue", value)
                .put("valid", true);
        if (seconds > 0) {
            entity.put("expiry", clock.millis() + seconds * 1000);
        }
        entities.add(entity);
        return entity.deepCopy();
    }

    private Stream<ObjectNode> current() {
        return entities.stream()
                .filter(entity -> !entity.has("expiry") || entity.path("expiry").asLong() > clock.millis())
                .map(ObjectNode::deepCopy);
    }

    private static boolean isOf(JsonNode entity, String type, String value) {
        return entity.path("entityType").asString("").equals(type)
                && entity.path("entityValue").asString("").equals(value);
    }

    private static String scope(String name) {
        int end = name.indexOf("::");
        return end < 0 ? "" : name.substring(0, end);
    }
}
