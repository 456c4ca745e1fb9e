package soar.darktrace.failure;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the known names that are most similar to a misspelt one, upper and lower case alike. */
public final class Nearest {

    private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();
    private static final int SHOWN = 4;
    /** No known name is longer. The cost of a comparison is the product of the lengths. */
    private static final int LONGEST = 80;

    private Nearest() {}

    /** Completes "… has no argument pbit" with {@code ; did you mean pbid?}, or with all known names. */
    public static String sentence(String written, Collection<String> known) {
        List<String> nearest = of(written, known);
        return nearest.isEmpty()
                ? "; known: " + String.join(", ", known) + "."
                : "; did you mean " + String.join(" or ", nearest) + "?";
    }

    static List<String> of(String written, Collection<String> known) {
        if (written.length() > LONGEST) {
            return List.of();
        }
        int tolerance = Math.max(2, written.length() / 3);
        return known.stream()
                .filter(name -> distance(written, name) <= tolerance)
                .sorted(Comparator.comparingInt((String name) -> distance(written, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(SHOWN)
                .toList();
    }

    private static int distance(String written, String name) {
        return DISTANCE.apply(written.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
    }
}
