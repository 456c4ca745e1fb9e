package soar.darktrace.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import soar.darktrace.network.Secret;

/**
 * The symmetric signature of the Standard Webhooks specification, version 1.0.0: an HMAC-SHA256 of
 * {@code id.timestamp.body}.
 */
final class WebhookSignature {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String BASE64_KEY = "whsec_";

    private final SecretKeySpec key;

    WebhookSignature(Secret secret) {
        this.key = new SecretKeySpec(bytes(secret), ALGORITHM);
    }

    /** Whether a secret can be a key. */
    static boolean canUse(Secret secret) {
        try {
            return bytes(secret).length > 0;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    /** The value of the header {@code webhook-signature}. */
    String sign(String id, long unixSeconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((id + "." + unixSeconds + ".").getBytes(US_ASCII));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has HMAC-SHA256", e);
        }
    }

    private static byte[] bytes(Secret secret) {
        return secret.value().startsWith(BASE64_KEY)
                ? Base64.getDecoder().decode(secret.value().substring(BASE64_KEY.length()))
                : secret.value().getBytes(UTF_8);
    }
}
