package soar.darktrace.api;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import soar.darktrace.client.DarktraceNumber;
import soar.darktrace.client.DarktraceTime;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An incident event of AI Analyst, in any of its shapes: what differs by release is made one.
 *
 * @param source as received
 */
public record AnalystEvent(ObjectNode source) {

    private static final List<String> AS_THEY_ARE = List.of(
            "aiaScore",
            "groupCategory",
            "acknowledged",
            "pinned",
            "userTriggered",
            "externalTriggered",
            "summariser",
            "summary",
            "mitreTactics",
            "sender");

    /** The events of an answer; odd items beside them are passed over. */
    public static Flux<AnalystEvent> in(Flux<JsonNode> answer) {
        return answer.filter(item -> item.isObject() && !item.isEmpty())
                .map(item -> new AnalystEvent((ObjectNode) item));
    }

    public String id() {
        return source.path("id").asString("");
    }

    public String groupId() {
        return source.path("currentGroup").asString("");
    }

    public boolean is(String flag) {
        return source.path(flag).asBoolean(false);
    }

    /** When its activity began, in epoch milliseconds; when it was created where that is not said, 0 for neither. */
    public long time() {
        return periods("start").min().orElse(DarktraceNumber.whole(source.path("createdAt"), 0));
    }

    /** The model breaches that it was made of, in their order. */
    public List<Long> pbids() {
        return source.path("relatedBreaches")
                .valueStream()
                .map(breach -> DarktraceNumber.whole(breach.path("pbid")))
                .flatMapToLong(OptionalLong::stream)
                .boxed()
                .toList();
    }

    /**
     * The event for the context, with the names that XSOAR's pack has and those that it leaves out.
     *
     * @param url of the appliance
     */
    public ObjectNode outputs(String url) {
        ObjectNode outputs = JsonNodeFactory.instance.objectNode();
        AnalystFields fields = new AnalystFields(source, outputs);
        fields.copy("id", "eventId");
        fields.copy("title", "title");
        fields.copy("category", "category");
        fields.time("createdAt", "createdAt");
        periods("start").min().ifPresent(start -> outputs.put("start", DarktraceTime.iso(start)));
        periods("end").max().ifPresent(end -> outputs.put("end", DarktraceTime.iso(end)));
        if (DarktraceNumber.decimal(source.path("aiaScore")).isPresent()) {
            outputs.put("score", source.path("aiaScore").asString() + "%");
        }
        fields.copy("currentGroup", "groupId");
        fields.score("groupScore", "groupScore");
        fields.list("groupPreviousGroups", "previousGroups");
        AS_THEY_ARE.forEach(name -> fields.copy(name, name));
        fields.list("attackPhases", "attackPhases");
        fields.list("breachDevices", "devices");
        addBreaches(outputs);
        ArrayNode details = AnalystDetails.of(source.path("details"));
        if (!details.isEmpty()) {
            outputs.set("details", details);
        }
        return fields.link("incidentEventUrl", url + "/#aiaincidentevent/" + id());
    }

    /** A list, and the same keyed by its index as XSOAR's pack has it. */
    private void addBreaches(ObjectNode outputs) {
        List<JsonNode> breaches = new ArrayList<>();
        source.path("relatedBreaches").forEach(breach -> breaches.add(withTime(breach)));
        if (breaches.isEmpty()) {
            return;
        }
        ObjectNode keyed = outputs.putObject("modelBreaches");
        ArrayNode list = outputs.putArray("relatedBreaches");
        for (int i = 0; i < breaches.size(); i++) {
            keyed.set(Integer.toString(i), breaches.get(i));
            list.add(breaches.get(i));
        }
    }

    private static JsonNode withTime(JsonNode breach) {
        return breach instanceof ObjectNode object && object.has("timestamp")
                ? object.deepCopy().set("timestamp", DarktraceTime.iso(object.path("timestamp")))
                : breach;
    }

    private LongStream periods(String end) {
        Stream<JsonNode> periods = source.path("periods").valueStream();
        return periods.map(period -> DarktraceTime.millis(period.path(end))).flatMapToLong(OptionalLong::stream);
    }
}
