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

    private final List<Known> events = new ArrayList<>();
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
    public synchronized void addGrowingGroup(String name, int size, Duration every, long did) {
        Instant start = clock.instant();
        for (int i = 0; i < size; i++) {
            Instant shown = start.plus(every.multipliedBy(i));
            long time = shown.toEpochMilli();
            ObjectNode event = Json.object()
                    .put("id", "%s-%04d".formatted(name, i))
                    .put("title", "Unusual Activity of Device " + did + ", Step " + (i + 1))
                    .put("summary", "Device " + did + " did what it had never done before.")
                    .put("summariser", "DemoSummary")
                    .put("category", i < size / 2 ? "suspicious" : "critical")
                    .put("currentGroup", "g" + name)
                    .put("groupScore", 20 + 70.0 * i / size)
                    .put("aiaScore", 40 + 50 * i / size)
                    .put("createdAt", time)
                    .put("acknowledged", false)
                    .put("pinned", false)
                    .put("userTriggered", false)
                    .put("externalTriggered", false);
            event.putArray("periods").addObject().put("start", time - 60_000).put("end", time);
            event.putArray("breachDevices").addObject().put("did", did).put("sid", 1);
            event.putArray("relatedBreaches");
            event.putArray("details");
            event.putArray("mitreTactics").add("discovery");
            event.putArray("attackPhases").add(2);
            event.putArray("groupPreviousGroups");
            events.add(new Known(event, shown));
        }
    }

    /** One group takes up another, whose ID is answered for no more. */
    public synchronized void merge(String takenUp, String survivor) {
        ArrayNode ids = previousIds.computeIfAbsent(survivor, id -> Json.array());
        ids.add(takenUp);
        ids.addAll(previousIds.getOrDefault(takenUp, Json.array()));
        for (Known known : events) {
            if (known.event().path("currentGroup").asString().equals(takenUp)) {
                known.event().put("currentGroup", survivor);
                known.event().withArrayProperty("groupPreviousGroups").add(takenUp);
            }
        }
    }

    /** Which events are shown now. */
    synchronized List<ObjectNode> events() {
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
