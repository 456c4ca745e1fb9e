package soar.darktrace.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
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

    private static final String ALGORITHM = "HmacSHA1";

    /** A second, as it is signed. */
    private record Second(long sinceEpoch, String date) {}

    private final String publicToken;
    private final SecretKeySpec key;

    /** Looking up and keying a Mac costs more than signing a request with it. */
    private final ThreadLocal<Mac> mac = ThreadLocal.withInitial(this::keyed);

    private final QuerySigning signing;
    private final String basePath;
    private final Clock clock;
    private volatile Second latest = new Second(0, DATE.format(Instant.EPOCH));

    RequestSigner(InstanceSettings settings, Clock clock) {
        this.publicToken = settings.publicApiToken().value();
        this.key = new SecretKeySpec(settings.privateApiToken().value().getBytes(UTF_8), ALGORITHM);
        this.signing = settings.signing();
        this.basePath = settings.baseUrl().getRawPath();
        this.clock = clock;
    }

    /** Sets the three headers, dated now. The body is the text that follows on the wire, empty when there is none. */
    void sign(HttpHeaders headers, URI uri, String body) {
        String date = date();
        headers.set("DTAPI-Token", publicToken);
        headers.set("DTAPI-Date", date);
        headers.set("DTAPI-Signature", signature(request(uri, body), date));
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

    String signature(String request, String date) {
        return HexFormat.of()
                .formatHex(mac.get().doFinal((request + "\n" + publicToken + "\n" + date).getBytes(UTF_8)));
    }

    private Mac keyed() {
        try {
            Mac keyed = Mac.getInstance(ALGORITHM);
            keyed.init(key);
            return keyed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime has no " + ALGORITHM, e);
        }
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
