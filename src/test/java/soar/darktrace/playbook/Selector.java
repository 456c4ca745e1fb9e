package soar.darktrace.playbook;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.StringNode;

/**
 * The condition inside an expression of XSOAR's transform language, {@code val.codeid && val.codeid == obj.codeid}: terms
 * joined by {@code &&}, each a value or a comparison of two.
 */
record Selector(List<String> terms) {

    private static final Pattern COMPARISON = Pattern.compile("(\\S+)\\s*(===|==|!=|>=|<=|>|<)\\s*(\\S+)");

    static Selector of(String expression) {
        return new Selector(
                Arrays.stream(expression.split("&&")).map(String::strip).toList());
    }

    /**
     * Whether an entry is selected.
     *
     * @param entry {@code val}
     * @param incoming {@code obj}
     */
    boolean selects(JsonNode entry, JsonNode incoming) {
        return terms.stream().allMatch(term -> holds(term, entry, incoming));
    }

    private static boolean holds(String term, JsonNode entry, JsonNode incoming) {
        Matcher comparison = COMPARISON.matcher(term);
        if (!comparison.matches()) {
            return isTrue(value(term, entry, incoming));
        }
        JsonNode left = value(comparison.group(1), entry, incoming);
        JsonNode right = value(comparison.group(3), entry, incoming);
        boolean comparable = left.isNumber() && right.isNumber();
        return switch (comparison.group(2)) {
            case "==", "===" -> isSame(left, right);
            case "!=" -> !isSame(left, right);
            case ">" -> comparable && left.decimalValue().compareTo(right.decimalValue()) > 0;
            case ">=" -> comparable && left.decimalValue().compareTo(right.decimalValue()) >= 0;
            case "<" -> comparable && left.decimalValue().compareTo(right.decimalValue()) < 0;
            default -> comparable && left.decimalValue().compareTo(right.decimalValue()) <= 0;
        };
    }

    private static JsonNode value(String operand, JsonNode entry, JsonNode incoming) {
        if (operand.startsWith("val.")) {
            return entry.path(operand.substring(4));
        }
        if (operand.startsWith("obj.")) {
            return incoming.path(operand.substring(4));
        }
        if (operand.matches("'[^']*'")) {
            return StringNode.valueOf(operand.substring(1, operand.length() - 1));
        }
        if (operand.matches("true|false")) {
            return BooleanNode.valueOf(Boolean.parseBoolean(operand));
        }
        if (operand.matches("-?[0-9]+")) {
            return DecimalNode.valueOf(new BigDecimal(operand));
        }
        throw new AssertionError("Not understood in an expression: " + operand);
    }

    private static boolean isSame(JsonNode left, JsonNode right) {
        if (left.isMissingNode() || right.isMissingNode()) {
            return left.isMissingNode() == right.isMissingNode();
        }
        return (left.isNumber() && right.isNumber())
                ? left.decimalValue().compareTo(right.decimalValue()) == 0
                : left.equals(right);
    }

    /** As JavaScript sees it. */
    private static boolean isTrue(JsonNode value) {
        if (value instanceof MissingNode || value.isNull()) {
            return false;
        }
        if (value instanceof BooleanNode) {
            return value.asBoolean();
        }
        return value.isNumber()
                ? value.decimalValue().signum() != 0
                : !value.asString("?").isEmpty();
    }
}
