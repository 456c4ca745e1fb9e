package soar.darktrace.network;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** How long a server asks clients to wait: the {@code Retry-After} header of RFC 9110. */
public final class RetryAfter {

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private RetryAfter() {}

    /** The delay, given in seconds or as an HTTP date; null if the header is missing or malformed. */
    public static @Nullable Duration of(HttpHeaders headers, Instant now) {
        String header = headers.getFirst(HttpHeaders.RETRY_AFTER);
        if (header == null) {
            return null;
        }
        String text = header.strip();
        return SECONDS.matcher(text).matches()
                ? Duration.ofSeconds(Long.parseLong(text))
                : HttpDate.of(text).map(date -> Duration.between(now, date)).orElse(null);
    }
}
