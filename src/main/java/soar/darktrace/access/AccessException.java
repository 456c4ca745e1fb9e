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

    private AccessException(String code, int status, String sentence) {
        super(sentence);
        this.code = code;
        this.status = status;
    }

    /** Without or with a wrong key: the sentence is the same for a wrong key and one of nobody. */
    public static AccessException unauthenticated(String sentence) {
        return new AccessException("unauthenticated", 401, sentence);
    }

    public static AccessException forbidden(String sentence) {
        return new AccessException(FORBIDDEN, 403, sentence);
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
        return Map.of();
    }
}
