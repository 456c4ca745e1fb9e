package soar.darktrace.feature.device;

import static soar.darktrace.command.OutputType.LIST;

import reactor.core.publisher.Mono;
import soar.darktrace.api.Device;
import soar.darktrace.api.DeviceApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Entries;
import soar.darktrace.command.Output;

@Command(
        name = "darktrace-list-devices",
        description = "Lists devices by address, subnet and when they were last seen.",
        context = "Darktrace.Device",
        key = "deviceId")
@DeviceOutputs
@Output(path = "tags", type = LIST, description = "List of the tags of the device, with include_tags.")
@Columns({"deviceId", "hostname", "ip", "macaddress", "label", "typelabel", "os", "lastSeen"})
class ListDevices implements DarktraceCommand<DeviceSearch> {

    @Override
    public Mono<CommandResult> run(DeviceSearch search, DarktraceInstance darktrace) {
        int most = darktrace.settings().limits().maxEntries();
        return darktrace
                .api(DeviceApi.class)
                .devices(search.query(most))
                .map(answer -> Entries.of(Device.in(answer).map(Device::outputs), "devices", search.maxResults(), most)
                        .titled("Darktrace Devices"))
                .map(result -> result.adding(DeviceEntries.of(result.outputs())));
    }
}
