package soar.darktrace.command;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import soar.darktrace.client.DarktraceTime;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
            if (!WHOLE.matcher(digits).matches()) {
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
    },
    DECIMAL {
        @Override
        Object read(JsonNode value) {
            String digits = text(value);
            if (!DECIMALS.matcher(digits).matches()) {
                throw new IllegalArgumentException("must be a number");
            }
            return new BigDecimal(digits);
        }
    },
    /** A length of time: seconds as a number, or {@code 10 minutes}. */
    DURATION {
        @Override
        Object read(JsonNode value) {
            try {
                return DarktraceTime.duration(text(value));
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("must be seconds or a time such as 10 minutes", e);
            }
        }
    },
    /** A value of any shape, for the command to read; an object or a list also as JSON in a string. */
    JSON {
        @Override
        Object read(JsonNode value) {
            return requireFinite(startsLikeJson(value) ? parsed(value.asString()) : value);
        }
    };

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,19}(\\.0+)?");
    private static final Pattern OBJECTS = Pattern.compile("\\s*(\\{|\\[\\s*([\\[{\"\\]]|$))");
    private static final Pattern DECIMALS = Pattern.compile("-?[0-9]{1,9}(\\.[0-9]{1,9})?");

    /** What the catalogue calls it. */
    public String catalogueName() {
        return switch (this) {
            case NUMBER -> "integer";
            case DECIMAL -> "number";
            default -> name().toLowerCase(Locale.ROOT);
        };
    }

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
        if (type == BigDecimal.class) {
            return DECIMAL;
        }
        if (type == Duration.class) {
            return DURATION;
        }
        if (type == JsonNode.class) {
            return JSON;
        }
        throw new IllegalStateException(
                "Arguments are String, long, boolean, BigDecimal, Duration or JsonNode, not " + type.getName());
    }

    /** Whether it is a text that may be a JSON object or list. */
    static boolean startsLikeJson(JsonNode value) {
        return value.isString()
                && (value.asString().strip().startsWith("[")
                        || value.asString().strip().startsWith("{"));
    }

    /** Objects, or a list of values that are no numbers: {@code [2001:db8::1]} is an address. */
    static boolean startsLikeObjects(JsonNode value) {
        return value.isString() && OBJECTS.matcher(value.asString()).lookingAt();
    }

    /** A list that stands as JSON in a text; null where the text is none. */
    static @Nullable JsonNode listIn(JsonNode value) {
        if (!startsLikeJson(value)) {
            return null;
        }
        try {
            JsonNode parsed = JsonMapper.shared().readTree(value.asString());
            return parsed.isArray() ? parsed : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    /** JSON has numbers such as 1e400, which Java makes infinite: no argument means that. */
    static JsonNode requireFinite(JsonNode value) {
        if (value.isFloatingPointNumber() && Double.isInfinite(value.asDouble())) {
            throw new IllegalArgumentException("must not have a number that is out of range");
        }
        value.forEach(ArgumentType::requireFinite);
        return value;
    }

    static JsonNode parsed(String text) {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("starts like JSON but is none", e);
        }
    }

    static boolean isBlank(@Nullable JsonNode value) {
        return value == null
                || value.isNull()
                || (value.isValueNode() && value.asString().isBlank());
    }

    /** The trimmed text of a scalar; what is longer than one value is refused. */
    static String text(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return "";
        }
        if (value.isContainer()) {
            throw new IllegalArgumentException("must be a single value");
        }
        return requireFinite(value).asString().strip();
    }
}
