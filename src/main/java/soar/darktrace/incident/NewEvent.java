package soar.darktrace.incident;

import java.util.UUID;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An event on its way into the log, serialised already: no transaction waits for that. */
record NewEvent(Incident incident, String id, EventKind kind, String changes, String document) {

    static NewEvent created(Incident incident) {
        return of(incident, EventKind.CREATED, JsonNodeFactory.instance.objectNode());
    }

    static NewEvent of(IncidentChange change) {
        return of(change.incident(), change.kind(), change.changes());
    }

    private static NewEvent of(Incident incident, EventKind kind, ObjectNode changes) {
        return new NewEvent(
                incident,
                UUID.randomUUID().toString(),
                kind,
                Incident.json(changes),
                Incident.json(incident.document()));
    }
}
