package soar.darktrace.warroom;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Renders JSON as the same markdown table as XSOAR's {@code tableToMarkdown}. The rules are those of {@code
 * test-data/tables.json}, recorded from XSOAR's own library.
 */
public final class MarkdownTable {

    /** The column of rows that are not objects and so have no column names. */
    private static final String BARE_VALUE_COLUMN = "value";

    private static final Comparator<String> BY_CODE_POINT = MarkdownTable::compareCodePoints;

    private MarkdownTable() {}

    /**
     * Renders a table that ends in a line break.
     *
     * @param value an object (one row) or an array (a row per item); without columns one line replaces the table
     */
    public static String render(String title, JsonNode value) {
        List<JsonNode> rows = rows(value);
        return render(title, rows, columns(rows));
    }

    /** The same with these columns, where there are such, before the others. */
    public static String render(String title, JsonNode value, List<String> first) {
        List<JsonNode> rows = rows(value);
        List<String> columns = columns(rows);
        return render(
                title,
                rows,
                Stream.concat(first.stream().filter(columns::contains), columns.stream())
                        .distinct()
                        .toList());
    }

    /** Renders a table of these columns. */
    static String render(String title, List<? extends JsonNode> rows, List<String> columns) {
        StringBuilder table =
                new StringBuilder(256).append("### ").append(title).append('\n');
        if (columns.isEmpty()) {
            return table.append("**No entries.**\n").toString();
        }
        appendHeader(table, columns);
        StringBuilder cell = new StringBuilder();
        for (JsonNode row : rows) {
            table.append("| ");
            for (int i = 0; i < columns.size(); i++) {
                cell.setLength(0);
                appendCell(cell, valueOf(row, columns.get(i)));
                appendEscaped(table.append(i == 0 ? "" : " | "), cell);
            }
            table.append(" |\n");
        }
        return table.toString();
    }

    private static List<JsonNode> rows(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return List.of();
        }
        return value.isArray() ? new ArrayList<>(value.values()) : List.of(value);
    }

    private static List<String> columns(List<JsonNode> rows) {
        Set<String> names = new HashSet<>();
        for (JsonNode row : rows) {
            if (row.isObject()) {
                names.addAll(row.propertyNames());
            } else {
                names.add(BARE_VALUE_COLUMN);
            }
        }
        List<String> columns = new ArrayList<>(names);
        columns.sort(BY_CODE_POINT);
        return columns;
    }

    private static JsonNode valueOf(JsonNode row, String column) {
        return row.isObject() || !column.equals(BARE_VALUE_COLUMN) ? row.path(column) : row;
    }

    private static void appendHeader(StringBuilder table, List<String> columns) {
        for (String column : columns) {
            appendEscaped(table.append('|'), column);
        }
        table.append("|\n").append("|---".repeat(columns.size())).append("|\n");
    }

    private static void appendCell(StringBuilder cell, JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return;
        }
        if (!value.isObject()) {
            appendLines(cell, value);
            return;
        }
        String separator = "";
        for (Map.Entry<String, JsonNode> property : value.properties()) {
            appendLines(cell.append(separator).append(property.getKey()).append(": "), property.getValue());
            separator = "\n";
        }
    }

    private static void appendLines(StringBuilder cell, JsonNode value) {
        if (value.isString()) {
            cell.append(value.stringValue());
        } else if (value.isArray()) {
            String separator = "";
            for (JsonNode item : value) {
                cell.append(separator);
                if (item.isString()) {
                    cell.append(item.stringValue());
                } else {
                    PythonNotation.REPR.append(cell, item);
                }
                separator = ",\n";
            }
        } else {
            PythonNotation.JSON.append(cell, value);
        }
    }

    private static void appendEscaped(StringBuilder table, CharSequence cell) {
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            switch (c) {
                case '\r', '\n' -> {
                    if (c == '\r' && i + 1 < cell.length() && cell.charAt(i + 1) == '\n') {
                        i++;
                    }
                    table.append("<br/>");
                }
                case '|', '`' -> table.append('\\').append(c);
                default -> table.append(c);
            }
        }
    }

    /** {@link String#compareTo} sorts supplementary code points before U+E000, since it compares surrogates. */
    private static int compareCodePoints(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                return Character.isSurrogate(a) == Character.isSurrogate(b)
                        ? Character.compare(a, b)
                        : Integer.compare(left.codePointAt(i), right.codePointAt(i));
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
