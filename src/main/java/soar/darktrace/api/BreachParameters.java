package soar.darktrace.api;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import soar.darktrace.client.DarktraceTime;

/**
 * The query of {@code GET /modelbreaches} ({@code darktrace-api.md} §2.1) as it is built up. What is null is left out.
 */
public final class BreachParameters {

    private final MultiValueMap<String, String> values = new LinkedMultiValueMap<>();

    /** Adds a parameter by Darktrace's name for it. */
    public BreachParameters add(String name, @Nullable Object value) {
        if (value != null) {
            values.add(name, value.toString());
        }
        return this;
    }

    /** Adds a parameter that says no more than yes. */
    public BreachParameters addIf(boolean wanted, String name) {
        return add(name, wanted ? Boolean.TRUE : null);
    }

    /** Adds the two ends of a window; Darktrace takes them in pairs only ({@code darktrace-api.md} §2.0). */
    public BreachParameters between(Instant start, Instant end) {
        return add("starttime", DarktraceTime.query(start)).add("endtime", DarktraceTime.query(end));
    }

    /** Adds the lowest score, which people write as 0–100 and Darktrace takes as a fraction. */
    public BreachParameters minScore(@Nullable BigDecimal percent) {
        return add("minscore", percent == null ? null : fraction(percent));
    }

    /** The parameters in the order in which they were added. */
    public MultiValueMap<String, String> values() {
        return values;
    }

    private static String fraction(BigDecimal percent) {
        BigDecimal fraction = percent.movePointLeft(2);
        return fraction.signum() == 0 ? "0" : fraction.stripTrailingZeros().toPlainString();
    }
}
