package soar.darktrace.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import soar.darktrace.cli.TableText.Block;
import soar.darktrace.cli.TableText.Line;
import soar.darktrace.cli.TableText.Table;

/**
 * Draws an answer for a terminal: columns side by side where they fit, texts in narrower columns where they fit only so, else
 * the first that fit, and a note which are left out. The columns of an only row stand below each other, unless they fit in a
 * line; there times have their milliseconds.
 *
 * @param width of the terminal, in columns
 * @param all whether no column is left out, however wide the lines become
 * @param style how titles and column names stand out
 */
record TerminalTable(int width, boolean all, TerminalStyle style) {

    private static final int USUAL_WIDTH = 80;

    /** Of the only row's values, however narrow the terminal is. */
    private static final int NARROWEST = 24;

    static TerminalTable of(TerminalLine line, Map<String, String> environment) {
        return new TerminalTable(width(environment), line.asksForAll(), TerminalStyle.of(environment));
    }

    static int width(Map<String, String> environment) {
        String columns = environment.getOrDefault(OutputFormat.COLUMNS, "");
        return columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : USUAL_WIDTH;
    }

    String of(String markdown) {
        return TableText.of(markdown).blocks().stream().map(this::block).collect(Collectors.joining());
    }

    private String block(Block block) {
        if (block instanceof Table table) {
            List<TerminalColumn> columns = columns(table);
            boolean isFlat =
                    TerminalColumn.fit(columns, width) && columns.stream().allMatch(TerminalColumn::isFlat);
            return table.rows().size() == 1 && !isFlat
                    ? list(columns)
                    : grid(
                            columns.stream().map(TerminalColumn::inSeconds).toList(),
                            table.rows().size());
        }
        String text = ((Line) block).text();
        return (text.startsWith("### ") ? style.title(shown(text.substring(4))) : shown(text.replace("**", ""))) + "\n";
    }

    /** Control characters as they are escaped, before they are measured. */
    private static List<TerminalColumn> columns(Table table) {
        return IntStream.range(0, table.columns().size())
                .mapToObj(column -> TerminalColumn.of(
                        shown(table.columns().get(column)),
                        table.rows().stream()
                                .map(row -> column < row.size() ? row.get(column) : List.<String>of())
                                .map(cell ->
                                        cell.stream().map(TerminalTable::shown).toList())
                                .toList()))
                .toList();
    }

    private String grid(List<TerminalColumn> columns, int rows) {
        List<TerminalColumn> drawn = all ? columns : TerminalColumn.leading(columns, width);
        StringBuilder text = new StringBuilder();
        row(drawn.stream().map(TerminalColumn::head).toList(), drawn)
                .forEach(line -> text.append(style.title(line)).append('\n'));
        for (int row = 0; row < rows; row++) {
            int at = row;
            row(drawn.stream().map(column -> column.cell(at)).toList(), drawn)
                    .forEach(line -> text.append(line).append('\n'));
        }
        if (drawn.size() < columns.size()) {
            String left = columns.subList(drawn.size(), columns.size()).stream()
                    .map(TerminalColumn::name)
                    .collect(Collectors.joining(", ", "(left out: ", "; --all or --output=json shows them)"));
            TerminalColumn.wrapped(left, width)
                    .forEach(line -> text.append(style.aside(line)).append('\n'));
        }
        return text.toString();
    }

    /** The lines of cells side by side. */
    private static List<String> row(List<List<String>> cells, List<TerminalColumn> columns) {
        int height = cells.stream().mapToInt(List::size).max().orElse(0);
        List<String> lines = new ArrayList<>();
        for (int line = 0; line < Math.max(1, height); line++) {
            int at = line;
            lines.add(IntStream.range(0, columns.size())
                    .mapToObj(i -> columns.get(i)
                            .aligned(at < cells.get(i).size() ? cells.get(i).get(at) : ""))
                    .collect(Collectors.joining(TerminalColumn.GAP))
                    .stripTrailing());
        }
        return lines;
    }

    /** The columns of the only row, one below the other. */
    private String list(List<TerminalColumn> columns) {
        int names = columns.stream()
                .mapToInt(column -> TerminalWidth.of(column.name()))
                .max()
                .orElse(0);
        int room = Math.max(NARROWEST, width - names - TerminalColumn.GAP.length());
        StringBuilder text = new StringBuilder();
        for (TerminalColumn column : columns) {
            String begin = style.title(column.name()) + " ".repeat(names - TerminalWidth.of(column.name()));
            for (String line : column.only(room)) {
                text.append((begin + TerminalColumn.GAP + line).stripTrailing()).append('\n');
                begin = " ".repeat(names);
            }
        }
        return text.toString();
    }

    private static String shown(String text) {
        return WarRoomTerminal.printable(text).replace('\t', ' ');
    }
}
