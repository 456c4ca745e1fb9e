package soar.darktrace.access;

import java.util.Map;
import soar.darktrace.failure.Failure;

/** The audit cannot be written, so that nothing may be changed. */
public final class AuditException extends RuntimeException implements Failure {

    private static final long serialVersionUID = 1L;

    /** The code. */
    public static final String CODE = "audit_unavailable";

    private static final int RETRY_AFTER = 5;

    AuditException(String why, Throwable cause) {
        super("The audit cannot be written, so nothing was changed. " + why, cause);
    }

    /** The sentence says why. */
    public AuditException(String why) {
        super("The audit cannot be written, so nothing was changed. " + why);
    }

    @Override
    public String code() {
        return CODE;
    }

    @Override
    public int status() {
        return 503;
    }

    @Override
    public Map<String, Object> details() {
        return Map.of("retry_after", RETRY_AFTER);
    }
}
