package soar.darktrace.incident;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What belongs to an incident and is an incident of its own. What comes after that says so from its beginning; what was there
 * before says so from then on, or ends.
 */
public final class Belonging {

    private static final String LABEL = "Belongs To";
    private static final String FIELD = "darktracebelongsto";

    private final GrowthTable growth;
    private final EventTable events;

    Belonging(GrowthTable growth, EventTable events) {
        this.growth = growth;
        this.events = events;
    }

    /** Writes into a document which incident it belongs to: a label and a custom field. */
    public static ObjectNode mark(ObjectNode document, String mirrorId) {
        document.withArrayProperty("labels").addObject().put("type", LABEL).put("value", mirrorId);
        document.withObjectProperty("CustomFields").put(FIELD, mirrorId);
        return document;
    }

    /** Takes down what belongs to an incident; the events of those that are incidents already. */
    List<NewEvent> addParts(Incident listed, Growth grown, String externalId) {
        Incident whole = listed.as(externalId);
        String mirrorId = whole.mirrorId();
        Collection<Part> parts = unknown(whole.instance(), grown);
        growth.insertParts(whole, externalId, mirrorId, parts);
        return parts.stream()
                .flatMap(part -> event(whole.instance(), part, mirrorId, grown.takesUp()).stream())
                .toList();
    }

    private Collection<Part> unknown(String instance, Growth grown) {
        Map<String, List<Part>> bySource = grown.parts().stream().collect(Collectors.groupingBy(Part::source));
        Set<Part> unknown = new LinkedHashSet<>(grown.parts());
        bySource.forEach((source, parts) -> growth.wholes(
                        instance, source, parts.stream().map(Part::externalId).toList())
                .forEach((id, whole) -> unknown.remove(new Part(source, id))));
        return unknown;
    }

    private Optional<NewEvent> event(String instance, Part part, String mirrorId, boolean ends) {
        return events.lastDocument(instance, part.source(), part.externalId()).map(document -> {
            ObjectNode marked = mark(JsonMapper.shared().readTree(document).asObject(), mirrorId);
            Incident incident = new Incident(instance, part.source(), part.externalId(), 0, marked);
            ObjectNode changes =
                    JsonNodeFactory.instance.objectNode().put(ends ? "merged_into" : "belongs_to", mirrorId);
            return NewEvent.of(new IncidentChange(incident, ends ? EventKind.CLOSED : EventKind.CHANGED, changes));
        });
    }
}
