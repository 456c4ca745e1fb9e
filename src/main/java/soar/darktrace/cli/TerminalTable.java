package soar.darktrace.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import soar.darktrace.cli.TableText.Block;
import soar.darktrace.cli.TableText.Line;
import soar.darktrace.cli.TableText.Table;

/**
 * Draws an answer for a terminal: columns side by side where they fit; one row below the other, a line for each column, where
 * there is one row; else the first columns that fit, and a note which are left out.
 *
 * @param width of the terminal, in characters
 * @param all whether no column is left out, however wide the lines become
 * @param style how titles and column names stand out
 */
record TerminalTable(int width, boolean all, TerminalStyle style) {

    private static final String GAP = "  ";

    /** A cell that is longer is continued below. */
    private static final int WIDEST = 48;

    private static final int USUAL_WIDTH = 80;

    static TerminalTable of(TerminalLine line, Map<String, String> environment) {
        String columns = environment.getOrDefault(OutputFormat.COLUMNS, "");
        return new TerminalTable(
                columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : USUAL_WIDTH,
                line.asksForAll(),
                TerminalStyle.of(environment));
    }

    String of(String markdown) {
        return TableText.of(markdown).blocks().stream().map(this::block).collect(Collectors.joining());
    }

    private String block(Block block) {
        if (block instanceof Table table) {
            return fits(table, table.columns().size()) || all || table.rows().size() != 1 ? grid(table) : list(table);
        }
        String text = ((Line) block).text();
        return (text.startsWith("### ") ? style.title(shown(text.substring(4))) : shown(text.replace("**", ""))) + "\n";
    }

    private String grid(Table table) {
        int columns = table.columns().size();
        while (!all && columns > 1 && !fits(table, columns)) {
            columns--;
        }
        List<Integer> widths = IntStream.range(0, columns)
                .mapToObj(column -> width(table, column))
                .toList();
        StringBuilder text = new StringBuilder();
        List<String> names = table.columns().subList(0, columns).stream()
                .map(TerminalTable::shown)
                .toList();
        text.append(style.title(row(names, widths))).append('\n');
        for (List<List<String>> cells : table.rows()) {
            List<List<String>> wrapped = IntStream.range(0, columns)
                    .mapToObj(column -> wrapped(cell(cells, column), widths.get(column)))
                    .toList();
            int lines = wrapped.stream().mapToInt(List::size).max().orElse(1);
            for (int line = 0; line < lines; line++) {
                int at = line;
                text.append(row(
                                wrapped.stream()
                                        .map(cell -> at < cell.size() ? cell.get(at) : "")
                                        .toList(),
                                widths))
                        .append('\n');
            }
        }
        if (columns < table.columns().size()) {
            List<String> left = table.columns().subList(columns, table.columns().size());
            text.append("(left out: ")
                    .append(shown(String.join(", ", left)))
                    .append("; --all or --output=json shows them)\n");
        }
        return text.toString();
    }

    /** The columns of the only row, one below the other. */
    private String list(Table table) {
        int names = table.columns().stream()
                .map(TerminalTable::shown)
                .mapToInt(String::length)
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder();
        for (int column = 0; column < table.columns().size(); column++) {
            List<String> lines =
                    wrapped(cell(table.rows().get(0), column), Math.max(WIDEST / 2, width - names - GAP.length()));
            text.append(style.title(padded(shown(table.columns().get(column)), names)))
                    .append(GAP)
                    .append(String.join("\n" + " ".repeat(names) + GAP, lines).stripTrailing())
                    .append('\n');
        }
        return text.toString();
    }

    private boolean fits(Table table, int columns) {
        int gaps = GAP.length() * (columns - 1);
        return IntStream.range(0, columns).map(column -> width(table, column)).sum() + gaps <= width;
    }

    private static int width(Table table, int column) {
        int longest = table.rows().stream()
                .flatMap(row -> cell(row, column).stream())
                .mapToInt(line -> shown(line).length())
                .max()
                .orElse(0);
        return Math.max(shown(table.columns().get(column)).length(), Math.min(WIDEST, longest));
    }

    private static List<String> cell(List<List<String>> row, int column) {
        return column < row.size() ? row.get(column) : Collections.emptyList();
    }

    private static List<String> wrapped(List<String> lines, int width) {
        List<String> wrapped = new ArrayList<>();
        for (String line : lines) {
            String rest = shown(line);
            while (rest.length() > width) {
                int blank = rest.lastIndexOf(' ', width);
                int end = blank > width / 2 ? blank : width;
                wrapped.add(rest.substring(0, end));
                rest = rest.substring(end).stripLeading();
            }
            wrapped.add(rest);
        }
        return wrapped;
    }

    private static String row(List<String> cells, List<Integer> widths) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> padded(cells.get(column), widths.get(column)))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /** Control characters as they are escaped, before they are measured. */
    private static String shown(String text) {
        return WarRoomTerminal.printable(text);
    }
}
