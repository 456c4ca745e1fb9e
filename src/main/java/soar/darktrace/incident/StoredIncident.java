package soar.darktrace.incident;

import tools.jackson.databind.JsonNode;

/**
 * An incident in the store.
 *
 * @param position its place in the order in which incidents became visible, 1 or more, growing, with gaps
 * @param instance the instance that it was fetched from
 * @param pbid the model breach ID
 * @param document the incident as XSOAR takes it
 */
public record StoredIncident(long position, String instance, String pbid, JsonNode document) {

    /** The document as text, in ASCII as it is stored: half a character of Darktrace's then stops no encoder. */
    public String json() {
        return Incident.json(document);
    }
}
