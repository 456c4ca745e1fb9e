package soar.darktrace.appliance;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An incident event of AI Analyst that was made up.
 *
 * @param group the ID of its group
 * @param score of its group, 0 to 100: the group has the highest one of its events
 * @param pbids the model breaches that it was made of
 */
public record SyntheticEvent(
        String id,
        String group,
        String category,
        double score,
        Instant start,
        Instant end,
        long did,
        List<Long> pbids) {

    private static final int PHASES = 6;

    /** A later event of a group is in a later phase. */
    private long phase() {
        return 1 + end.getEpochSecond() / 60 % PHASES;
    }

    ObjectNode json() {
        ObjectNode event = Json.object()
                .put("id", id)
                .put("title", "Unusual Activity of Device " + did)
                .put("summary", "Device " + did + " did what it had never done before.")
                .put("summariser", "SyntheticSummary")
                .put("category", category)
                .put("currentGroup", group)
                .put("groupScore", score)
                .put("aiaScore", (int) score)
                .put("createdAt", end.toEpochMilli())
                .put("acknowledged", false)
                .put("pinned", false)
                .put("userTriggered", false)
                .put("externalTriggered", false);
        event.putArray("periods").addObject().put("start", start.toEpochMilli()).put("end", end.toEpochMilli());
        event.putArray("breachDevices")
                .addObject()
                .put("did", did)
                .put("sid", did % 3)
                .put("hostname", "host-" + did);
        ArrayNode breaches = event.putArray("relatedBreaches");
        pbids.forEach(pbid -> breaches.addObject()
                .put("pbid", pbid)
                .put("modelName", "Device / Synthetic Model")
                .put("threatScore", 50)
                .put("timestamp", start.toEpochMilli()));
        event.putArray("details");
        event.putArray("mitreTactics").add("discovery");
        event.putArray("attackPhases").add(phase());
        event.putArray("groupPreviousGroups");
        return event;
    }
}
