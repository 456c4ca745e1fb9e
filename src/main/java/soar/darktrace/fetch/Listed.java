package soar.darktrace.fetch;

import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is kept of an item of an answer: what places it in the order of creation, and what it becomes.
 *
 * @param id the ID that its source gives it
 * @param earliest the earliest time at which it may have been created, epoch milliseconds
 * @param latest the latest such time; the same, but where it does not say or says what it was not asked for: then the two
 *     are the ends of the window
 * @param document what it becomes; null before it is known that it is taken
 */
record Listed(
        String id, long earliest, long latest, @Nullable IncidentDocument document) {

    static final Comparator<Listed> OLDEST_FIRST = Comparator.comparingLong(Listed::earliest)
            .thenComparingInt(listed -> listed.id().length())
            .thenComparing(Listed::id);

    /** One that is not of this form might not be stored, and would hold up all that comes after it. */
    private static final Pattern USABLE_ID = Pattern.compile("[0-9A-Za-z_.:-]{1,100}");

    /** Places an item of the answer for a window; empty where it has no usable ID. */
    static Optional<Listed> of(JsonNode item, Window window, Source source) {
        // Darktrace goes by a creation time of its own, which lies within the window whatever the item says.
        OptionalLong created = source.created(item);
        boolean asked = created.isPresent() && window.contains(created.getAsLong());
        return source.id(item)
                .filter(USABLE_ID.asMatchPredicate())
                .map(id -> new Listed(
                        id,
                        asked ? created.getAsLong() : window.start(),
                        asked ? created.getAsLong() : window.end(),
                        null));
    }

    /** How long what it becomes is. */
    int characters() {
        return document == null ? 0 : document.json().length();
    }

    /** The same with what it becomes; the item itself, which is many times as large, is kept by nobody. */
    Listed with(IncidentDocument incident) {
        return new Listed(id, earliest, latest, incident);
    }
}
