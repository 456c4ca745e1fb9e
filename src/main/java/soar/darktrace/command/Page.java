package soar.darktrace.command;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;

/** Which entries of a list a command returns; a component of its arguments. */
public record Page(
        @Argument(value = "Index of the first entry to return.", defaultValue = "0") @PositiveOrZero @Max(100_000)
        long offset,

        @Argument(value = "Maximum number of entries to return, or all.", defaultValue = "50")
        @Pattern(regexp = "(?i)all|[1-9][0-9]{0,8}", message = "must be 1 or more, or all")
        String limit) {

    /** How many entries are wanted; {@link Long#MAX_VALUE} for all. */
    public long size() {
        return limit.equalsIgnoreCase("all") ? Long.MAX_VALUE : Long.parseLong(limit);
    }

    /** The index behind the last entry wanted; {@link Long#MAX_VALUE} for all. */
    public long end() {
        return size() == Long.MAX_VALUE ? Long.MAX_VALUE : offset + size();
    }
}
