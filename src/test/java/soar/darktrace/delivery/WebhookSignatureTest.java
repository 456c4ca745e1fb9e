package soar.darktrace.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import soar.darktrace.network.Secret;

/** The signature against values that were not made by this code. */
class WebhookSignatureTest {

    /** The example that the libraries of Standard Webhooks are tested with. */
    @Test
    void aBase64SecretSignsAsThePublishedExample() {
        WebhookSignature signature = new WebhookSignature(new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

        assertThat(signature.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}".getBytes(UTF_8)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    /** Computed with Python's hmac. */
    @Test
    void anyOtherSecretIsTakenAsItsUtf8Bytes() {
        WebhookSignature signature = new WebhookSignature(new Secret("plain secret é"));

        assertThat(signature.sign("msg_1", 1614265330, "{}".getBytes(UTF_8)))
                .isEqualTo("v1,68Wzn8BvIzrklzFylrUihmdI7bz3clUcrgCW6pEe3uM=");
    }
}
