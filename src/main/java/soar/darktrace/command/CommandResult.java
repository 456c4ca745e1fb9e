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
 * @param first columns that stand before the others, whatever the command's own are; empty for those
 * @param warnings sentences about what was odd, never a failure
 * @param context where the outputs go instead of the command's context, without a key; null for the command's own
 * @param entries what else goes to the context
 * @param file a file to be had; null for none
 * @param poll that it is not finished; null where it is
 * @param failed those of several things asked for that failed; the title says so
 */
public record CommandResult(
        JsonNode outputs,
        String title,
        JsonNode rows,
        List<String> first,
        List<String> warnings,
        @Nullable String context,
        List<ContextEntry> entries,
        @Nullable ResultFile file,
        @Nullable Poll poll,
        List<FailedItem> failed) {

    public CommandResult {
        failed = List.copyOf(failed);
        first = List.copyOf(first);
        warnings = List.copyOf(warnings);
        entries = List.copyOf(entries);
    }

    /** Outputs that the table shows as they are. */
    public static CommandResult of(String title, JsonNode outputs) {
        return new CommandResult(outputs, title, outputs, List.of(), List.of(), null, List.of(), null, null, List.of());
    }

    /** The same with a table of its own, in which these columns are the first, whatever the command's own are. */
    public CommandResult showing(JsonNode otherRows, String... columns) {
        return new CommandResult(
                outputs, title, otherRows, List.of(columns), warnings, context, entries, file, poll, failed);
    }

    /** The same with further warnings. */
    public CommandResult warning(List<String> more) {
        return new CommandResult(
                outputs, title, rows, first, joined(warnings, more), context, entries, file, poll, failed);
    }

    /** The same with further entries of the context. */
    public CommandResult adding(List<ContextEntry> more) {
        return new CommandResult(
                outputs, title, rows, first, warnings, context, joined(entries, more), file, poll, failed);
    }

    /** The same with a file; its command declares {@link Command#file}. */
    public CommandResult attaching(ResultFile attached) {
        return new CommandResult(outputs, title, rows, first, warnings, context, entries, attached, poll, failed);
    }

    /** The same, not finished; its command declares {@link Command#polls}. */
    public CommandResult unfinished(Poll next) {
        return new CommandResult(outputs, title, rows, first, warnings, context, entries, file, next, failed);
    }

    /** The same, of which this failed. Where everything fails, the command does. */
    public CommandResult failing(List<FailedItem> items) {
        return new CommandResult(
                outputs, title, rows, first, warnings, context, entries, file, poll, joined(failed, items));
    }

    CommandResult inContext(String other) {
        return new CommandResult(outputs, title, rows, first, warnings, other, entries, file, poll, failed);
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
