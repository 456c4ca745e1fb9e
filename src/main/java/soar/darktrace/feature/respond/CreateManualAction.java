package soar.darktrace.feature.respond;

import java.time.Clock;
import java.util.List;
import reactor.core.publisher.Mono;
import soar.darktrace.api.RespondApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Effect;
import soar.darktrace.command.ReasonTemplate;
import soar.darktrace.policy.GuardRails;

@Command(
        name = "darktrace-create-manual-action",
        description = "Contains a device: creates a RESPOND action against it.",
        context = "Darktrace.Action",
        key = "codeid",
        effect = Effect.CONTAINS)
@ActionOutputs
class CreateManualAction implements DarktraceCommand<Containment> {

    private final GuardRails guardRails;
    private final Clock clock;
    private final ReasonTemplate template;

    CreateManualAction(GuardRails guardRails, Clock clock, ReasonTemplate template) {
        this.guardRails = guardRails;
        this.clock = clock;
        this.template = template;
    }

    @Override
    public Mono<CommandResult> run(Containment asked, DarktraceInstance darktrace) {
        guardRails.requireEnabled(darktrace);
        List<RespondApi.BlockedConnection> connections = BlockedConnections.of(asked.action(), asked.connections());
        guardRails.requireAllowed(darktrace, asked.action().toString());
        guardRails.requireShort(darktrace, asked.duration());
        return guardRails
                .requireUnprotected(darktrace, asked.did())
                .then(template.applyTo(Reasons.orElse(asked.reason(), "darktrace-create-manual-action")))
                .flatMap(reason -> asked.action(reason, connections).create(darktrace.api(RespondApi.class), clock));
    }
}
