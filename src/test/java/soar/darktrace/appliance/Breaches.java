package soar.darktrace.appliance;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The model breaches of the appliance with who acknowledged and commented on them. */
final class Breaches {

    private final Map<String, JsonNode> acknowledgements = new HashMap<>();
    private final ObjectNode comments;
    private final String user;
    private final Clock clock;
    private final BreachList list;

    Breaches(String user, Clock clock) {
        this.user = user;
        this.clock = clock;
        comments = (ObjectNode) Json.file("comments");
        list = new BreachList(clock);
        Json.file("model-breaches").forEach(this::add);
    }

    void add(JsonNode item) {
        list.add(List.of(ListedBreach.of(item, clock.instant())));
    }

    void add(JsonNode item, Instant created, Instant shownFrom) {
        list.add(List.of(ListedBreach.of(item, created.toEpochMilli(), shownFrom)));
    }

    void order(Order order) {
        list.order(order);
    }

    /** Adds synthetic breaches, of which the youngest is new; the answer is their ids. */
    List<Long> addSynthetic(int count) {
        List<SyntheticBreach> added = SyntheticBreach.series(count, list.highestPbid() + 1, clock.millis())
                .toList();
        list.add(added.stream().map(ListedBreach::of).toList());
        return added.stream().map(SyntheticBreach::pbid).toList();
    }

    /** What is in the list now, made one by one; an odd item may be any JSON. */
    Stream<JsonNode> shown(Predicate<ListedBreach> wanted) {
        return list.shown(wanted).map(item -> current(item.id(), item.json().get()));
    }

    Optional<ObjectNode> find(long pbid) {
        String id = Long.toString(pbid);
        return shown(item -> item.id().equals(id)).map(ObjectNode.class::cast).findFirst();
    }

    /** Whether it could be acknowledged: it is known and was open. */
    boolean acknowledge(long pbid) {
        return acknowledge(pbid, user);
    }

    synchronized boolean acknowledge(long pbid, String by) {
        boolean isOpen = find(pbid).filter(breach -> !isAcknowledged(breach)).isPresent();
        if (isOpen) {
            acknowledgements.put(
                    Long.toString(pbid), Json.object().put("username", by).put("time", clock.millis()));
        }
        return isOpen;
    }

    /** Whether it could be opened again: it is known and was acknowledged. */
    synchronized boolean unacknowledge(long pbid) {
        boolean isClosed = find(pbid).filter(Breaches::isAcknowledged).isPresent();
        if (isClosed) {
            acknowledgements.put(Long.toString(pbid), JsonNodeFactory.instance.booleanNode(false));
        }
        return isClosed;
    }

    synchronized ArrayNode comments(long pbid) {
        return comments.withArrayProperty(String.valueOf(pbid)).deepCopy();
    }

    /** Whether the comment could be added: the breach is known. */
    boolean comment(long pbid, String message) {
        return comment(pbid, message, user);
    }

    synchronized boolean comment(long pbid, String message, String by) {
        Optional<ObjectNode> known = find(pbid);
        known.ifPresent(breach -> comments.withArrayProperty(String.valueOf(pbid))
                .addObject()
                .put("message", message)
                .put("username", by)
                .put("time", clock.millis())
                .set("pid", modelOf(breach).path("pid")));
        return known.isPresent();
    }

    /** The comments on all breaches, oldest first, with their breach. */
    synchronized List<ObjectNode> allComments() {
        List<ObjectNode> all = new ArrayList<>();
        comments.forEachEntry((pbid, list) -> list.forEach(comment -> {
            ObjectNode one = comment.deepCopy().asObject();
            all.add(one.put("pbid", Long.parseLong(pbid)));
        }));
        all.sort(Comparator.comparingLong(comment -> comment.path("time").asLong(0)));
        return all;
    }

    static boolean isAcknowledged(JsonNode breach) {
        return breach.path("acknowledged").isObject();
    }

    /** The model at the time of the breach; some appliances send it bare. */
    static JsonNode modelOf(JsonNode breach) {
        JsonNode model = breach.path("model");
        return model.has("then") ? model.path("then") : model;
    }

    private synchronized JsonNode current(String id, JsonNode item) {
        if (item instanceof ObjectNode breach) {
            if (acknowledgements.containsKey(id)) {
                breach.set("acknowledged", acknowledgements.get(id));
            }
            breach.put("commentCount", comments.path(id).size());
        }
        return item;
    }
}
