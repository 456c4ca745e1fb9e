package soar.darktrace.feature.analyst;

import java.util.List;
import soar.darktrace.api.AnalystApi;
import soar.darktrace.command.FailedItem;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What is said of groups that Darktrace does not know. */
final class AnalystGroups {

    private AnalystGroups() {}

    /** The rows of a table: those that were found, and a sentence about each other one. */
    static ArrayNode withMissing(ArrayNode found, List<String> missing) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode().addAll(found);
        missing.forEach(id -> rows.addObject()
                .put("groupId", id)
                .put("response", AnalystApi.unknownGroup(id).sentence()));
        return rows;
    }

    static List<FailedItem> failed(List<String> missing) {
        return missing.stream()
                .map(id -> FailedItem.of(
                        "groupId",
                        id,
                        AnalystApi.unknownGroup(id),
                        AnalystApi.unknownGroup(id).sentence()))
                .toList();
    }
}
