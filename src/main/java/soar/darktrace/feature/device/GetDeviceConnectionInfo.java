package soar.darktrace.feature.device;

import reactor.core.publisher.Mono;
import soar.darktrace.api.DeviceApi;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;

@Command(
        name = "darktrace-get-device-connection-info",
        description =
                "Returns the data behind the \"Connections Data\" view of a device: what it connected to in the last"
                        + " 4 weeks. Run the command once to see which fields the context gets.",
        context = "Darktrace.DeviceConnectionInfo")
@DeviceConnectionOutputs
class GetDeviceConnectionInfo implements DarktraceCommand<DeviceConnectionQuery> {

    @Override
    public Mono<CommandResult> run(DeviceConnectionQuery query, DarktraceInstance darktrace) {
        return query.send(darktrace.api(DeviceApi.class))
                .map(DarktraceAnswer::object)
                .map(info -> CommandResult.of("Results for device id: " + query.did(), info)
                        .adding(DeviceEntries.of(info.path("devices"))));
    }
}
