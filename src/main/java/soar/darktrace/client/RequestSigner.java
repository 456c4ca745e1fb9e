package soar.darktrace.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.UriUtils;

/**
 * Signs a request as Darktrace wants it: HMAC-SHA1 over the request, the public token and the date ({@code
 * darktrace-api.md} §1.1).
 */
final class RequestSigner {

    /** The only form that every appliance tried has accepted ({@code darktrace-api.md} §1.4). */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** A second, as it is signed. */
    private record Second(long sinceEpoch, String date) {}

    private final Supplier<TokenPair> tokens;
    private final QuerySigning signing;
    private final String basePath;
    private final Clock clock;
    private volatile Second latest = new Second(0, DATE.format(Instant.EPOCH));

    RequestSigner(InstanceSettings settings, Supplier<TokenPair> tokens, Clock clock) {
        this.tokens = tokens;
        this.signing = settings.signing();
        this.basePath = settings.baseUrl().getRawPath();
        this.clock = clock;
    }

    /**
     * Sets the three headers, dated now.
     *
     * @param body the text that follows on the wire, empty when there is none
     * @return whether the token has been replaced since
     */
    BooleanSupplier sign(HttpHeaders headers, URI uri, String body) {
        TokenPair pair = tokens.get();
        String date = date();
        headers.set("DTAPI-Token", pair.publicToken());
        headers.set("DTAPI-Date", date);
        headers.set("DTAPI-Signature", signature(pair, request(uri, body), date));
        return () -> tokens.get() != pair;
    }

    private String date() {
        long now = Math.floorDiv(clock.millis(), 1000L);
        Second second = latest;
        if (second.sinceEpoch() != now) {
            second = new Second(now, DATE.format(Instant.ofEpochSecond(now)));
            latest = second;
        }
        return second.date();
    }

    static String signature(TokenPair pair, String request, String date) {
        return pair.sign(request + "\n" + pair.publicToken() + "\n" + date);
    }

    /**
     * The path without the prefix of a reverse proxy, then what follows the question mark: the body, or the query where
     * there is none. With both, Darktrace takes the signature of the body only ({@code darktrace-api.md} §1.2).
     */
    String request(URI uri, String body) {
        String path = uri.getRawPath().substring(basePath.length());
        String query = uri.getRawQuery();
        if (!body.isEmpty()) {
            return path + "?" + body;
        }
        if (query == null) {
            return path;
        }
        return path + "?" + (signing == QuerySigning.DECODED ? UriUtils.decode(query, UTF_8) : query);
    }
}
