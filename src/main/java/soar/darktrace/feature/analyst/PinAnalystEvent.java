package soar.darktrace.feature.analyst;

import static soar.darktrace.command.OutputType.BOOLEAN;

import reactor.core.publisher.Mono;
import soar.darktrace.api.AnalystApi;
import soar.darktrace.api.AnalystState;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Effect;
import soar.darktrace.command.Output;

@Command(
        name = "darktrace-pin-ai-analyst-incident-event",
        description = "Pins one or several incident events of AI Analyst, so that Darktrace keeps showing them.",
        context = "Darktrace.AIAnalyst",
        key = "eventId",
        effect = Effect.CHANGES)
@EventStateOutputs
@Output(path = "pinned", type = BOOLEAN, description = "Whether the incident event is pinned.")
class PinAnalystEvent implements DarktraceCommand<EventIds> {

    @Override
    public Mono<CommandResult> run(EventIds arguments, DarktraceInstance darktrace) {
        return EventStateChange.apply(AnalystState.PINNED, arguments.eventId(), darktrace.api(AnalystApi.class));
    }
}
