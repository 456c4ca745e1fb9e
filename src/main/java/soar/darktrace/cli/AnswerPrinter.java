package soar.darktrace.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/**
 * Prints an answer to stdout in the form that is asked for, and what it says besides to stderr.
 *
 * @param table how a terminal gets it
 * @param isTerminal whether somebody reads it there
 */
record AnswerPrinter(OutputFormat format, TerminalTable table, boolean isTerminal, PrintStream out, PrintStream err) {

    static AnswerPrinter of(TerminalLine line, Map<String, String> environment, PrintStream out, PrintStream err) {
        return new AnswerPrinter(
                OutputFormat.of(line.output(), environment),
                TerminalTable.of(line, environment),
                environment.containsKey(OutputFormat.COLUMNS),
                out,
                err);
    }

    /** Whether all of it was written. */
    boolean print(RemoteAnswer answer) {
        answer.warnings()
                .forEach(warning ->
                        lines("warning: " + WarRoomTerminal.printable(warning)).forEach(err::println));
        answer.notes().forEach(note -> err.println("note: " + WarRoomTerminal.printable(note)));
        out.print(text(answer));
        return !out.checkError();
    }

    /** A note stays one line: it holds a command to copy. */
    private List<String> lines(String warning) {
        return isTerminal ? TerminalColumn.wrapped(warning, table.width()) : List.of(warning);
    }

    private String text(RemoteAnswer answer) {
        return switch (format) {
            case JSON -> WarRoomTerminal.printable(RemoteConnector.indented(answer.body()) + "\n");
            case MARKDOWN -> WarRoomTerminal.printable(answer.table());
            case CSV -> WarRoomTerminal.printable(TableText.of(answer.table()).csv());
            // It has made the texts of Darktrace printable, and adds what makes a terminal write bold.
            case TABLE -> table.of(answer.table());
        };
    }
}
