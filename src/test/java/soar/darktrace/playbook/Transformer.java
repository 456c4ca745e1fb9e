package soar.darktrace.playbook;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** The transformers of XSOAR's that the playbooks use: one is built in, the others come with Filters And Transformers. */
enum Transformer {
    UNIQ("uniq"),
    LAST_ARRAY_ELEMENT("LastArrayElement"),
    SET_IF_EMPTY("SetIfEmpty"),
    MODIFY_DATE_TIME("ModifyDateTime"),
    REGEX_REPLACE("RegexReplace");

    private static final Pattern VARIATION = Pattern.compile("(?:in (\\d+)|(\\d+)) (minute|hour|day)s?( ago)?");

    private final String name;

    Transformer(String name) {
        this.name = name;
    }

    static Transformer of(String name) {
        return Arrays.stream(values())
                .filter(transformer -> transformer.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The transformer is not known here: " + name));
    }

    boolean isBuiltIn() {
        return this == UNIQ;
    }

    /**
     * Transforms a value.
     *
     * @param argument gives the transformer's arguments by name
     */
    JsonNode apply(JsonNode value, UnaryOperator<String> argument) {
        List<JsonNode> items = ContextPath.items(value);
        return switch (this) {
            case UNIQ -> ContextPath.oneOrMore(List.copyOf(new LinkedHashSet<>(items)));
            case LAST_ARRAY_ELEMENT -> items.isEmpty() ? value : items.get(items.size() - 1);
            case SET_IF_EMPTY ->
                Operator.IS_EMPTY.holds(value, value, false)
                        ? StringNode.valueOf(argument.apply("defaultValue"))
                        : value;
            case MODIFY_DATE_TIME -> StringNode.valueOf(varied(value.asString(), argument.apply("variation")));
            case REGEX_REPLACE ->
                StringNode.valueOf(value.asString()
                        .replaceAll(
                                argument.apply("regex"),
                                argument.apply("output_format").replace('\\', '$')));
        };
    }

    /** As Python's {@code isoformat} writes it: the offset as numbers, and a fraction only where there is one. */
    private static String varied(String time, String variation) {
        Matcher parts = VARIATION.matcher(variation);
        if (!parts.matches() || (parts.group(1) == null) != (parts.group(4) != null)) {
            throw new AssertionError("Not understood as a variation: " + variation);
        }
        boolean later = parts.group(1) != null;
        long amount = Long.parseLong(later ? parts.group(1) : parts.group(2));
        Duration distance = switch (parts.group(3)) {
            case "minute" -> Duration.ofMinutes(amount);
            case "hour" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
        OffsetDateTime given = OffsetDateTime.parse(time);
        return DateTimeFormatter.ofPattern(
                        given.getNano() == 0 ? "uuuu-MM-dd'T'HH:mm:ssxxx" : "uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx")
                .format(later ? given.plus(distance) : given.minus(distance));
    }
}
