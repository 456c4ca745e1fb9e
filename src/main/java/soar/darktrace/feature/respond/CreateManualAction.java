package soar.darktrace.feature.respond;

import jakarta.validation.constraints.Positive;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.api.ActionKind;
import soar.darktrace.api.Reference;
import soar.darktrace.api.RespondApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Effect;
import soar.darktrace.command.ReasonTemplate;
import soar.darktrace.policy.GuardRails;
import tools.jackson.databind.JsonNode;

@Command(
        name = "darktrace-create-manual-action",
        description = "Contains a device: creates a RESPOND action against it.",
        context = "Darktrace.Action",
        key = "codeid",
        effect = Effect.CONTAINS)
@ActionOutputs
class CreateManualAction implements DarktraceCommand<CreateManualAction.Arguments> {

    record Arguments(
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
            List<JsonNode> connections) {}

    private final GuardRails guardRails;
    private final Clock clock;
    private final ReasonTemplate template;

    CreateManualAction(GuardRails guardRails, Clock clock, ReasonTemplate template) {
        this.guardRails = guardRails;
        this.clock = clock;
        this.template = template;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        guardRails.requireEnabled(darktrace);
        List<RespondApi.BlockedConnection> connections =
                BlockedConnections.of(arguments.action(), arguments.connections());
        guardRails.requireAllowed(darktrace, arguments.action().toString());
        guardRails.requireShort(darktrace, arguments.duration());
        return guardRails
                .requireUnprotected(darktrace, arguments.did())
                .then(template.applyTo(Reasons.orElse(arguments.reason(), "darktrace-create-manual-action")))
                .flatMap(reason ->
                        action(arguments, reason, connections).create(darktrace.api(RespondApi.class), clock));
    }

    private static NewAction action(
            Arguments arguments, String reason, List<RespondApi.BlockedConnection> connections) {
        Reference reference = Reference.random();
        return new NewAction(
                new RespondApi.ManualAction(
                        arguments.did(),
                        arguments.action().toString(),
                        arguments.duration().toSeconds(),
                        reference.under(reason),
                        connections),
                reference);
    }
}
