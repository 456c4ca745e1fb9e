package soar.darktrace.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A column of a table on a terminal.
 *
 * @param cells by row, the lines of each
 * @param width of the column; a cell that is longer is continued below
 * @param longest the longest line of a cell
 * @param least the width below which words would be broken
 */
record TerminalColumn(String name, List<List<String>> cells, int width, int longest, int least) {

    static final String GAP = "  ";

    private static final int WIDEST = 48;

    /** A text is not cut into narrower pieces. */
    private static final int NARROW = 16;

    /** Behind these a line may end; not within names of hosts, addresses and times. */
    private static final Pattern PIECE = Pattern.compile("(?<=[ /,;])|(?<=::)");

    private static final Pattern PIECE_OF_NAME = Pattern.compile("(?<=[.])");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(?:\\.[0-9]+)?|");
    private static final Pattern MILLISECONDS = Pattern.compile("(?<=T[0-9:]{8})\\.[0-9]{3}(?=Z$)");

    static TerminalColumn of(String name, List<List<String>> cells) {
        int longest = longest(cells.stream().flatMap(List::stream));
        int piece = longest(cells.stream()
                .flatMap(List::stream)
                .flatMap(PIECE::splitAsStream)
                .map(String::strip));
        int width = Math.min(WIDEST, Math.max(TerminalWidth.of(name), longest));
        int least = Math.max(longest(PIECE_OF_NAME.splitAsStream(name)), Math.min(longest, Math.max(NARROW, piece)));
        return new TerminalColumn(name, cells, width, longest, Math.min(width, least));
    }

    /** Times to the second: the milliseconds would push a column out. */
    TerminalColumn inSeconds() {
        return of(
                name,
                cells.stream()
                        .map(cell -> cell.stream()
                                .map(line -> MILLISECONDS.matcher(line).replaceFirst(""))
                                .toList())
                        .toList());
    }

    /** Whether each cell is one line as it is. */
    boolean isFlat() {
        return cells.stream().allMatch(cell -> cell.size() < 2 && longest(cell.stream()) <= width);
    }

    private static int longest(Stream<String> texts) {
        return texts.mapToInt(TerminalWidth::of).max().orElse(0);
    }

    /** Whether all fit side by side as they are. */
    static boolean fit(List<TerminalColumn> columns, int room) {
        return total(columns) <= room;
    }

    /** As many of the first as fit, the widest made narrower as far as words allow; at least one. */
    static List<TerminalColumn> leading(List<TerminalColumn> columns, int room) {
        for (int count = columns.size(); count > 1; count--) {
            List<TerminalColumn> narrowed = narrowed(columns.subList(0, count), room);
            if (fit(narrowed, room)) {
                return narrowed;
            }
        }
        return narrowed(columns.subList(0, Math.min(1, columns.size())), room);
    }

    private static List<TerminalColumn> narrowed(List<TerminalColumn> columns, int room) {
        List<TerminalColumn> narrowed = new ArrayList<>(columns);
        for (int over = total(columns) - room; over > 0; over--) {
            int next = IntStream.range(0, narrowed.size())
                    .filter(i -> narrowed.get(i).width() > narrowed.get(i).least())
                    .boxed()
                    .max(Comparator.comparing((Integer i) -> narrowed.get(i).isWideForItsName())
                            .thenComparing(i -> narrowed.get(i).width()))
                    .orElse(-1);
            if (next < 0) {
                break;
            }
            narrowed.set(next, narrowed.get(next).narrower());
        }
        return narrowed;
    }

    /** A name on two lines costs less than a text on two lines in each row. */
    private boolean isWideForItsName() {
        return width > longest;
    }

    private TerminalColumn narrower() {
        return new TerminalColumn(name, cells, width - 1, longest, least);
    }

    private static int total(List<TerminalColumn> columns) {
        return columns.stream().mapToInt(TerminalColumn::width).sum() + GAP.length() * Math.max(0, columns.size() - 1);
    }

    List<String> head() {
        return wrapped(List.of(name), width, PIECE_OF_NAME);
    }

    List<String> cell(int row) {
        return wrapped(cells.get(row), width, PIECE);
    }

    /** The only cell, in so much room. */
    List<String> only(int room) {
        List<String> lines = wrapped(cells.get(0), room, PIECE);
        return lines.isEmpty() ? List.of("") : lines;
    }

    /** Numbers end where those above end. */
    String aligned(String text) {
        String blanks = " ".repeat(Math.max(0, width - TerminalWidth.of(text)));
        return isOfNumbers() ? blanks + text : text + blanks;
    }

    private boolean isOfNumbers() {
        return cells.stream().flatMap(List::stream).allMatch(NUMBER.asMatchPredicate());
    }

    static List<String> wrapped(String line, int width) {
        return wrapped(List.of(line), width, PIECE);
    }

    private static List<String> wrapped(List<String> lines, int width, Pattern pieces) {
        List<String> wrapped = new ArrayList<>();
        for (String line : lines) {
            StringBuilder current = new StringBuilder();
            for (String piece : pieces.split(line, -1)) {
                if (TerminalWidth.of(current + piece.stripTrailing()) > width && !current.isEmpty()) {
                    wrapped.add(current.toString().stripTrailing());
                    current.setLength(0);
                }
                current.append(piece);
                while (TerminalWidth.of(current.toString().stripTrailing()) > width) {
                    int end = TerminalWidth.fitting(current.toString(), width);
                    wrapped.add(current.substring(0, end));
                    current.delete(0, end);
                }
            }
            wrapped.add(current.toString().stripTrailing());
        }
        return wrapped;
    }
}
