package soar.darktrace.command;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What one value of an argument is, and how it is read from what a caller sends. */
public enum ArgumentType {
    STRING {
        @Override
        Object read(JsonNode value) {
            return text(value);
        }
    },
    NUMBER {
        @Override
        Object read(JsonNode value) {
            String digits = text(value);
            // ASCII digits only: Long.parseLong would take those of other scripts too.
            if (!digits.matches("-?[0-9]{1,19}(\\.0+)?")) {
                throw new IllegalArgumentException("must be a whole number");
            }
            try {
                return new BigDecimal(digits).longValueExact();
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException("must be a whole number of 64 bits", e);
            }
        }
    },
    BOOLEAN {
        @Override
        Object read(JsonNode value) {
            return switch (text(value).toLowerCase(Locale.ROOT)) {
                case "true", "yes" -> true;
                case "false", "no" -> false;
                default -> throw new IllegalArgumentException("must be true or false");
            };
        }
    };

    /** Reads one value; an {@link IllegalArgumentException} completes the sentence "pbid …". */
    abstract Object read(JsonNode value);

    static ArgumentType of(Class<?> type) {
        if (type == String.class) {
            return STRING;
        }
        if (type == long.class || type == Long.class) {
            return NUMBER;
        }
        if (type == boolean.class || type == Boolean.class) {
            return BOOLEAN;
        }
        throw new IllegalStateException("Arguments are String, long or boolean, not " + type.getName());
    }

    /** The trimmed text of a scalar; what is longer than one value is refused. */
    static String text(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return "";
        }
        if (value.isContainer()) {
            throw new IllegalArgumentException("must be a single value");
        }
        return value.asString().strip();
    }
}
