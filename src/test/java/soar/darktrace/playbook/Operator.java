package soar.darktrace.playbook;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import tools.jackson.databind.JsonNode;

/** The filter operators of XSOAR's that the playbooks use. A list on the left passes where one of its items does. */
enum Operator {
    IS_EMPTY("isEmpty"),
    IS_NOT_EMPTY("isNotEmpty"),
    IS_TRUE("isTrue"),
    IS_EQUAL_STRING("isEqualString"),
    IS_NOT_EQUAL_STRING("isNotEqualString"),
    GREATER_THAN_OR_EQUAL("greaterThanOrEqual");

    private final String name;

    Operator(String name) {
        this.name = name;
    }

    static Operator of(String name) {
        return Arrays.stream(values())
                .filter(operator -> operator.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The operator is not known here: " + name));
    }

    boolean holds(JsonNode left, JsonNode right, boolean ignoringCase) {
        List<JsonNode> items = ContextPath.items(left);
        BiPredicate<String, String> same = ignoringCase ? String::equalsIgnoreCase : String::equals;
        return switch (this) {
            case IS_EMPTY -> items.stream().allMatch(Operator::isEmpty);
            case IS_NOT_EMPTY -> !items.stream().allMatch(Operator::isEmpty);
            case IS_TRUE -> items.stream().anyMatch(item -> text(item).equalsIgnoreCase("true"));
            case IS_EQUAL_STRING -> items.stream().anyMatch(item -> same.test(text(item), text(right)));
            case IS_NOT_EQUAL_STRING -> items.stream().noneMatch(item -> same.test(text(item), text(right)));
            case GREATER_THAN_OR_EQUAL ->
                items.stream().anyMatch(item -> number(item).compareTo(number(right)) >= 0);
        };
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isContainer() ? value.isEmpty() : text(value).isEmpty();
    }

    private static BigDecimal number(JsonNode value) {
        try {
            return new BigDecimal(text(value));
        } catch (NumberFormatException e) {
            throw new AssertionError("Compared as a number: " + value, e);
        }
    }

    /** A scalar as text; comparing what is none would stop the playbook. */
    private static String text(JsonNode value) {
        if (value.isContainer()) {
            throw new AssertionError("Compared as a text: " + value);
        }
        return value.isMissingNode() ? "" : value.asString();
    }
}
