package soar.darktrace.breach;

import static soar.darktrace.command.OutputType.BOOLEAN;
import static soar.darktrace.command.OutputType.NUMBER;

import jakarta.validation.constraints.Positive;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandHandler;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.Output;

@Command(
        name = "darktrace-acknowledge",
        description = "Acknowledges a model breach.",
        context = "Darktrace.ModelBreach",
        key = "pbid",
        changesState = true)
@Output(path = "pbid", type = NUMBER, description = "Model breach ID.")
@Output(path = "acknowledged", type = BOOLEAN, description = "Whether the model breach is acknowledged.")
class Acknowledge implements CommandHandler<Acknowledge.Arguments> {

    record Arguments(@Argument("Model breach ID.") @Positive long pbid) {}

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        ModelBreachApi api = darktrace.api(ModelBreachApi.class);
        return Acknowledgement.ACKNOWLEDGED.settle(api, arguments.pbid(), api.acknowledge(arguments.pbid(), true));
    }
}
