package soar.darktrace.feature.breach;

import jakarta.validation.constraints.Positive;
import reactor.core.publisher.Mono;
import soar.darktrace.api.ModelBreach;
import soar.darktrace.api.ModelBreachApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;

@Command(
        name = "darktrace-get-breach",
        description = "Returns a model breach by its model breach ID (pbid).",
        context = "Darktrace.ModelBreach",
        key = "pbid",
        aliases = "darktrace-get-model-breach")
@ModelBreachOutputs
class GetBreach implements DarktraceCommand<GetBreach.Arguments> {

    record Arguments(@Argument("Model breach ID.") @Positive long pbid) {}

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        return darktrace
                .api(ModelBreachApi.class)
                .breachOrNotFound(arguments.pbid())
                .map(ModelBreach::outputs)
                .map(outputs -> CommandResult.of("Darktrace Model Breach " + arguments.pbid(), outputs)
                        .adding(BreachEntries.of(outputs)));
    }
}
