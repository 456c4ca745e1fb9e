package soar.darktrace.feature.device;

import static soar.darktrace.command.OutputType.DATE;
import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.OBJECT;
import static soar.darktrace.command.OutputType.STRING;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import java.util.List;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Device;
import soar.darktrace.api.DeviceApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.EachItem;
import soar.darktrace.command.Output;

@Command(
        name = "darktrace-get-device",
        description = "Returns one or several devices by their device IDs (did).",
        context = "Darktrace.Device",
        key = "deviceId")
@DeviceOutputs
@Output(path = "credentials", type = LIST, description = "List of the credentials that were seen on the device.")
@Output(path = "tags", type = LIST, description = "List of the tags of the device.")
@Output(path = "quarantine", type = DATE, description = "Until when the device is in quarantine, UTC, where it is.")
@Output(path = "customFields", type = OBJECT, description = "What was added to the device.")
@Output(path = "error.code", type = STRING, description = "Why it failed for this device of several: the code.")
@Output(path = "error.detail", type = STRING, description = "The failure and its remedy.")
@Columns({"deviceId", "hostname", "ip", "label", "typelabel", "os", "priority", "lastSeen"})
class GetDevice implements DarktraceCommand<GetDevice.Arguments> {

    private static final EachItem EACH = new EachItem("deviceId", "Device");

    record Arguments(
            @Argument(value = "Darktrace device ID, or a list of them.", aliases = "deviceId") @NotEmpty
            List<@Positive Long> did,

            @Argument(value = "Include the tags of the device.", defaultValue = "true")
            boolean includeTags) {}

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        return EACH.forEach(
                        arguments.did(),
                        did -> "Darktrace Device " + did,
                        did -> device(darktrace.api(DeviceApi.class), did, arguments.includeTags()))
                .map(result -> result.adding(DeviceEntries.of(result.outputs())));
    }

    private static Mono<EachItem.Outcome> device(DeviceApi api, long did, boolean includeTags) {
        MultiValueMap<String, String> query = new LinkedMultiValueMap<>();
        query.add("did", Long.toString(did));
        query.add("includetags", Boolean.toString(includeTags));
        return api.devices(query)
                .map(answer -> Device.in(answer, did).outputs())
                .map(outputs -> new EachItem.Outcome(outputs, outputs, List.of()));
    }
}
