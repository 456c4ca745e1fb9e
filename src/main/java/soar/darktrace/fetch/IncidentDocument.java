package soar.darktrace.fetch;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an item of a source becomes.
 *
 * @param json the incident as XSOAR takes it
 * @param oddities sentences about what the item lacks, or what is strange about it
 */
public record IncidentDocument(ObjectNode json, List<String> oddities) {

    public IncidentDocument {
        oddities = List.copyOf(oddities);
    }
}
