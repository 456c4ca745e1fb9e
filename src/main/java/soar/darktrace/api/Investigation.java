package soar.darktrace.api;

import java.util.OptionalLong;
import java.util.Set;
import soar.darktrace.client.DarktraceNumber;
import soar.darktrace.client.DarktraceTime;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An investigation that somebody asked AI Analyst for. Its times are epoch seconds, unlike those of all else.
 *
 * @param source as received
 */
public record Investigation(ObjectNode source) {

    private static final Set<String> UNDER_WAY = Set.of("", "pending", "processing");

    public String id() {
        return source.path("investigationId").asString("");
    }

    public String status() {
        return source.path("status").asString("");
    }

    /** Whether it is waiting or at work; where that is not said, it has just been asked for. */
    public boolean isUnderWay() {
        return UNDER_WAY.contains(status());
    }

    public boolean isFinished() {
        return status().equals("finished");
    }

    /** When it was asked for, in epoch seconds; 0 where that is not said. */
    public long time() {
        return DarktraceNumber.whole(source.path("time"), 0);
    }

    public boolean isOf(long did, long investigateTime) {
        return DarktraceNumber.whole(source.path("did"), 0) == did
                && DarktraceNumber.whole(source.path("investigationTime"), 0) == investigateTime;
    }

    /** The investigation for the context, without the system model breach that each of them raises among its findings. */
    public ObjectNode outputs() {
        ObjectNode outputs = JsonNodeFactory.instance.objectNode();
        AnalystFields fields = new AnalystFields(source, outputs);
        fields.copy("investigationId", "investigationId");
        fields.copy("status", "status");
        fields.copy("did", "did");
        time("investigationTime", outputs);
        time("time", outputs);
        fields.copy("createdBy", "createdBy");
        fields.copy("pbid", "pbid");
        fields.copy("incidentId", "incidentId");
        ArrayNode incidents = incidents();
        if (isFinished()) {
            outputs.put("finding", source.hasNonNull("incidentId") && !incidents.isEmpty());
        }
        if (!incidents.isEmpty()) {
            outputs.set("incidents", incidents);
        }
        return outputs;
    }

    private void time(String name, ObjectNode outputs) {
        if (source.hasNonNull(name)) {
            outputs.set(name, DarktraceTime.isoOfSeconds(source.get(name)));
        }
    }

    private ArrayNode incidents() {
        ArrayNode incidents = JsonNodeFactory.instance.arrayNode();
        OptionalLong own = DarktraceNumber.whole(source.path("pbid"));
        for (JsonNode incident : source.path("incidents")) {
            ObjectNode entry = incidents.addObject();
            AnalystFields fields = new AnalystFields(incident, entry);
            fields.copy("uuid", "uuid");
            fields.copy("summariser", "summariser");
            ArrayNode related = entry.putArray("related");
            incident.path("related")
                    .valueStream()
                    .filter(pbid ->
                            own.isEmpty() || !DarktraceNumber.whole(pbid).equals(own))
                    .forEach(related::add);
        }
        return incidents;
    }
}
