package soar.darktrace.fetch;

import java.util.List;
import soar.darktrace.incident.Incident;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an item of a source becomes.
 *
 * @param json the incident as XSOAR takes it, as {@link Incident#json} writes it
 * @param oddities sentences about what the item lacks, or what is strange about it
 */
public record IncidentDocument(String json, List<String> oddities) {

    public IncidentDocument(ObjectNode json, List<String> oddities) {
        this(Incident.json(json), oddities);
    }

    public IncidentDocument {
        oddities = List.copyOf(oddities);
    }
}
