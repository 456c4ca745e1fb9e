package soar.darktrace.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Distinguishes what this service wrote in Darktrace from everything else, equal texts of other callers included: a token
 * that no other request has, in a line of its own below the text (ADR 15).
 *
 * @param token {@code ref:} and 16 hexadecimal digits
 */
public record Reference(String token) {

    private static final Pattern TOKEN = Pattern.compile("ref:[0-9a-f]{16}(?![0-9a-f])");

    /** Alone in the last line, also where the line breaks are shown as {@code \n} or {@code <br>}. */
    private static final Pattern BELOW =
            Pattern.compile("(?:\\A|\\R|\\\\n|<br ?/?>)(ref:[0-9a-f]{16})(?:\\\\n|<br ?/?>)?\\z");

    private static final SecureRandom RANDOM = new SecureRandom();

    public static Reference random() {
        return new Reference("ref:" + HexFormat.of().toHexDigits(RANDOM.nextLong()));
    }

    /**
     * The reference of what must not be told twice, the same for the same parts: whoever sends it again finds it by reading.
     *
     * @param parts what distinguishes it from everything else
     */
    public static Reference derivedFrom(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }
            return new Reference("ref:" + HexFormat.of().formatHex(digest.digest(), 0, Long.BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Finds the reference below a text that Darktrace returns; one that somebody quotes in a sentence is none. */
    public static Optional<Reference> of(String text) {
        Matcher below = BELOW.matcher(text.strip());
        return below.find() ? Optional.of(new Reference(below.group(1))) : Optional.empty();
    }

    /** The text as it is sent. Whatever limits its length must shorten it before. */
    public String under(String text) {
        return text + "\n" + token;
    }

    /** A text that Darktrace returns, as it was before the reference was put under it. */
    public String removedFrom(String text) {
        String stripped = text.stripTrailing();
        Matcher below = BELOW.matcher(stripped);
        return below.find() && token.equals(below.group(1))
                ? stripped.substring(0, below.start()).stripTrailing()
                : text;
    }

    /**
     * Whether a text that Darktrace returns is the one that was sent with this reference. Where line breaks do not survive
     * there, the text is one line, so that anywhere in the last line will do; of several, the last is that of the text.
     */
    public boolean isOf(String text) {
        String lastLine = text.strip().lines().reduce("", (previous, line) -> line);
        return TOKEN.matcher(lastLine)
                .results()
                .map(MatchResult::group)
                .reduce((previous, other) -> other)
                .filter(token::equals)
                .isPresent();
    }
}
