package soar.darktrace.incident;

import org.jspecify.annotations.Nullable;
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
 *     heap. The {@code dbotMirrorId} in it ends in the external ID
 * @param growth what is followed of it; null where it never changes by itself
 */
public record Incident(
        String instance,
        String source,
        String externalId,
        long created,
        String document,
        @Nullable Growth growth) {

    private static final String MIRROR_ID = "dbotMirrorId";

    /** One that never changes by itself. */
    public Incident(String instance, String source, String externalId, long created, String document) {
        this(instance, source, externalId, created, document, null);
    }

    public Incident(String instance, String source, String externalId, long created, ObjectNode document) {
        this(instance, source, externalId, created, json(document));
    }

    /** What receivers know it by. */
    String mirrorId() {
        return tree().path(MIRROR_ID).asString("");
    }

    /** What receivers know the incident with another ID of the same source and instance by. */
    String mirrorIdOf(String otherId) {
        String own = mirrorId();
        return own.substring(0, own.length() - externalId.length()) + otherId;
    }

    /** The same as the incident with another ID of the same source and instance. */
    Incident as(String otherId) {
        if (otherId.equals(externalId)) {
            return this;
        }
        ObjectNode other = tree().put(MIRROR_ID, mirrorIdOf(otherId));
        return new Incident(instance, source, otherId, created, json(other), growth);
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
