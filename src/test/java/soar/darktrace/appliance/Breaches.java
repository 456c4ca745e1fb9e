package soar.darktrace.appliance;

import static java.util.Comparator.comparingLong;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The model breaches of the appliance with who acknowledged and commented on them. */
final class Breaches {

    private final List<ObjectNode> breaches;
    private final ObjectNode comments;
    private final String user;
    private final Clock clock;

    Breaches(String user, Clock clock) {
        this.user = user;
        this.clock = clock;
        comments = (ObjectNode) Json.file("comments");
        breaches = Json.file("model-breaches")
                .valueStream()
                .map(ObjectNode.class::cast)
                .sorted(comparingLong(breach -> breach.path("time").asLong()))
                .toList();
    }

    synchronized List<ObjectNode> all() {
        return breaches.stream().map(this::current).toList();
    }

    synchronized Optional<ObjectNode> find(long pbid) {
        return stored(pbid).map(this::current);
    }

    /** Whether it could be acknowledged: it is known and was open. */
    synchronized boolean acknowledge(long pbid) {
        Optional<ObjectNode> open = stored(pbid).filter(breach -> !isAcknowledged(breach));
        open.ifPresent(
                breach -> breach.putObject("acknowledged").put("username", user).put("time", clock.millis()));
        return open.isPresent();
    }

    /** Whether it could be opened again: it is known and was acknowledged. */
    synchronized boolean unacknowledge(long pbid) {
        Optional<ObjectNode> closed = stored(pbid).filter(Breaches::isAcknowledged);
        closed.ifPresent(breach -> breach.put("acknowledged", false));
        return closed.isPresent();
    }

    synchronized ArrayNode comments(long pbid) {
        return comments.withArrayProperty(String.valueOf(pbid)).deepCopy();
    }

    /** Whether the comment could be added: the breach is known. */
    synchronized boolean comment(long pbid, String message) {
        Optional<ObjectNode> known = stored(pbid);
        known.ifPresent(breach -> comments.withArrayProperty(String.valueOf(pbid))
                .addObject()
                .put("message", message)
                .put("username", user)
                .put("time", clock.millis())
                .set("pid", modelOf(breach).path("pid")));
        return known.isPresent();
    }

    static boolean isAcknowledged(JsonNode breach) {
        return breach.path("acknowledged").isObject();
    }

    /** The model at the time of the breach; some appliances send it bare. */
    static JsonNode modelOf(JsonNode breach) {
        JsonNode model = breach.path("model");
        return model.has("then") ? model.path("then") : model;
    }

    private Optional<ObjectNode> stored(long pbid) {
        return breaches.stream()
                .filter(breach -> breach.path("pbid").asLong() == pbid)
                .findFirst();
    }

    private ObjectNode current(ObjectNode breach) {
        long pbid = breach.path("pbid").asLong();
        return breach.deepCopy()
                .put("commentCount", comments.path(String.valueOf(pbid)).size());
    }
}
