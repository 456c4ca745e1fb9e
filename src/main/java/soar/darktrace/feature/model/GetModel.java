package soar.darktrace.feature.model;

import static soar.darktrace.command.OutputType.BOOLEAN;
import static soar.darktrace.command.OutputType.DATE;
import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.OBJECT;
import static soar.darktrace.command.OutputType.STRING;
import static soar.darktrace.command.OutputType.UNKNOWN;

import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Model;
import soar.darktrace.api.ModelApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Output;
import tools.jackson.databind.JsonNode;

@Command(
        name = "darktrace-get-model",
        description = "Returns a model by its UUID or its model ID (pid).",
        context = "Darktrace.Model",
        key = "uuid")
@ModelOutputs
@Output(path = "phid", type = NUMBER, description = "ID of this version of the model.")
@Output(path = "description", type = STRING, description = "What the model looks for, and what to do.")
@Output(path = "behaviour", type = STRING, description = "How the score changes with repeated breaches.")
@Output(path = "tags", type = LIST, description = "List of the tags of the model.")
@Output(
        path = "mitre",
        type = UNKNOWN,
        description = "Tactics and techniques of MITRE ATT&CK, where the model has them.")
@Output(
        path = "logic",
        type = OBJECT,
        description = "Which components make a breach: their IDs (cid), with weights where it is a weighted list.")
@Output(path = "actions", type = OBJECT, description = "What a breach causes.")
@Output(path = "throttle", type = NUMBER, description = "Seconds in which the same device breaches the model once.")
@Output(path = "interval", type = NUMBER, description = "Seconds in which the components must occur.")
@Output(path = "modified", type = DATE, description = "When the model was last changed, UTC.")
@Output(path = "edited", type = OBJECT, description = "Who changed the model last.")
@Output(path = "created", type = OBJECT, description = "Who created the model.")
@Output(path = "version", type = NUMBER, description = "Number of the version.")
@Output(
        path = "defeats",
        type = LIST,
        description = "List of the conditions under which a device does not breach the model.")
@Output(
        path = "sharedEndpoints",
        type = BOOLEAN,
        description = "Whether the components must have an endpoint in common.")
@Output(path = "sequenced", type = BOOLEAN, description = "Whether the components must occur in their order.")
@Output(path = "activeTimes", type = OBJECT, description = "When and for which devices and tags the model is on.")
@Output(path = "autoUpdatable", type = BOOLEAN, description = "Whether Darktrace may update the model.")
@Output(path = "autoUpdate", type = BOOLEAN, description = "Whether Darktrace updates the model.")
@Output(path = "autoSuppress", type = BOOLEAN, description = "Whether repeated breaches are suppressed.")
@Output(path = "message", type = STRING, description = "Comment on the last change.")
@Output(path = "history", type = LIST, description = "List of the changes of the model.")
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
                .map(model -> CommandResult.of("Darktrace Model " + value, model.outputs()));
    }
}
