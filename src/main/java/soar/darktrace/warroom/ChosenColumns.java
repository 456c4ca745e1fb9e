package soar.darktrace.warroom;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The columns that a table shows, few enough for a screen; the rest stays in the context. A column is a path such as {@code
 * model.name}; through a list it has the distinct values of the items.
 *
 * @param paths from left to right
 * @param times those of them that hold times
 * @param asTime writes a time as all tables do, also one that Darktrace gave in its own way
 */
public record ChosenColumns(List<String> paths, Set<String> times, UnaryOperator<JsonNode> asTime) {

    private static final int LONGEST_CELL = 200;
    private static final int MOST_COLUMNS = 8;
    private static final String BARE_VALUE = "value";

    /** Renders a table of the columns that have a value in some row. */
    public String render(String title, JsonNode value) {
        List<JsonNode> rows = rows(value);
        List<String> shown = paths.stream()
                .filter(path -> rows.stream().anyMatch(row -> !cell(row, path).isEmpty()))
                .collect(Collectors.toCollection(ArrayList::new));
        if (shown.isEmpty()) {
            // Another shape: an answer that the caller asked to get as Darktrace gives it.
            rows.stream()
                    .flatMap(row -> row.propertyNames().stream())
                    .distinct()
                    .limit(MOST_COLUMNS)
                    .forEach(shown::add);
        }
        if (rows.stream().anyMatch(row -> !row.isObject() && !row.isNull() && !row.isMissingNode())) {
            shown.add(BARE_VALUE);
        }
        return MarkdownTable.render(
                title, rows.stream().map(row -> cells(row, shown)).toList(), shown);
    }

    /** An object that only wraps a list, such as one field of Darktrace's answer, is that list. */
    private static List<JsonNode> rows(JsonNode value) {
        JsonNode only = value.isObject() && value.size() == 1 ? value.iterator().next() : value;
        JsonNode list = only.isArray() ? only : value;
        return list.isArray() ? new ArrayList<>(list.values()) : List.of(list);
    }

    private ObjectNode cells(JsonNode row, List<String> columns) {
        ObjectNode cells = JsonNodeFactory.instance.objectNode();
        columns.forEach(column -> cells.put(column, row.isObject() ? cell(row, column) : bare(row, column)));
        return cells;
    }

    private static String bare(JsonNode row, String column) {
        return column.equals(BARE_VALUE) ? shortened(words(row)) : "";
    }

    private String cell(JsonNode row, String path) {
        Set<String> values = new LinkedHashSet<>();
        if (row.has(path)) {
            JsonNode value = row.get(path);
            values.add(words(times.contains(path) ? asTime.apply(value) : value));
        } else {
            collect(row, path, values::add);
        }
        values.remove("");
        return shortened(String.join(", ", values));
    }

    private static void collect(JsonNode node, String path, Consumer<String> found) {
        if (node.isArray()) {
            node.values().forEach(item -> collect(item, path, found));
            return;
        }
        int dot = path.indexOf('.');
        if (dot < 0) {
            found.accept(words(node.path(path)));
        } else {
            collect(node.path(path.substring(0, dot)), path.substring(dot + 1), found);
        }
    }

    /** A value in words: of what is nested deeper, only how much there is. */
    private static String words(JsonNode value) {
        if (value.isArray()) {
            return value.valueStream().anyMatch(JsonNode::isContainer)
                    ? value.size() + (value.size() == 1 ? " item" : " items")
                    : value.valueStream().map(ChosenColumns::scalar).collect(Collectors.joining(", "));
        }
        if (value.isObject()) {
            return value.properties().stream()
                    .flatMap(member -> member.getValue().isContainer()
                            ? Stream.empty()
                            : Stream.of(member.getKey() + ": " + scalar(member.getValue())))
                    .collect(Collectors.joining(", "));
        }
        return scalar(value);
    }

    private static String scalar(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "";
        }
        if (value.isString()) {
            return value.stringValue();
        }
        StringBuilder number = new StringBuilder();
        PythonNotation.JSON.append(number, value);
        return number.toString();
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST_CELL
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_CELL)) + "…";
    }
}
