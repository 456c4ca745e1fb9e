package soar.darktrace.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request that a sink did not take; its message says why, without an address or a key. */
final class DeliveryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    DeliveryException(String sentence, @Nullable Duration retryAfter) {
        super(sentence, null, false, false);
        this.retryAfter = retryAfter;
    }

    /** How long the receiver asked to be left alone; null where it did not. */
    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
