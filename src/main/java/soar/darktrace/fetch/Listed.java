package soar.darktrace.fetch;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import soar.darktrace.incident.Incident;
import tools.jackson.databind.JsonNode;

/**
 * What is kept of an item of an answer: what places it in the order of creation, and what it becomes.
 *
 * @param id the ID that its source gives it
 * @param earliest the earliest time at which it may have been created, epoch milliseconds
 * @param latest the latest such time; the same, but where it does not say or says what it was not asked for: then the two
 *     are the ends of the window
 * @param incident what it becomes
 * @param oddities what is strange about it
 */
record Listed(String id, long earliest, long latest, Incident incident, List<String> oddities) {

    static final Comparator<Listed> OLDEST_FIRST =
            (one, other) -> compare(one.earliest(), one.id(), other.earliest(), other.id());

    /** One that is not of this form might not be stored, and would hold up all that comes after it. */
    private static final Pattern USABLE_ID = Pattern.compile("[0-9A-Za-z_.:-]{1,100}");

    /** Places an item of the answer for a window; empty where it has no usable ID. */
    static Optional<Item> place(JsonNode item, Window window, Source source) {
        // Darktrace goes by a creation time of its own, which lies within the window whatever the item says.
        OptionalLong created = source.created(item);
        boolean asked = created.isPresent() && window.contains(created.getAsLong());
        // What grows is listed until it last grew, which may be after the window.
        long until = source.grows() ? Math.max(window.end(), created.orElse(window.end())) : window.end();
        return source.id(item)
                .filter(USABLE_ID.asMatchPredicate())
                .map(id -> new Item(
                        id, asked ? created.getAsLong() : window.start(), asked ? created.getAsLong() : until, item));
    }

    /** An item with what it becomes; the item itself, which is many times as large, is kept by nobody. */
    static Listed of(Item item, Incident incident, List<String> oddities) {
        return new Listed(item.id(), item.earliest(), item.latest(), incident, oddities);
    }

    /** Under which IDs it was listed before. */
    List<String> earlierIds() {
        return incident.growth() == null ? List.of() : incident.growth().earlierIds();
    }

    /** How long what it becomes is. */
    int characters() {
        return incident.document().length();
    }

    /** Whether an item comes before what is kept of another one. */
    static boolean isOlder(Item item, Listed other) {
        return compare(item.earliest(), item.id(), other.earliest(), other.id()) < 0;
    }

    /** By time and then by ID, where more digits are a higher number. */
    private static int compare(long time, String id, long otherTime, String otherId) {
        int byTime = Long.compare(time, otherTime);
        if (byTime != 0) {
            return byTime;
        }
        int byLength = Integer.compare(id.length(), otherId.length());
        return byLength == 0 ? id.compareTo(otherId) : byLength;
    }
}
