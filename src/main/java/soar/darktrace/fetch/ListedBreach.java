package soar.darktrace.fetch;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import soar.darktrace.api.ModelBreach;
import soar.darktrace.client.DarktraceTime;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model breach in an answer, with what places it in the order of creation.
 *
 * @param pbid digits as a rule; a Unified View's minus sign is left out ({@code darktrace-api.md} §2.0)
 * @param key the earliest time at which it may have been created, epoch milliseconds
 * @param created the latest time at which it may have been created, epoch milliseconds; the same, but where it does not
 *     say or says what it was not asked for: then the two are the ends of the window
 */
record ListedBreach(String pbid, long key, long created, ModelBreach breach) {

    static final Comparator<ListedBreach> OLDEST_FIRST = Comparator.comparingLong(ListedBreach::key)
            .thenComparingInt(breach -> breach.pbid().length())
            .thenComparing(ListedBreach::pbid);

    private static final Pattern MINUS = Pattern.compile("^-");
    private static final Pattern USABLE_ID = Pattern.compile("[0-9A-Za-z_.:-]{1,100}");

    /** The item as a breach; nothing where it has no pbid that could be told from another. */
    static Optional<ListedBreach> of(JsonNode item, Window window) {
        if (!(item instanceof ObjectNode source)) {
            return Optional.empty();
        }
        String pbid = id(source.path("pbid"));
        if (!USABLE_ID.matcher(pbid).matches()) {
            return Optional.empty();
        }
        // Darktrace goes by a creation time of its own, which lies within the window whatever the item tells.
        long created = millis(source.path("creationTime"));
        boolean asked = window.start() <= created && created <= window.end();
        return Optional.of(new ListedBreach(
                pbid, asked ? created : window.start(), asked ? created : window.end(), new ModelBreach(source)));
    }

    /** When the item was created, else when its activity began, epoch milliseconds; -1 where it says neither. */
    static long creation(JsonNode item) {
        long created = millis(item.path("creationTime"));
        return created >= 0 ? created : millis(item.path("time"));
    }

    /** A time of the years 1970 to 9999 that was sent as a number or as its digits; -1 for anything else. */
    static long millis(JsonNode time) {
        return DarktraceTime.millis(time).orElse(-1);
    }

    private static String id(JsonNode pbid) {
        if (pbid.isNumber()) {
            BigDecimal number = pbid.decimalValue().abs().stripTrailingZeros();
            return number.scale() <= 0 && number.precision() - number.scale() <= 100
                    ? number.toBigInteger().toString()
                    : number.toString();
        }
        return pbid.isString() ? MINUS.matcher(pbid.stringValue().strip()).replaceFirst("") : "";
    }
}
