package soar.darktrace.feature.email;

import jakarta.validation.constraints.Pattern;
import soar.darktrace.command.Argument;

/** Which email a command is about. */
record EmailId(
        @Argument("ID of the email in Darktrace, with the number behind its dot.")
        @Pattern(regexp = "[A-Za-z0-9-]{1,100}(\\.[0-9]{1,9})?", message = "must be a UUID, a dot and a number")
        String uuid) {}
