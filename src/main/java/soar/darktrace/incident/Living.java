package soar.darktrace.incident;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** An incident that grows and was not taken up by another one, as a transaction finds it and changes it. */
final class Living {

    /** The one that lives on where several become one. */
    static final Comparator<Living> OLDEST_FIRST = Comparator.<Living, Instant>comparing(living -> living.stored)
            .thenComparingLong(living -> living.created)
            .thenComparing(living -> living.externalId);

    final String externalId;
    final Instant stored;
    final long created;

    /** Under which ID it was listed last. */
    String knownAs;

    String fingerprint;

    /** What is followed of it; null where that was not read, or is as it was read. */
    @Nullable
    String state;

    Living(String externalId, Instant stored, long created, String knownAs, String fingerprint) {
        this.externalId = externalId;
        this.stored = stored;
        this.created = created;
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
