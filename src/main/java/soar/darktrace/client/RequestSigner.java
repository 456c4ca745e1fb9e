package soar.darktrace.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Clock;
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

    private final String publicToken;
    private final SecretKeySpec key;
    private final QuerySigning signing;
    private final String basePath;
    private final Clock clock;

    RequestSigner(InstanceSettings settings, Clock clock) {
        this.publicToken = settings.publicApiToken().value();
        this.key = new SecretKeySpec(settings.privateApiToken().value().getBytes(UTF_8), ALGORITHM);
        this.signing = settings.signing();
        this.basePath = settings.baseUrl().getRawPath();
        this.clock = clock;
    }

    /** Sets the three headers, dated now. The body is the text that follows on the wire, empty when there is none. */
    void sign(HttpHeaders headers, URI uri, String body) {
        String date = DATE.format(clock.instant());
        headers.set("DTAPI-Token", publicToken);
        headers.set("DTAPI-Date", date);
        headers.set("DTAPI-Signature", signature(request(uri, body), date));
    }

    String signature(String request, String date) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal((request + "\n" + publicToken + "\n" + date).getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime has no " + ALGORITHM, e);
        }
    }

    /** The path without the prefix of a reverse proxy, then what follows the question mark: the query or the body. */
    String request(URI uri, String body) {
        String path = uri.getRawPath().substring(basePath.length());
        String query = uri.getRawQuery();
        if (query != null) {
            return path + "?" + (signing == QuerySigning.DECODED ? UriUtils.decode(query, UTF_8) : query);
        }
        return body.isEmpty() ? path : path + "?" + body;
    }
}
