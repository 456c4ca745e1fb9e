package soar.darktrace.access;

import java.time.Duration;
import java.util.function.Predicate;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;
import soar.darktrace.check.Finding;
import soar.darktrace.failure.Fulfils;
import soar.darktrace.network.Secret;

/**
 * How the audit is kept.
 *
 * @param key what its rows are signed with, where it is not in a file
 * @param keyFile the file that holds it; by default one that is made beside an embedded database
 * @param retention how long its rows are kept
 */
@Validated
@ConfigurationProperties("connector.audit")
public record AuditSettings(
        @Nullable
        @Fulfils(value = Key.class, message = "must have 32 characters or more: openssl rand -base64 32 makes one")
        Secret key,

        @Nullable String keyFile,

        @DefaultValue("400d") @DurationMin(days = 1, message = "must be 1d or more, such as 400d")
        Duration retention) {

    /** Whether there is a key to sign with; one that is there was read at the start. */
    Finding look() {
        return key == null && keyFile == null
                ? Finding.refused(
                        "invalid_configuration",
                        String.valueOf(AuditKey.missing().getMessage()))
                : Finding.ok("It is signed with the key of connector.audit."
                        + (keyFile == null ? "key." : "key-file, " + keyFile + "."));
    }

    /** Nobody guesses a random one of that length. */
    static final class Key implements Predicate<Secret> {
        @Override
        public boolean test(Secret key) {
            return key.value().strip().length() >= AuditKey.SHORTEST;
        }
    }
}
