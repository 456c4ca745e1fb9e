package soar.darktrace.fetch.breach;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import soar.darktrace.api.ModelBreach;
import soar.darktrace.client.DarktraceNumber;
import soar.darktrace.client.DarktraceTime;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model breach in an answer.
 *
 * @param pbid digits as a rule; a Unified View's minus sign is left out ({@code darktrace-api.md} §2.0)
 */
record ListedBreach(String pbid, ModelBreach breach) {

    private static final Pattern MINUS = Pattern.compile("^-");

    static ListedBreach of(String pbid, JsonNode item) {
        return new ListedBreach(pbid, new ModelBreach((ObjectNode) item));
    }

    /** The ID of an item; empty where it is no object, or where its pbid is neither a number nor a text. */
    static Optional<String> pbid(JsonNode item) {
        return item.isObject() ? Optional.of(id(item.path("pbid"))).filter(id -> !id.isEmpty()) : Optional.empty();
    }

    /** A time of the years 1970 to 9999 that was sent as a number or as its digits; -1 for anything else. */
    static long millis(JsonNode time) {
        return DarktraceTime.millis(time).orElse(-1);
    }

    private static String text(BigDecimal number) {
        return number.scale() <= 0 && number.precision() - number.scale() <= 100
                ? number.toBigInteger().toString()
                : number.toString();
    }

    private static String id(JsonNode pbid) {
        Optional<BigDecimal> number =
                DarktraceNumber.decimal(pbid).map(BigDecimal::abs).map(BigDecimal::stripTrailingZeros);
        if (number.isPresent()) {
            return text(number.get());
        }
        return pbid.isString() ? MINUS.matcher(pbid.stringValue().strip()).replaceFirst("") : "";
    }
}
