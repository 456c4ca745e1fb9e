package soar.darktrace.feature.analyst;

import java.util.List;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceException.Kind;
import soar.darktrace.command.FailedItem;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What is said of groups that Darktrace does not know. */
final class AnalystGroups {

    private AnalystGroups() {}

    /** A group that was taken up by another has no answer of its own any more. */
    static DarktraceException unknown(String id) {
        return new DarktraceException(
                Kind.NOT_FOUND,
                "Darktrace knows no AI Analyst group " + id
                        + ", or it was merged into another: look that up by one of its"
                        + " events, with darktrace-get-ai-analyst-incident-group-from-eventId.");
    }

    /** The rows of a table: those that were found, and a sentence about each other one. */
    static ArrayNode withMissing(ArrayNode found, List<String> missing) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode().addAll(found);
        missing.forEach(id ->
                rows.addObject().put("groupId", id).put("response", unknown(id).sentence()));
        return rows;
    }

    static List<FailedItem> failed(List<String> missing) {
        return missing.stream()
                .map(id -> FailedItem.of("groupId", id, unknown(id), unknown(id).sentence()))
                .toList();
    }
}
