package soar.darktrace.incident;

/**
 * An event of the log: something that happened to an incident, with the whole incident as it was then.
 *
 * @param position its place in the order in which events became visible: 1, 2, 3 … without gaps
 * @param id its own ID, the same for every reader and in every attempt
 * @param instance the instance that the incident was fetched from
 * @param source the source that it came from
 * @param externalId the ID that Darktrace knows it by
 * @param kind what happened
 * @param changes what changed, a JSON object by name; empty for {@link EventKind#CREATED}
 * @param document the incident as XSOAR takes it, a JSON object in ASCII: half a character of Darktrace's stops no encoder
 */
public record IncidentEvent(
        long position,
        String id,
        String instance,
        String source,
        String externalId,
        EventKind kind,
        String changes,
        String document) {

    /** The incident with {@code eventId}, {@code kind} and {@code changes} as its last members. */
    public String json() {
        return with("\"eventId\":\"" + id + "\",\"kind\":\"" + kind.text() + "\",\"changes\":" + changes);
    }

    /** The incident with these as its last members; all else is handed on as it is stored. */
    public String with(String members) {
        String open = document.substring(0, document.lastIndexOf('}')).stripTrailing();
        String separator = open.endsWith("{") ? "" : ",";
        return open + separator + members + "}";
    }
}
