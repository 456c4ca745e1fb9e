package soar.darktrace.appliance;

import static java.util.Comparator.comparingLong;

import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The model breaches of the appliance with who acknowledged and commented on them. */
final class Breaches {

    /** A breach that is made when it is looked at, as thousands of them would fill the memory. */
    private record Entry(long pbid, long time, Supplier<ObjectNode> breach) {

        static Entry of(JsonNode breach) {
            ObjectNode kept = (ObjectNode) breach;
            return new Entry(kept.path("pbid").asLong(), kept.path("time").asLong(), kept::deepCopy);
        }
    }

    private final Map<Long, JsonNode> acknowledgements = new HashMap<>();
    private final ObjectNode comments;
    private final String user;
    private final Clock clock;
    private List<Entry> entries = List.of();

    Breaches(String user, Clock clock) {
        this.user = user;
        this.clock = clock;
        comments = (ObjectNode) Json.file("comments");
        add(Json.file("model-breaches").valueStream().map(Entry::of).toList());
    }

    void add(JsonNode breach) {
        add(List.of(Entry.of(breach)));
    }

    /** Adds synthetic breaches, of which the youngest is new; the answer is their ids. */
    synchronized List<Long> addSynthetic(int count) {
        long last = entries.stream().mapToLong(Entry::pbid).max().orElse(0);
        List<Entry> added = SyntheticBreach.series(count, last + 1, clock.millis())
                .map(breach -> new Entry(breach.pbid(), breach.time(), breach::json))
                .toList();
        add(added);
        return added.stream().map(Entry::pbid).toList();
    }

    /** The breaches with these ids, or all of them where none is named, sorted by time and made one by one. */
    Stream<ObjectNode> having(Collection<Long> pbids) {
        return entries().stream()
                .filter(entry -> pbids.isEmpty() || pbids.contains(entry.pbid()))
                .map(entry -> current(entry.breach().get()));
    }

    Optional<ObjectNode> find(long pbid) {
        return having(List.of(pbid)).findFirst();
    }

    /** Whether it could be acknowledged: it is known and was open. */
    synchronized boolean acknowledge(long pbid) {
        boolean isOpen = find(pbid).filter(breach -> !isAcknowledged(breach)).isPresent();
        if (isOpen) {
            acknowledgements.put(pbid, Json.object().put("username", user).put("time", clock.millis()));
        }
        return isOpen;
    }

    /** Whether it could be opened again: it is known and was acknowledged. */
    synchronized boolean unacknowledge(long pbid) {
        boolean isClosed = find(pbid).filter(Breaches::isAcknowledged).isPresent();
        if (isClosed) {
            acknowledgements.put(pbid, JsonNodeFactory.instance.booleanNode(false));
        }
        return isClosed;
    }

    synchronized ArrayNode comments(long pbid) {
        return comments.withArrayProperty(String.valueOf(pbid)).deepCopy();
    }

    /** Whether the comment could be added: the breach is known. */
    synchronized boolean comment(long pbid, String message) {
        Optional<ObjectNode> known = find(pbid);
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

    /** A breach that is known already is replaced. */
    private synchronized void add(List<Entry> added) {
        Set<Long> pbids = added.stream().map(Entry::pbid).collect(Collectors.toSet());
        Stream<Entry> kept = entries.stream().filter(entry -> !pbids.contains(entry.pbid()));
        entries = Stream.concat(kept, added.stream())
                .sorted(comparingLong(Entry::time))
                .toList();
    }

    private synchronized List<Entry> entries() {
        return entries;
    }

    private synchronized ObjectNode current(ObjectNode breach) {
        long pbid = breach.path("pbid").asLong();
        if (acknowledgements.containsKey(pbid)) {
            breach.set("acknowledged", acknowledgements.get(pbid));
        }
        return breach.put("commentCount", comments.path(String.valueOf(pbid)).size());
    }
}
