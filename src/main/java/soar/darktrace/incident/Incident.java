package soar.darktrace.incident;

import soar.darktrace.network.AsciiJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something of Darktrace's as an incident of XSOAR's. Instance, source and external ID together make it unique.
 *
 * @param instance the instance that it was fetched from
 * @param source the name of the source, such as {@code breach}
 * @param externalId the ID that Darktrace knows it by, 100 characters at most
 * @param created when Darktrace created it, epoch milliseconds; where it does not say, the latest possible time
 * @param document the incident as XSOAR takes it, a JSON object in ASCII: as a tree, a thousand of them would fill a small
 *     heap
 */
public record Incident(String instance, String source, String externalId, long created, String document) {

    public Incident(String instance, String source, String externalId, long created, ObjectNode document) {
        this(instance, source, externalId, created, json(document));
    }

    /** The document as a tree. */
    public ObjectNode tree() {
        return AsciiJson.MAPPER.readTree(document).asObject();
    }

    /** A document as it is stored and sent. */
    public static String json(JsonNode document) {
        return AsciiJson.MAPPER.writeValueAsString(document);
    }
}
