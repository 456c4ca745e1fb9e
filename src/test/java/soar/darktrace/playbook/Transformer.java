package soar.darktrace.playbook;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.StringNode;

/** The transformers of XSOAR's that the playbooks use: some are built in, the others come with Filters And Transformers. */
enum Transformer {
    MULTIPLY("multiply"),
    CONCAT("concat"),
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
        return this == MULTIPLY || this == CONCAT;
    }

    /**
     * Transforms a value.
     *
     * @param argument gives the transformer's arguments by name
     */
    JsonNode apply(JsonNode value, UnaryOperator<String> argument) {
        List<JsonNode> items = ContextPath.items(value);
        return switch (this) {
            case MULTIPLY ->
                each(
                        items,
                        item -> DecimalNode.valueOf(number(item.asString()).multiply(number(argument.apply("by")))));
            case CONCAT ->
                each(
                        items,
                        item -> StringNode.valueOf(
                                argument.apply("prefix") + item.asString() + argument.apply("suffix")));
            case LAST_ARRAY_ELEMENT -> items.isEmpty() ? value : items.get(items.size() - 1);
            case SET_IF_EMPTY ->
                Operator.IS_EMPTY.holds(value, value, false)
                        ? StringNode.valueOf(argument.apply("defaultValue"))
                        : value;
            case MODIFY_DATE_TIME -> StringNode.valueOf(varied(value.asString(), argument.apply("variation")));
            case REGEX_REPLACE -> each(items, item -> replaced(item, argument));
        };
    }

    private static JsonNode each(List<JsonNode> items, UnaryOperator<JsonNode> change) {
        return ContextPath.oneOrMore(items.stream().map(change).toList());
    }

    private static BigDecimal number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new FailedScript("No number to multiply by: " + text, e);
        }
    }

    /** Python's {@code re.sub} takes nothing but a text. */
    private static JsonNode replaced(JsonNode item, UnaryOperator<String> argument) {
        if (!item.isString()) {
            throw new AssertionError("RegexReplace takes a text, not " + item);
        }
        String format = argument.apply("output_format").replace("$", "\\$");
        return StringNode.valueOf(
                item.asString().replaceAll(argument.apply("regex"), format.replaceAll("\\\\(\\d)", "\\$$1")));
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
