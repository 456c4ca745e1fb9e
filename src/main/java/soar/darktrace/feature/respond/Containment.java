package soar.darktrace.feature.respond;

import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import soar.darktrace.api.ActionKind;
import soar.darktrace.api.Reference;
import soar.darktrace.api.RespondApi;
import soar.darktrace.command.Argument;
import tools.jackson.databind.JsonNode;

/** How a device is to be contained. */
record Containment(
        @Argument("Darktrace device ID of the device.") @Positive
        long did,

        @Argument("What to do: block matching connections (connection), enforce the pattern of life of the device"
                + " (pol) or of its group (gpol), or block all (quarantine), all outgoing (quarantineOutgoing)"
                + " or all incoming traffic (quarantineIncoming).")
        ActionKind action,

        @Argument("Duration: seconds, or a time such as 10 minutes.")
        Duration duration,

        @Argument("Why, for the history in Darktrace.") @Nullable
        String reason,

        @Argument("What to block, required with the action connection and not allowed with others: src>dst:port"
                + " separated by commas, or a list of objects with src, dst and port. src and dst are IP"
                + " addresses or hostnames, port is optional.")
        List<JsonNode> connections) {

    NewAction action(String reason, List<RespondApi.BlockedConnection> connections) {
        Reference reference = Reference.random();
        return new NewAction(
                new RespondApi.ManualAction(
                        did, action.toString(), duration.toSeconds(), reference.under(reason), connections),
                reference);
    }
}
