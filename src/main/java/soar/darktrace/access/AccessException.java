package soar.darktrace.access;

import java.util.Map;
import soar.darktrace.failure.Failure;

/** A caller of this service is not known, or may not do what it asks for. Nothing was done. */
public final class AccessException extends RuntimeException implements Failure {

    private static final long serialVersionUID = 1L;

    /** The code of what a caller may not do. */
    public static final String FORBIDDEN = "forbidden";

    private final String code;
    private final int status;

    private final long retryAfter;

    private AccessException(String code, int status, String sentence, long retryAfter) {
        super(sentence);
        this.code = code;
        this.status = status;
        this.retryAfter = retryAfter;
    }

    private AccessException(String code, int status, String sentence) {
        this(code, status, sentence, 0);
    }

    /** Without or with a wrong key: the sentence is the same for a wrong key and one of nobody. */
    public static AccessException unauthenticated(String sentence) {
        return new AccessException("unauthenticated", 401, sentence);
    }

    public static AccessException forbidden(String sentence) {
        return new AccessException(FORBIDDEN, 403, sentence);
    }

    /**
     * More than a caller may ask for at a time.
     *
     * @param retryAfter seconds until it may ask again
     */
    public static AccessException rateLimited(String sentence, long retryAfter) {
        return new AccessException("rate_limited", 429, sentence, retryAfter);
    }

    /** Who calls cannot be told at this moment, since the identity provider does not answer. */
    public static AccessException signOnUnavailable(String sentence, long retryAfter) {
        return new AccessException("sign_on_unavailable", 503, sentence, retryAfter);
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public Map<String, Object> details() {
        return retryAfter == 0 ? Map.of() : Map.of("retry_after", retryAfter);
    }
}
