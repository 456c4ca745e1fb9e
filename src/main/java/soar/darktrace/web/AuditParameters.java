package soar.darktrace.web;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import soar.darktrace.access.AuditQuery;

/**
 * What a reader of the audit asks for.
 *
 * @param after where it is; null for the beginning: the oldest entry that is left, or the newest
 */
record AuditParameters(@Nullable Cursor after, AuditQuery query) {

    private static final String AFTER = "after";
    private static final String LIMIT = "limit";
    private static final String CALLER = "caller";
    private static final String COMMAND = "command";
    private static final String INSTANCE = "instance";
    private static final String OUTCOME = "outcome";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String ORDER = "order";
    private static final String NEWEST = "newest";
    private static final String OLDEST = "oldest";
    private static final Set<String> KNOWN = Set.of(AFTER, LIMIT, CALLER, COMMAND, INSTANCE, OUTCOME, FROM, TO, ORDER);

    private static final int DEFAULT_LIMIT = 100;

    /** An entry has up to 12,000 characters. */
    private static final int MOST = 500;

    private static final int LONGEST = 200;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    static AuditParameters of(MultiValueMap<String, String> values) {
        RequestParameters parameters = RequestParameters.of("The audit", values, KNOWN);
        String after = parameters.one(AFTER);
        Cursor cursor = after == null ? null : Cursor.of(AFTER, after);
        return new AuditParameters(
                cursor,
                new AuditQuery(
                        cursor == null ? null : cursor.position(),
                        limit(parameters.one(LIMIT)),
                        text(parameters, CALLER),
                        text(parameters, COMMAND),
                        text(parameters, INSTANCE),
                        text(parameters, OUTCOME),
                        time(parameters, FROM),
                        time(parameters, TO),
                        isNewestFirst(parameters.one(ORDER))));
    }

    /** Where it still is when there is nothing. */
    long end() {
        return after == null ? 0 : after.position();
    }

    private static boolean isNewestFirst(@Nullable String text) {
        if (text == null || text.equals(OLDEST)) {
            return false;
        }
        if (!text.equals(NEWEST)) {
            throw RequestParameters.invalid(ORDER, "must be " + OLDEST + " or " + NEWEST);
        }
        return true;
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        int limit = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MOST) {
            throw RequestParameters.invalid(LIMIT, "must be a whole number from 1 to " + MOST);
        }
        return limit;
    }

    private static @Nullable String text(RequestParameters parameters, String name) {
        String text = parameters.one(name);
        if (text != null && (text.length() > LONGEST || !text.chars().allMatch(AuditParameters::isPrintable))) {
            throw RequestParameters.invalid(name, "must be " + LONGEST + " printable characters or fewer");
        }
        return text;
    }

    /** PostgreSQL takes neither a zero nor half a character. */
    private static boolean isPrintable(int character) {
        return !Character.isISOControl(character) && !Character.isSurrogate((char) character);
    }

    private static @Nullable Instant time(RequestParameters parameters, String name) {
        String text = parameters.one(name);
        try {
            return text == null
                    ? null
                    : OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        } catch (DateTimeParseException e) {
            throw RequestParameters.invalid(name, "must be a time such as 2026-01-02T03:04:05Z");
        }
    }
}
