package soar.darktrace.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

class HttpDateTest {

    private static final Instant DATE = Instant.parse("1994-11-06T08:49:37Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "Sunday, 06-Nov-94 08:49:37 GMT",
                "Sun Nov  6 08:49:37 1994",
                " Sun, 06 Nov 1994 08:49:37 GMT "
            })
    void allThreeFormsAreRead(String header) {
        assertThat(HttpDate.of(header)).contains(DATE);
        assertThat(RetryAfter.of(headers(header), DATE.minusSeconds(30))).isEqualTo(Duration.ofSeconds(30));
        assertThat(RetryAfter.of(headers(header), DATE.plusSeconds(30))).isEqualTo(Duration.ofSeconds(-30));
    }

    @Test
    void aYearOfTwoDigitsIsOneThatIsNear() {
        assertThat(HttpDate.of("Friday, 02-Jan-26 03:04:05 GMT")).contains(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(HttpDate.of("Fri Jan  2 03:04:05 2026")).contains(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(HttpDate.of("Mon Jan 12 03:04:05 2026")).contains(Instant.parse("2026-01-12T03:04:05Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "soon", "-5", "1.5", "1e3", "١٢", "Sun, 06 Nov 1994", "2026-01-02T03:04:05Z", "99999999999"})
    void whatIsNoDateIsNone(String header) {
        assertThat(HttpDate.of(header)).isEmpty();
        assertThat(RetryAfter.of(headers(header), DATE)).isNull();
    }

    private static HttpHeaders headers(String retryAfter) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, retryAfter);
        return headers;
    }
}
