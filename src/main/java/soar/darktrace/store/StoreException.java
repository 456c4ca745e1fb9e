package soar.darktrace.store;

import java.util.Map;
import org.springframework.core.NestedExceptionUtils;
import soar.darktrace.failure.Failure;

/** The database did not do what it was asked. Nothing is lost: what was to be stored together was not stored at all. */
public final class StoreException extends RuntimeException implements Failure {

    private static final long serialVersionUID = 1L;

    /** Databases quote the row that they could not store. */
    private static final int LONGEST = 200;

    StoreException(RuntimeException cause) {
        super(
                "The store of this service fails: look at its log and at the database; with the embedded one make room"
                        + " on the disk of ./data and restart. Nothing is lost.",
                cause);
    }

    StoreException(String sentence) {
        super(sentence);
    }

    /** What the database said, shortened; for the log. */
    public static String words(Throwable failure) {
        String said = String.valueOf(NestedExceptionUtils.getMostSpecificCause(failure));
        return said.length() <= LONGEST ? said : said.substring(0, LONGEST) + "…";
    }

    @Override
    public String code() {
        return "store_unavailable";
    }

    @Override
    public int status() {
        return 503;
    }

    @Override
    public Map<String, Object> details() {
        return Map.of("retry_after", 5);
    }
}
