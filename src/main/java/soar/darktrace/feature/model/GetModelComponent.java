package soar.darktrace.feature.model;

import static soar.darktrace.command.OutputType.BOOLEAN;
import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.OBJECT;

import jakarta.validation.constraints.Positive;
import reactor.core.publisher.Mono;
import soar.darktrace.api.ModelApi;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.DarktraceNumber;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Output;

@Command(
        name = "darktrace-get-model-component",
        description = "Returns a component of a model by its component ID (cid).",
        context = "Darktrace.Model.Component",
        key = "cid",
        aliases = "darktrace-get-component")
@Output(path = "cid", type = NUMBER, description = "ID of the component.")
@Output(path = "chid", type = NUMBER, description = "ID of this version of the component.")
@Output(path = "active", type = BOOLEAN, description = "Whether the component is on.")
@Output(path = "mlid", type = NUMBER, description = "ID of the metric that the component counts.")
@Output(path = "threshold", type = NUMBER, description = "What the metric must exceed.")
@Output(path = "interval", type = NUMBER, description = "Seconds in which the metric is counted.")
@Output(path = "filters", type = LIST, description = "List of the filters, each with an ID that the logic names.")
@Output(path = "logic", type = OBJECT, description = "How the filters are combined.")
@Columns({"cid", "active", "mlid", "threshold", "interval", "filters"})
class GetModelComponent implements DarktraceCommand<GetModelComponent.Arguments> {

    record Arguments(
            @Argument("ID of the component (cid).") @Positive
            long cid) {}

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        return darktrace
                .api(ModelApi.class)
                .component(arguments.cid())
                .map(answer -> DarktraceAnswer.one(
                        answer,
                        item -> DarktraceNumber.whole(item.path("cid"), -1) == arguments.cid(),
                        "Darktrace knows no component " + arguments.cid() + "."))
                .map(component -> CommandResult.of("Darktrace Component " + arguments.cid(), component))
                .onErrorMap(
                        DarktraceException.class,
                        failure -> failure.ifUnknown("Darktrace knows no component " + arguments.cid()
                                + ". The logic of a model names its components: darktrace-get-model."));
    }
}
