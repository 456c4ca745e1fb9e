package soar.darktrace.feature.analyst;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import soar.darktrace.command.Argument;

/** The arguments of every command that changes incident events. */
record EventIds(
        @Argument(value = "ID of the incident event, or a list of them.", aliases = "eventId")
        @NotEmpty
        @Size(max = 100, message = "takes 100 IDs at most")
        List<@Pattern(regexp = EventIds.ONE, message = EventIds.COMMAS) String> eventId) {

    /** Darktrace takes a comma for the beginning of another ID, of which no outcome would be told. */
    static final String ONE = "[^,]+";

    static final String COMMAS = "must be IDs without commas";
}
