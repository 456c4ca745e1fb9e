package soar.darktrace.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a handler answers: the outputs for the context, what the war room shows of them, and what the reader should know
 * besides.
 *
 * @param outputs the bare value that goes to the command's context
 * @param title the headline of the war-room table
 * @param rows what the table shows: an object or a list of objects
 * @param warnings sentences about what was odd, never a failure
 * @param context where the outputs go instead of the command's context, without a key; null for the command's own
 */
public record CommandResult(
        JsonNode outputs,
        String title,
        JsonNode rows,
        List<String> warnings,
        @Nullable String context) {

    public CommandResult {
        warnings = List.copyOf(warnings);
    }

    /** Outputs that the table shows as they are. */
    public static CommandResult of(String title, JsonNode outputs) {
        return new CommandResult(outputs, title, outputs, List.of(), null);
    }

    /** The same with a table of its own. */
    public CommandResult showing(JsonNode otherRows) {
        return new CommandResult(outputs, title, otherRows, warnings, context);
    }

    /** The same with further warnings. */
    public CommandResult warning(List<String> more) {
        List<String> all = new ArrayList<>(warnings);
        all.addAll(more);
        return new CommandResult(outputs, title, rows, all, context);
    }

    CommandResult inContext(String other) {
        return new CommandResult(outputs, title, rows, warnings, other);
    }
}
