package soar.darktrace.warroom;

import java.math.BigDecimal;
import java.math.MathContext;
import tools.jackson.core.io.NumberOutput;

/**
 * Python's text of a float: the fewest digits that read back as the same double, with an exponent below 1e-4 and from
 * 1e16 on (Python, "float_repr_style short"). {@link Double#toString} of Java 17 does not always give the fewest.
 */
final class PythonFloat {

    /** Below this value Java keeps two digits even if one is enough: 4.9E-324 for Python's 5e-324. */
    private static final double ONE_DIGIT_MAY_DO = 1e-321;

    private static final MathContext ONE_DIGIT = new MathContext(1);

    private PythonFloat() {}

    static String repr(double finite) {
        String java = NumberOutput.toString(finite, true);
        if (java.indexOf('E') < 0) {
            return java;
        }
        BigDecimal shortest = new BigDecimal(java).stripTrailingZeros();
        if (Math.abs(finite) < ONE_DIGIT_MAY_DO) {
            BigDecimal shorter = shortest.round(ONE_DIGIT);
            shortest = shorter.doubleValue() == finite ? shorter : shortest;
        }
        int exponent = shortest.precision() - 1 - shortest.scale();
        if (exponent < -4 || exponent >= 16) {
            return scientific(shortest, exponent);
        }
        return shortest.scale() > 0 ? shortest.toPlainString() : shortest.toPlainString() + ".0";
    }

    private static String scientific(BigDecimal value, int exponent) {
        String digits = value.unscaledValue().abs().toString();
        StringBuilder out = new StringBuilder(24)
                .append(value.signum() < 0 ? "-" : "")
                .append(digits.charAt(0))
                .append(digits.length() > 1 ? "." : "")
                .append(digits, 1, digits.length())
                .append(exponent < 0 ? "e-" : "e+");
        int magnitude = Math.abs(exponent);
        return out.append(magnitude < 10 ? "0" : "").append(magnitude).toString();
    }
}
