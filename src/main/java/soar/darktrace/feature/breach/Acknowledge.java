package soar.darktrace.feature.breach;

import static soar.darktrace.command.OutputType.BOOLEAN;

import reactor.core.publisher.Mono;
import soar.darktrace.api.BreachState;
import soar.darktrace.api.ModelBreachApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Effect;
import soar.darktrace.command.Output;
import soar.darktrace.command.ReasonTemplate;

@Command(
        name = "darktrace-acknowledge",
        description = "Acknowledges one or several model breaches, with a comment if one is given.",
        context = "Darktrace.ModelBreach",
        key = "pbid",
        effect = Effect.CHANGES,
        aliases = "darktrace-acknowledge-model-breach")
@EachBreachOutputs
@Output(path = "acknowledged", type = BOOLEAN, description = "Whether the model breach is acknowledged.")
@Output(path = "commented", type = BOOLEAN, description = "Whether the comment was added, where one was given.")
class Acknowledge implements DarktraceCommand<AcknowledgeArguments> {

    private final ReasonTemplate template;

    Acknowledge(ReasonTemplate template) {
        this.template = template;
    }

    @Override
    public Mono<CommandResult> run(AcknowledgeArguments arguments, DarktraceInstance darktrace) {
        return new Acknowledgement(BreachState.ACKNOWLEDGED)
                .apply(arguments, darktrace.api(ModelBreachApi.class), template);
    }
}
