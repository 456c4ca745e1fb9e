package soar.darktrace.network;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** How long a server asks clients to wait: the {@code Retry-After} header of RFC 9110. */
public final class RetryAfter {

    private RetryAfter() {}

    /** The delay, given in seconds or as an HTTP date; null if the header is missing or malformed. */
    public static @Nullable Duration of(HttpHeaders headers, Instant now) {
        String header = headers.getFirst(HttpHeaders.RETRY_AFTER);
        if (header == null) {
            return null;
        }
        try {
            return header.matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(header))
                    : Duration.between(now, Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(header)));
        } catch (DateTimeException e) {
            return null;
        }
    }
}
