package soar.darktrace.incident;

import tools.jackson.databind.node.ObjectNode;

/**
 * Something that happened to an incident after it came into being.
 *
 * @param incident the whole incident as it is now
 * @param kind {@link EventKind#CHANGED} or {@link EventKind#CLOSED}
 * @param changes what changed, by name, with its new value, such as {@code {"score": 0.9}} or
 *     {@code {"merged_into": "main:7"}}
 */
public record IncidentChange(Incident incident, EventKind kind, ObjectNode changes) {

    public IncidentChange {
        if (kind == EventKind.CREATED) {
            throw new IllegalArgumentException("An incident is created once, by being saved");
        }
    }
}
