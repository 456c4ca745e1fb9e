package soar.darktrace.feature.status;

import reactor.core.publisher.Mono;
import soar.darktrace.api.StatusApi;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;

@Command(
        name = "darktrace-get-status",
        description =
                "Returns how the appliance and its probes fare, with what somebody should look at: full disks, silent"
                        + " probes, interfaces that are down.",
        context = "Darktrace.Status",
        key = "hostname")
@StatusOutputs
class GetStatus implements DarktraceCommand<GetStatus.Arguments> {

    record Arguments(
            @Argument(value = "Leave out what takes long to find out.", defaultValue = "true")
            boolean fast,

            @Argument(value = "Include probes and the appliances below this one.", defaultValue = "true")
            boolean includeChildren) {}

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        return darktrace
                .api(StatusApi.class)
                .status(arguments.fast(), arguments.includeChildren())
                .map(answer -> ApplianceStatus.result(DarktraceAnswer.object(answer)));
    }
}
