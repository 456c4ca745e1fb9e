package soar.darktrace.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The Markdown of an answer, taken apart into its tables and the lines between them.
 *
 * @param blocks in their order
 */
record TableText(List<Block> blocks) {

    private static final Pattern SEPARATOR = Pattern.compile("(?<!\\\\)\\|");
    private static final Pattern RULE = Pattern.compile("\\|(---\\|)+");
    private static final Pattern ESCAPE = Pattern.compile("\\\\([|`])");

    /** A line, or a table. */
    sealed interface Block {}

    record Line(String text) implements Block {}

    /** A cell is the lines of its text. */
    record Table(List<String> columns, List<List<List<String>>> rows) implements Block {}

    /** Reads what {@link soar.darktrace.warroom.MarkdownTable} wrote. */
    static TableText of(String markdown) {
        List<String> lines = markdown.lines().toList();
        List<Block> blocks = new ArrayList<>();
        int at = 0;
        while (at < lines.size()) {
            if (at + 1 < lines.size() && RULE.matcher(lines.get(at + 1)).matches()) {
                int end = at + 2;
                while (end < lines.size() && lines.get(end).startsWith("|")) {
                    end++;
                }
                blocks.add(new Table(
                        cells(lines.get(at)),
                        lines.subList(at + 2, end).stream().map(TableText::row).toList()));
                at = end;
            } else {
                blocks.add(new Line(lines.get(at)));
                at++;
            }
        }
        return new TableText(blocks);
    }

    private static List<List<String>> row(String line) {
        return cells(line).stream()
                .map(cell -> Arrays.asList(cell.split("<br ?/?>", -1)))
                .toList();
    }

    private static List<String> cells(String line) {
        String inner = line.substring(1, line.length() - 1);
        return SEPARATOR
                .splitAsStream(inner)
                .map(cell -> ESCAPE.matcher(cell.strip()).replaceAll("$1"))
                .collect(Collectors.collectingAndThen(Collectors.toList(), cells -> padded(cells, inner)));
    }

    /** A split leaves out the empty cells at the end. */
    private static List<String> padded(List<String> cells, String inner) {
        long separators = SEPARATOR.matcher(inner).results().count();
        IntStream.range(cells.size(), (int) separators + 1).forEach(missing -> cells.add(""));
        return cells;
    }

    /** The tables as comma-separated values, quoted as in RFC 4180, one below the other. */
    String csv() {
        return blocks.stream()
                .filter(Table.class::isInstance)
                .map(Table.class::cast)
                .map(TableText::csv)
                .collect(Collectors.joining("\n"));
    }

    private static String csv(Table table) {
        Function<List<String>, String> record =
                cells -> cells.stream().map(TableText::field).collect(Collectors.joining(",")) + "\n";
        return record.apply(table.columns())
                + table.rows().stream()
                        .map(row -> record.apply(row.stream()
                                .map(cell -> String.join("\n", cell))
                                .toList()))
                        .collect(Collectors.joining());
    }

    /** A spreadsheet would run a hostname that begins as a formula does; an apostrophe makes it a text. */
    private static String field(String text) {
        boolean isFormula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 && !text.matches("-?[0-9.]+");
        String safe = isFormula ? "'" + text : text;
        return safe.matches("(?s).*[\",\r\n].*") ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }
}
