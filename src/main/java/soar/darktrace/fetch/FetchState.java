package soar.darktrace.fetch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a source of an instance has been fetched.
 *
 * @param version grows with every step that was stored; 0 before the first
 * @param cursor where the next step goes on
 * @param newest the latest creation time seen; null where none was seen yet
 * @param more whether items are left over on the appliance
 * @param lastSuccess when a step was last stored
 * @param lastFailure when a step last failed
 * @param failureCode the code of that failure
 * @param failure the sentence of that failure
 */
record FetchState(
        long version,
        FetchCursor cursor,
        @Nullable Instant newest,
        boolean more,
        @Nullable Instant lastSuccess,
        @Nullable Instant lastFailure,
        @Nullable String failureCode,
        @Nullable String failure) {

    static final FetchState NEW = new FetchState(0, FetchCursor.NONE, null, false, null, null, null, null);

    /** The same at this place. */
    FetchState at(FetchCursor place) {
        return new FetchState(version, place, newest, more, lastSuccess, lastFailure, failureCode, failure);
    }

    /** The later one of two creation times, as far as they are known. */
    static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }
}
