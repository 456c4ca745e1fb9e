package soar.darktrace.feature.device;

import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.OBJECT;
import static soar.darktrace.command.OutputType.STRING;

import jakarta.validation.constraints.Positive;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.AccountOutputs;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.EndpointOutputs;
import soar.darktrace.command.Output;

@Command(
        name = "darktrace-get-device-summary",
        description =
                "Returns what Darktrace has on a device: the device itself, similar devices, connections, events and"
                        + " model breaches. Parts that cannot be had are named, and the rest is returned.",
        context = "Darktrace.DeviceSummary",
        key = "deviceId")
@Output(path = "deviceId", type = NUMBER, description = "Darktrace device ID.")
@Output(path = "device", type = OBJECT, description = "The device.")
@Output(path = "similarDevices", type = LIST, description = "List of the similar devices.")
@Output(path = "connectionInfo", type = LIST, description = "List of what the device and similar ones connect to.")
@Output(path = "details", type = LIST, description = "List of recent connections and events.")
@Output(path = "modelBreaches", type = LIST, description = "List of the model breaches of the device.")
@Output(path = "missing", type = LIST, description = "List of the parts that are empty or could not be had.")
@EndpointOutputs
@AccountOutputs
@Output(context = "Endpoint", path = "OS", type = STRING, description = "Operating system of the device.")
class GetDeviceSummary implements DarktraceCommand<GetDeviceSummary.Arguments> {

    record Arguments(
            @Argument(value = "Darktrace device ID.", aliases = "deviceId") @Positive
            long did) {}

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        DeviceParts parts = new DeviceParts(darktrace, arguments.did());
        return parts.read()
                .map(summary -> summary.result(arguments.did()))
                .map(result -> result.adding(DeviceEntries.of(result.outputs().path("device"))));
    }
}
