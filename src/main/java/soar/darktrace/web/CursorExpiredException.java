package soar.darktrace.web;

import java.util.Map;
import soar.darktrace.failure.Failure;

/** A cursor from which a reader cannot continue without missing incidents or entries of the audit. */
final class CursorExpiredException extends RuntimeException implements Failure {

    private static final long serialVersionUID = 1L;

    private CursorExpiredException(String sentence) {
        super(sentence);
    }

    static CursorExpiredException cleanedUp() {
        return new CursorExpiredException(
                "Incidents after this cursor have been cleaned up: read on without a cursor, from the oldest that is"
                        + " left, and look in Darktrace for what is missing.");
    }

    static CursorExpiredException unknown() {
        return new CursorExpiredException(
                "The cursor is ahead of this store, as if the database had been replaced: read on without a cursor, from"
                        + " the oldest incident that is left.");
    }

    static CursorExpiredException auditRemoved() {
        return new CursorExpiredException(
                "Entries after this cursor were removed after their retention: read on without a cursor, from the oldest"
                        + " that is left.");
    }

    @Override
    public String code() {
        return "cursor_expired";
    }

    @Override
    public int status() {
        return 410;
    }

    @Override
    public Map<String, Object> details() {
        return Map.of("argument", "after");
    }
}
