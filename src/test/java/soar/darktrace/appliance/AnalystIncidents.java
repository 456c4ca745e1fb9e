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
import java.util.stream.Stream;
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
        event.put("groupScore", score(members));
        return event.put("groupCategory", category(members));
    }

    synchronized List<ObjectNode> groups() {
        Set<String> ids = new LinkedHashSet<>();
        events().forEach(event -> ids.add(event.path("currentGroup").asString()));
        return ids.stream().map(this::group).toList();
    }

    private ObjectNode group(String id) {
        List<ObjectNode> members = members(id);
        ObjectNode group = Json.object()
                .put("id", id)
                .put("active", true)
                .put("acknowledged", members.stream().allMatch(event -> flag(event, "acknowledged")))
                .put("pinned", members.stream().anyMatch(event -> flag(event, "pinned")))
                .put("userTriggered", false)
                .put("externalTriggered", false);
        group.set("previousIds", previousIds.getOrDefault(id, Json.array()).deepCopy());
        ArrayNode list = group.putArray("incidentEvents");
        members.forEach(event -> list.add(member(event)));
        group.set("mitreTactics", distinct(members, "mitreTactics", ""));
        group.set("devices", distinct(members, "breachDevices", "did"));
        group.set("initialDevices", distinct(members.subList(0, 1), "breachDevices", "did"));
        group.put("category", category(members)).put("groupScore", score(members));
        group.put(
                "start",
                members.stream()
                        .mapToLong(event -> period(event, "start"))
                        .min()
                        .orElse(0));
        group.put(
                "end",
                members.stream().mapToLong(event -> period(event, "end")).max().orElse(0));
        group.set("edges", edges.has(id) ? edges.get(id).deepCopy() : Json.array());
        return group;
    }

    private static ObjectNode member(ObjectNode event) {
        ObjectNode member = Json.object();
        member.set("uuid", event.path("id"));
        member.put("start", period(event, "start"));
        member.set("title", event.path("title"));
        if (event.hasNonNull("sender")) {
            member.set("sender", event.path("sender"));
        } else {
            member.set("triggerDid", event.at("/breachDevices/0/did"));
        }
        return member.put("visible", true).put("acknowledged", flag(event, "acknowledged"));
    }

    private List<ObjectNode> members(String group) {
        Instant now = clock.instant();
        return events.stream()
                .filter(known -> !known.shownFrom().isAfter(now))
                .map(Known::event)
                .filter(event -> event.path("currentGroup").asString().equals(group))
                .toList();
    }

    private static ArrayNode distinct(List<ObjectNode> members, String list, String field) {
        Set<JsonNode> values = new LinkedHashSet<>();
        members.stream()
                .flatMap(event -> event.path(list).valueStream())
                .map(item -> field.isEmpty() ? item : item.path(field))
                .forEach(values::add);
        return Json.array(values);
    }

    static long period(JsonNode event, String end) {
        return event.at("/periods/0/" + end).asLong();
    }

    private static double score(List<ObjectNode> members) {
        return members.stream()
                .mapToDouble(event -> event.path("groupScore").asDouble())
                .max()
                .orElse(0);
    }

    private static String category(List<ObjectNode> members) {
        return Stream.of("critical", "suspicious", "compliance")
                .filter(category -> members.stream()
                        .anyMatch(event -> event.path("category").asString().equals(category)))
                .findFirst()
                .orElse("suspicious");
    }

    static boolean flag(JsonNode event, String name) {
        return event.path(name).asBoolean(false);
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
