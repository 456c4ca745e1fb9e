package soar.darktrace.client;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NumericNode;

/**
 * Numbers of an answer. JSON knows no infinity, but {@code 1e400} is JSON and is read as one; what is no number that can be
 * computed with is odd, never a failure.
 */
public final class DarktraceNumber {

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,19}");

    private DarktraceNumber() {}

    /** A number as it is; empty for what is not finite or of another type. */
    public static Optional<BigDecimal> decimal(JsonNode value) {
        return value instanceof NumericNode number && !number.isNaN()
                ? Optional.of(number.decimalValue())
                : Optional.empty();
    }

    /**
     * A whole number of 64 bits, such as an ID, also where it comes as text ({@code darktrace-api.md} §2.0) or as 95.0;
     * empty for anything else.
     */
    public static OptionalLong whole(JsonNode value) {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return OptionalLong.of(value.longValue());
        }
        try {
            if (value.isString()) {
                String digits = value.stringValue().strip();
                return WHOLE.matcher(digits).matches() ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
            }
            return decimal(value)
                    .map(BigDecimal::longValueExact)
                    .map(OptionalLong::of)
                    .orElseGet(OptionalLong::empty);
        } catch (ArithmeticException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** The same with a value for what is no such number. */
    public static long whole(JsonNode value, long otherwise) {
        return whole(value).orElse(otherwise);
    }
}
