package soar.darktrace.feature.analyst;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.List;
import soar.darktrace.command.Argument;

/** The arguments of every command that changes incident events. */
record EventIds(
        @Argument(value = "ID of the incident event, or a list of them.", aliases = "eventId")
        @NotEmpty
        @Size(max = 100, message = "takes 100 IDs at most")
        List<String> eventId) {}
