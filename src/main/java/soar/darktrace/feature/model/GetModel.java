package soar.darktrace.feature.model;

import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Model;
import soar.darktrace.api.ModelApi;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import tools.jackson.databind.JsonNode;

@Command(
        name = "darktrace-get-model",
        description = "Returns a model by its UUID or its model ID (pid).",
        context = "Darktrace.Model",
        key = "uuid")
@ModelDetailOutputs
@ModelOutputs
@Columns({"name", "pid", "uuid", "active", "priority", "category", "modified", "description"})
class GetModel implements DarktraceCommand<GetModel.Arguments> {

    record Arguments(
            @Argument("UUID of the model. This or pid is needed.") @Nullable
            String uuid,

            @Argument("ID of the model (pid).") @Positive @Nullable
            Long pid) {}

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        ModelApi api = darktrace.api(ModelApi.class);
        String uuid = arguments.uuid();
        Long pid = arguments.pid();
        if (uuid != null && pid == null) {
            return result(api.modelByUuid(uuid), "uuid", uuid);
        }
        if (uuid == null && pid != null) {
            return result(api.model(pid), "pid", pid.toString());
        }
        throw new CommandException(
                Reason.INVALID_ARGUMENT, "uuid", "darktrace-get-model needs uuid or pid, and not both.");
    }

    private static Mono<CommandResult> result(Mono<JsonNode> answer, String field, String value) {
        return answer.map(model -> Model.in(model, field, value))
                .map(model -> CommandResult.of("Darktrace Model " + value, model.outputs()))
                .onErrorMap(
                        DarktraceException.class,
                        failure -> failure.ifUnknown("Darktrace knows no model with the " + field + " " + value
                                + ". See darktrace-list-models."));
    }
}
