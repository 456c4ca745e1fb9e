package soar.darktrace.incident;

import soar.darktrace.network.AsciiJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model breach as an incident of XSOAR's.
 *
 * @param instance the instance that it was fetched from
 * @param pbid the model breach ID, which with the instance makes it unique
 * @param created when Darktrace created the breach, epoch milliseconds; where it does not say, the latest possible time
 * @param document the incident as XSOAR takes it; its {@code dbotMirrorId} is {@code <instance>:<pbid>}
 */
public record Incident(String instance, String pbid, long created, ObjectNode document) {

    /** The text of a document as it is stored. */
    public static String json(JsonNode document) {
        return AsciiJson.MAPPER.writeValueAsString(document);
    }
}
