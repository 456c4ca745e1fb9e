package soar.darktrace.incident;

import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An event on its way into the log. */
record NewEvent(Incident incident, String id, EventKind kind, String changes, String document) {

    private static final Logger log = LoggerFactory.getLogger(NewEvent.class);

    /** What the table takes. */
    private static final int LONGEST_DOCUMENT = 1_000_000;

    private static final int LONGEST_KEPT = 10_000;

    static NewEvent created(Incident incident) {
        return of(incident, EventKind.CREATED, JsonNodeFactory.instance.objectNode());
    }

    static NewEvent of(IncidentChange change) {
        return of(change.incident(), change.kind(), change.changes());
    }

    private static NewEvent of(Incident incident, EventKind kind, ObjectNode changes) {
        return new NewEvent(incident, UUID.randomUUID().toString(), kind, Incident.json(changes), document(incident));
    }

    /** One incident that is too long must not hold up those behind it. */
    private static String document(Incident incident) {
        if (incident.document().length() <= LONGEST_DOCUMENT) {
            return incident.document();
        }
        log.warn(
                "Incident {} of {} on {} is too long for the store: its long members are left out",
                incident.externalId(),
                incident.source(),
                incident.instance());
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        incident.tree().properties().stream()
                .filter(member -> Incident.json(member.getValue()).length() <= LONGEST_KEPT)
                .forEach(member -> kept.set(member.getKey(), member.getValue()));
        return Incident.json(kept);
    }
}
