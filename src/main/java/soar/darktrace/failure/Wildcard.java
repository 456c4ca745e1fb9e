package soar.darktrace.failure;

import java.util.Locale;

/**
 * A pattern as analysts write one: {@code *} for any text, {@code ?} for one character, upper and lower case alike. It
 * takes time in proportion to pattern times text at most, whatever is written.
 */
public final class Wildcard {

    private final String pattern;

    private Wildcard(String pattern) {
        this.pattern = pattern;
    }

    /** The pattern that a text stands for; without {@code *} and {@code ?} it matches itself alone. */
    public static Wildcard of(String text) {
        return new Wildcard(text.toLowerCase(Locale.ROOT));
    }

    /** Whether the whole text matches. */
    public boolean matches(String text) {
        String folded = text.toLowerCase(Locale.ROOT);
        int at = 0;
        int star = -1;
        int resume = 0;
        int next = 0;
        while (next < folded.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                resume = next;
            } else if (at < pattern.length() && isMatch(pattern.charAt(at), folded.charAt(next))) {
                at++;
                next++;
            } else if (star >= 0) {
                at = star + 1;
                next = ++resume;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }

    private static boolean isMatch(char expected, char found) {
        return expected == '?' || expected == found;
    }
}
