package soar.darktrace.api;

import java.util.List;
import reactor.core.publisher.Flux;
import soar.darktrace.client.DarktraceNumber;
import soar.darktrace.client.DarktraceTime;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A group of incident events, which AI Analyst takes for one attack. It grows, and takes others up: their IDs are its
 * {@code previousIds} then.
 *
 * @param source as received
 */
public record AnalystGroup(ObjectNode source) {

    private static final List<String> AS_THEY_ARE =
            List.of("active", "acknowledged", "pinned", "userTriggered", "externalTriggered", "mitreTactics");

    private static final List<String> LISTS = List.of("previousIds", "devices", "initialDevices", "edges");

    /** The groups of an answer; odd items beside them are passed over. */
    static Flux<AnalystGroup> in(Flux<JsonNode> answer) {
        return answer.filter(item -> item.isObject() && !item.isEmpty())
                .map(item -> new AnalystGroup((ObjectNode) item));
    }

    public String id() {
        return source.path("id").asString("");
    }

    /** Whether an ID is its own, or that of a group that it took up. */
    public boolean isOrWas(String id) {
        return id().equals(id)
                || source.path("previousIds")
                        .valueStream()
                        .anyMatch(previous -> previous.asString("").equals(id));
    }

    public boolean isAcknowledged() {
        return source.path("acknowledged").asBoolean(false);
    }

    /** When its activity began, in epoch milliseconds; 0 where that is not said. */
    public long time() {
        return DarktraceNumber.whole(source.path("start"), 0);
    }

    public List<String> eventIds() {
        return source.path("incidentEvents")
                .valueStream()
                .map(event -> event.path("uuid").asString(""))
                .filter(id -> !id.isBlank())
                .toList();
    }

    /**
     * The group for the context, with the names that XSOAR's pack has and those that it leaves out.
     *
     * @param url of the appliance
     */
    public ObjectNode outputs(String url) {
        ObjectNode outputs = JsonNodeFactory.instance.objectNode();
        AnalystFields fields = new AnalystFields(source, outputs);
        fields.copy("id", "groupId");
        fields.copy("category", "groupCategory");
        fields.score("groupScore", "groupScore");
        fields.time("start", "start");
        fields.time("end", "end");
        AS_THEY_ARE.forEach(name -> fields.copy(name, name));
        LISTS.forEach(name -> fields.list(name, name));
        ArrayNode events = events();
        outputs.put("eventCount", events.size());
        outputs.set("incidentEvents", events);
        return fields.link("groupUrl", url + "/#aiagroup/" + id());
    }

    private ArrayNode events() {
        ArrayNode events = JsonNodeFactory.instance.arrayNode();
        for (JsonNode event : source.path("incidentEvents")) {
            ObjectNode entry = events.addObject();
            AnalystFields fields = new AnalystFields(event, entry);
            fields.copy("uuid", "eventId");
            if (event.hasNonNull("start")) {
                entry.set("start", DarktraceTime.iso(event.get("start")));
            }
            fields.copy("title", "title");
            fields.copy("triggerDid", "deviceId");
            fields.copy("sender", "sender");
            fields.copy("visible", "visible");
            fields.copy("acknowledged", "acknowledged");
        }
        return events;
    }
}
