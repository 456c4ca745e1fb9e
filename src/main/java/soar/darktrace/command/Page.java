package soar.darktrace.command;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.List;

/** Which entries of a list a command returns; a component of its arguments. */
public record Page(
        @Argument(value = "Index of the first entry to return.", defaultValue = "0") @PositiveOrZero @Max(100_000)
        long offset,

        @Argument(
                value = "Maximum number of entries to return, or all.",
                defaultValue = "50",
                aliases = {"max_results", "maxResults"})
        @Pattern(regexp = "(?i)all|[1-9][0-9]{0,8}", message = "must be 1 or more, or all")
        String limit) {

    /**
     * How many entries are returned.
     *
     * @param most the most that a command returns, also of all
     */
    public long size(int most) {
        return Math.min(asked(), most);
    }

    /** The index behind the last entry that is returned. */
    public long end(int most) {
        return offset + size(most);
    }

    /**
     * What the reader should know where there are more entries than are returned; nothing where there are not.
     *
     * @param entries what they are called, in the plural
     * @param found how many there are
     */
    public List<String> warnings(String entries, long found, int most) {
        if (found <= end(most)) {
            return List.of();
        }
        String shown =
                found + " " + entries + " match; " + Math.min(size(most), Math.max(0, found - offset)) + " are shown";
        return List.of(
                asked() > most
                        ? shown
                                + ", the most that limits.max-entries allows. Narrow the search, read on with offset, or"
                                + " raise the setting."
                        : shown + ". Narrow the search, or use offset or limit.");
    }

    private long asked() {
        return limit.equalsIgnoreCase("all") ? Long.MAX_VALUE : Long.parseLong(limit);
    }
}
