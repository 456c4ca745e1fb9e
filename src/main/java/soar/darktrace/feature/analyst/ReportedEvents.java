package soar.darktrace.feature.analyst;

import java.util.List;
import soar.darktrace.api.AnalystApi;
import soar.darktrace.api.AnalystEvent;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The incident events that a report is on.
 *
 * @param asked their IDs, one or more
 * @param events those that Darktrace knows
 */
record ReportedEvents(List<String> asked, List<AnalystEvent> events) {

    ArrayNode outputs() {
        ArrayNode outputs = JsonNodeFactory.instance.arrayNode();
        asked.forEach(id -> outputs.addObject().put("eventId", id).put("title", title(id)));
        return outputs;
    }

    private String title(String id) {
        return events.stream()
                .filter(event -> event.id().equals(id))
                .findFirst()
                .orElseThrow(() -> AnalystApi.unknownEvent(id))
                .source()
                .path("title")
                .asString("");
    }

    String filename() {
        return "ai-analyst-" + asked.get(0).replaceAll("[^A-Za-z0-9-]", "") + ".pdf";
    }
}
