package soar.darktrace.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The secret by which a caller of this service is known: {@code dtc_} and 256 random bits, so that a hash without salt or
 * delay is enough. This service keeps the hash only.
 */
public record ApiKey(String value) {

    /** Tells a key from the other tokens that a caller may send, and lets a scanner of secrets find it. */
    public static final String PREFIX = "dtc_";

    private static final String HASH_PREFIX = "sha256:";
    private static final Pattern HASH = Pattern.compile(HASH_PREFIX + "[0-9A-Fa-f]{64}");
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new one, which nobody has yet. */
    public static ApiKey generate() {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return new ApiKey(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    /** What the configuration has of it: {@code sha256:} and 64 hexadecimal digits. */
    public String hash() {
        return HASH_PREFIX + HexFormat.of().formatHex(digest());
    }

    /**
     * The entry of the file {@code connector.api-keys-file}, and of {@code connector.api-keys} in the configuration.
     *
     * @param id of the caller, as {@link #isId} takes it
     * @param roles by name; unchecked
     */
    public String entry(String id, Collection<Role> roles) {
        return "\"%s\":%n  hash: %s%n  roles: [%s]%n"
                .formatted(
                        id, hash(), roles.stream().sorted().map(Role::toString).collect(Collectors.joining(", ")));
    }

    /** Whether a caller may be called so: up to 64 letters, digits, dots, hyphens, underscores and {@code @}. */
    public static boolean isId(String id) {
        return id.matches("[A-Za-z0-9._@-]{1,64}");
    }

    static boolean isHash(String text) {
        return HASH.matcher(text).matches();
    }

    /** The digest in a hash of the configuration. */
    static byte[] digest(String hash) {
        return HexFormat.of().parseHex(hash.substring(HASH_PREFIX.length()));
    }

    byte[] digest() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "ApiKey[REDACTED]";
    }
}
