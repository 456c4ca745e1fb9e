package soar.darktrace.access;

import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the audit somebody wants to see; null for any.
 *
 * @param after only those behind this position, in the order asked for; null for those from its beginning
 * @param limit how many at most
 * @param caller with {@code *} and {@code ?}
 * @param command with {@code *} and {@code ?}
 * @param from the first time
 * @param to the first time that is too late
 * @param isNewestFirst whether they come in the order of the latest, not of the oldest
 */
public record AuditQuery(
        @Nullable Long after,
        int limit,
        @Nullable String caller,
        @Nullable String command,
        @Nullable String instance,
        @Nullable String outcome,
        @Nullable Instant from,
        @Nullable Instant to,
        boolean isNewestFirst) {

    /** What an attempt without an end is called. */
    static final String OUTCOME = "coalesce(ended.outcome, began.outcome,"
            + " case when began.settled_by >= :now then 'running' else 'outcome_unknown' end)";

    /** Everything, from the beginning. */
    public static AuditQuery all(int limit) {
        return new AuditQuery(null, limit, null, null, null, null, null, null, false);
    }

    String conditions() {
        return (after == null ? "" : " and began.position " + (isNewestFirst ? "<" : ">") + " :after")
                + (caller == null ? "" : " and lower(began.caller) like :caller escape '!'")
                + (command == null ? "" : " and lower(began.command) like :command escape '!'")
                + (instance == null ? "" : " and began.instance = :instance")
                + (outcome == null ? "" : " and " + OUTCOME + " = :outcome")
                + (from == null ? "" : " and began.written >= :from")
                + (to == null ? "" : " and began.written < :to");
    }

    Map<String, Object> parameters() {
        Map<String, Object> parameters = new HashMap<>(Map.of("limit", limit));
        put(parameters, "after", after);
        put(parameters, "caller", caller == null ? null : like(caller));
        put(parameters, "command", command == null ? null : like(command));
        put(parameters, "instance", instance);
        put(parameters, "outcome", outcome);
        put(parameters, "from", from == null ? null : from.toEpochMilli());
        put(parameters, "to", to == null ? null : to.toEpochMilli());
        return parameters;
    }

    private static void put(Map<String, Object> parameters, String name, @Nullable Object value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }

    private static String like(String wildcard) {
        return wildcard.toLowerCase(Locale.ROOT)
                .replace("!", "!!")
                .replace("%", "!%")
                .replace("_", "!_")
                .replace('*', '%')
                .replace('?', '_');
    }
}
