package soar.darktrace.access;

import org.jspecify.annotations.Nullable;

/**
 * A row of the audit.
 *
 * @param attempt what the two rows of one attempt have in common
 * @param kind one of the four below; in the database anything may stand
 * @param written epoch milliseconds
 * @param arguments a JSON object, without secrets
 * @param policy {@code allowed} or {@code refused}; null where it was not asked, or not yet
 * @param duration milliseconds
 * @param settledBy epoch milliseconds; until then, one that was begun may still be under way
 * @param attempts how many it stands for
 */
record AuditRow(
        String attempt,
        String kind,
        long written,
        @Nullable String caller,
        @Nullable String address,
        @Nullable String correlationId,
        String command,
        @Nullable String instance,
        @Nullable String arguments,
        @Nullable String policy,
        @Nullable String outcome,
        @Nullable String answer,
        @Nullable Long duration,
        @Nullable Long settledBy,
        int attempts) {

    /** Something is about to be sent. */
    static final String BEGUN = "begun";

    /** How it ended. */
    static final String ENDED = "ended";

    /** It was refused before it began. */
    static final String REFUSED = "refused";

    /** Requests of nobody knows whom, within a minute, from one address. */
    static final String COUNTED = "counted";

    /** A row at its place. */
    record Signed(long position, AuditRow row, String hmac) {}

    /** The HMAC over the row, its place and the row before. */
    String sign(long position, String before, AuditKey key) {
        return key.sign(
                "row",
                before,
                position,
                attempt,
                kind,
                written,
                caller,
                address,
                correlationId,
                command,
                instance,
                arguments,
                policy,
                outcome,
                answer,
                duration,
                settledBy,
                attempts);
    }
}
