package soar.darktrace.command;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A pattern as analysts write one: {@code *} for any text, {@code ?} for one character, upper and lower case alike. */
public final class Wildcard {

    private static final Pattern PART = Pattern.compile("\\*+|\\?|[^*?]+");

    private final Pattern pattern;

    private Wildcard(Pattern pattern) {
        this.pattern = pattern;
    }

    /** The pattern that a text stands for; without {@code *} and {@code ?} it matches itself alone. */
    public static Wildcard of(String text) {
        String regex = PART.matcher(text)
                .replaceAll(part -> switch (part.group().charAt(0)) {
                    case '*' -> ".*";
                    case '?' -> ".";
                    default -> Matcher.quoteReplacement(Pattern.quote(part.group()));
                });
        return new Wildcard(Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL));
    }

    /** Whether the whole text matches. */
    public boolean matches(String text) {
        return pattern.matcher(text).matches();
    }
}
