package soar.darktrace.appliance;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What AI Analyst knows: incident events, which join groups, which grow and merge. Comments on events are answered with
 * SUCCESS and not stored, as from Darktrace 7.0 on, unless told.
 */
public final class AnalystIncidents {

    private record Known(ObjectNode event, Instant shownFrom) {}

    private record Merge(String takenUp, String survivor, Instant time) {}

    private final List<Known> events = new ArrayList<>();
    private final List<Merge> merges = new ArrayList<>();
    private final Map<String, ArrayNode> previousIds = new LinkedHashMap<>();
    private final ObjectNode comments;
    private final ObjectNode edges;
    private final String user;
    private final Clock clock;
    private boolean keepsComments;
    private boolean hasReports = true;

    AnalystIncidents(String user, Clock clock) {
        this.user = user;
        this.clock = clock;
        JsonNode known = Json.file("ai-analyst");
        known.path("events").forEach(event -> add((ObjectNode) event, Instant.EPOCH));
        known.path("previousIds").forEachEntry((id, ids) -> previousIds.put(id, (ArrayNode) ids));
        comments = (ObjectNode) known.path("comments");
        edges = (ObjectNode) known.path("edges");
    }

    /** Keeps comments on incident events, as before Darktrace 7.0. */
    public synchronized void keepComments() {
        keepsComments = true;
    }

    /** Offers no report to API tokens. */
    public synchronized void offerNoReports() {
        hasReports = false;
    }

    synchronized boolean offersReports() {
        return hasReports;
    }

    private synchronized void add(ObjectNode event, Instant shownFrom) {
        events.add(new Known(event, shownFrom));
    }

    /** A group that grows: the first event is there, another one comes after each such time, each with a higher score. */
    public synchronized void addGrowingGroup(String name, int size, Duration every, long did, List<Long> pbids) {
        Instant start = clock.instant();
        for (int i = 0; i < size; i++) {
            Instant shown = start.plus(every.multipliedBy(i));
            addEvent(
                    new SyntheticEvent(
                            "%s-%04d".formatted(name, i),
                            "g" + name,
                            i < size / 2 ? "suspicious" : "critical",
                            20 + 70.0 * i / size,
                            shown.minusSeconds(60),
                            shown,
                            did,
                            i < pbids.size() ? List.of(pbids.get(i)) : List.of()),
                    shown);
        }
    }

    /** The same, made of no breaches. */
    public void addGrowingGroup(String name, int size, Duration every, long did) {
        addGrowingGroup(name, size, every, did, List.of());
    }

    /** Adds an event, which its group has from a moment of the clock on. */
    public synchronized void addEvent(SyntheticEvent event, Instant shownFrom) {
        ObjectNode json = event.json();
        json.put("currentGroup", survivor(event.group()));
        events.add(new Known(json, shownFrom));
    }

    /** Raises the score of a group, or makes it another category, without any activity. */
    public synchronized void assess(String group, double score, String category) {
        events.stream()
                .map(Known::event)
                .filter(event -> event.path("currentGroup").asString().equals(survivor(group)))
                .forEach(event -> event.put("groupScore", score).put("category", category));
    }

    /** Acknowledges the events of a group that are shown now, or takes that back. */
    public synchronized void acknowledgeGroup(String group, boolean isAcknowledged) {
        members(survivor(group)).forEach(event -> event.put("acknowledged", isAcknowledged));
    }

    /** All groups as they are shown now, acknowledged ones too. */
    public synchronized List<ObjectNode> shownGroups() {
        return groups();
    }

    /** The events of a group that are shown now. */
    public synchronized List<ObjectNode> eventsOf(String group) {
        return members(group).stream().map(ObjectNode::deepCopy).toList();
    }

    /** The group that a group has become. */
    public synchronized String survivor(String group) {
        return previousIds.entrySet().stream()
                .filter(taken -> taken.getValue()
                        .valueStream()
                        .anyMatch(id -> id.asString().equals(group)))
                .map(Map.Entry::getKey)
                .filter(id -> !id.equals(group))
                .map(this::survivor)
                .findFirst()
                .orElse(group);
    }

    /** One group takes up another at a moment of the clock. */
    public synchronized void mergeAt(String takenUp, String survivor, Instant time) {
        merges.add(new Merge(takenUp, survivor, time));
    }

    private void mergeWhatIsDue() {
        Instant now = clock.instant();
        List<Merge> due =
                merges.stream().filter(merge -> !merge.time().isAfter(now)).toList();
        merges.removeAll(due);
        due.forEach(merge -> merge(merge.takenUp(), merge.survivor()));
    }

    /** One group takes up another, whose ID is answered for no more. */
    public synchronized void merge(String takenUp, String survivor) {
        ArrayNode ids = previousIds.computeIfAbsent(survivor, id -> Json.array());
        ids.add(takenUp);
        ids.addAll(previousIds.getOrDefault(takenUp, Json.array()));
        previousIds.remove(takenUp);
        for (Known known : events) {
            if (known.event().path("currentGroup").asString().equals(takenUp)) {
                known.event().put("currentGroup", survivor);
                known.event().withArrayProperty("groupPreviousGroups").add(takenUp);
            }
        }
    }

    /** Which events are shown now. */
    synchronized List<ObjectNode> events() {
        mergeWhatIsDue();
        Instant now = clock.instant();
        return events.stream()
                .filter(known -> !known.shownFrom().isAfter(now))
                .map(known -> known.event().deepCopy())
                .map(this::withGroup)
                .toList();
    }

    /** Score and category of an event's group are those of the whole group. */
    private ObjectNode withGroup(ObjectNode event) {
        List<ObjectNode> members = members(event.path("currentGroup").asString());
        event.put("groupScore", AnalystGroupView.score(members));
        return event.put("groupCategory", AnalystGroupView.category(members));
    }

    synchronized List<ObjectNode> groups() {
        Set<String> ids = new LinkedHashSet<>();
        events().forEach(event -> ids.add(event.path("currentGroup").asString()));
        return ids.stream().map(this::group).toList();
    }

    private ObjectNode group(String id) {
        JsonNode taken = previousIds.getOrDefault(id, Json.array()).deepCopy();
        JsonNode links = edges.has(id) ? edges.get(id).deepCopy() : Json.array();
        return AnalystGroupView.of(id, members(id), taken, links);
    }

    private List<ObjectNode> members(String group) {
        Instant now = clock.instant();
        return events.stream()
                .filter(known -> !known.shownFrom().isAfter(now))
                .map(Known::event)
                .filter(event -> event.path("currentGroup").asString().equals(group))
                .toList();
    }

    /** Puts the events with these IDs into a state; unknown ones change nothing, and are answered with SUCCESS too. */
    synchronized void set(List<String> ids, String flag, boolean value) {
        events.stream()
                .filter(known -> ids.contains(known.event().path("id").asString()))
                .forEach(known -> known.event().put(flag, value));
    }

    synchronized ArrayNode comments(String id) {
        return comments.withArrayProperty(id).deepCopy();
    }

    synchronized void comment(String id, String message) {
        if (keepsComments) {
            comments.withArrayProperty(id)
                    .addObject()
                    .put("username", user)
                    .put("time", clock.millis())
                    .put("incident_id", id)
                    .put("message", message);
        }
    }
}
