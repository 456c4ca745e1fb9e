package soar.darktrace.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import soar.darktrace.network.Secret;

/** The two halves of an API token as one thing, so that no request is signed with the halves of two. */
final class TokenPair {

    private static final String ALGORITHM = "HmacSHA1";

    private final Secret publicToken;
    private final Secret privateToken;
    private final SecretKeySpec key;

    /** Looking up and keying a Mac costs more than signing a request with it. */
    private final ThreadLocal<Mac> mac = ThreadLocal.withInitial(this::keyed);

    TokenPair(Secret publicToken, Secret privateToken) {
        this.publicToken = publicToken;
        this.privateToken = privateToken;
        this.key = new SecretKeySpec(privateToken.value().getBytes(UTF_8), ALGORITHM);
    }

    String publicToken() {
        return publicToken.value();
    }

    /** The signature of a text in hexadecimal digits. */
    String sign(String text) {
        return HexFormat.of().formatHex(mac.get().doFinal(text.getBytes(UTF_8)));
    }

    boolean isSameAs(TokenPair other) {
        return publicToken.equals(other.publicToken) && privateToken.equals(other.privateToken);
    }

    /** Whether one half is the same, as while the second of two files has not been written yet. */
    boolean sharesHalfWith(TokenPair other) {
        return publicToken.equals(other.publicToken) || privateToken.equals(other.privateToken);
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
}
