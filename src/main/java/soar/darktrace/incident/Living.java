package soar.darktrace.incident;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** An incident that grows and was not taken up by another one, as a transaction finds it and changes it. */
final class Living {

    /** The one that lives on where several become one. */
    static final Comparator<Living> OLDEST_FIRST = Comparator.comparingLong(living -> living.begun);

    final String externalId;

    /** The position of the event that it began with. */
    final long begun;

    /** Under which ID it was listed last. */
    String knownAs;

    String fingerprint;

    /** What is followed of it; null where that was not read, or is as it was read. */
    @Nullable
    String state;

    Living(String externalId, long begun, String knownAs, String fingerprint) {
        this.externalId = externalId;
        this.begun = begun;
        this.knownAs = knownAs;
        this.fingerprint = fingerprint;
    }

    /** As it is from now on. */
    void become(String id, Growth growth) {
        knownAs = id;
        fingerprint = growth.fingerprint();
        state = Incident.json(growth.state());
    }

    /**
     * Whether an answer about an ID of its is older than what is known: what had this ID was taken up by another since.
     */
    boolean isPast(String id, Growth listed) {
        return !knownAs.equals(id) && !listed.earlierIds().contains(knownAs);
    }
}
