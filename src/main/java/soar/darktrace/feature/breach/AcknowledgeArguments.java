package soar.darktrace.feature.breach;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import java.util.List;
import org.jspecify.annotations.Nullable;
import soar.darktrace.command.Argument;

/** The arguments of {@code darktrace-acknowledge} and {@code darktrace-unacknowledge}. */
record AcknowledgeArguments(
        @Argument("Model breach ID, or a list of them.") @NotEmpty
        List<@Positive Long> pbid,

        @Argument("Text of a comment to add to each of them.") @Nullable
        String message) {}
