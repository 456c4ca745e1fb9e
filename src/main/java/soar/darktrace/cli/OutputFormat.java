package soar.darktrace.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import soar.darktrace.failure.Nearest;

/** How an answer is printed. */
enum OutputFormat {
    /** Columns that fit the terminal. */
    TABLE,
    /** The whole answer. */
    JSON,
    /** The table as XSOAR shows it. */
    MARKDOWN,
    /** The table's cells, for a spreadsheet. */
    CSV;

    /** The columns of the terminal; the script {@code darktrace} sets it where the output goes to one. */
    static final String COLUMNS = "TERMINAL_COLUMNS";

    /** The one that is asked for; without, a terminal gets a table, a file or a pipe Markdown. */
    static OutputFormat of(@Nullable String asked, Map<String, String> environment) {
        if (asked == null) {
            return environment.containsKey(COLUMNS) ? TABLE : MARKDOWN;
        }
        return Arrays.stream(values())
                .filter(format -> format.text().equals(asked))
                .findFirst()
                .orElseThrow(() -> TerminalLine.invalid(
                        "--output takes " + String.join(", ", texts()) + Nearest.sentence(asked, texts())));
    }

    private static List<String> texts() {
        return Arrays.stream(values()).map(OutputFormat::text).toList();
    }

    private String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
