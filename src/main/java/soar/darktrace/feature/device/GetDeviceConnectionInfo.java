package soar.darktrace.feature.device;

import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;
import static soar.darktrace.command.OutputType.UNKNOWN;

import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.api.DeviceApi;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Output;

@Command(
        name = "darktrace-get-device-connection-info",
        description =
                "Returns the data behind the \"Connections Data\" view of a device: what it connected to in the last"
                        + " 4 weeks. Run the command once to see which fields the context gets.",
        context = "Darktrace.DeviceConnectionInfo")
@Output(type = UNKNOWN, description = "Connections of the device in the last 4 weeks, ready to be drawn as a graph.")
@Output(
        path = "deviceInfo",
        type = UNKNOWN,
        description = "One entry for the device and each similar device asked for.")
@Output(path = "devices", type = UNKNOWN, description = "Details of the devices referred to, with full_device_details.")
@Output(path = "devices.did", type = NUMBER, description = "Darktrace device ID.")
@Output(path = "devices.hostname", type = STRING, description = "Hostname of the device.")
@Output(path = "devices.devicelabel", type = STRING, description = "Label of the device.")
@Output(path = "devices.ip", type = STRING, description = "IP address of the device.")
class GetDeviceConnectionInfo implements DarktraceCommand<GetDeviceConnectionInfo.Arguments> {

    record Arguments(
            @Argument(value = "Darktrace device ID.", aliases = "deviceId") @Positive
            long did,

            @Argument("What to return: connections (co), data size out (sizeout) or data size in (sizein).")
            DataType dataType,

            @Argument("Restrict external data to this domain name.") @Nullable
            String externalDomain,

            @Argument(
                    value = "Restrict data to this destination device (its device ID; 0 means any external device).",
                    aliases = "destinationDeviceId")
            @PositiveOrZero
            @Nullable
            Long destinationDid,

            @Argument(
                    value = "Return an entry for every time interval, those without connections too (not recommended).",
                    defaultValue = "false")
            boolean showAllGraphData,

            @Argument(
                    value = "Return data for the device and this number of similar devices.",
                    aliases = "numberOfSimilarDevices")
            @PositiveOrZero
            @Nullable
            Long numSimilarDevices,

            @Argument(
                    value = "Return the full details of all devices that the data refers to. This alters the structure"
                            + " of the outputs.",
                    defaultValue = "false")
            boolean fullDeviceDetails) {}

    /** What is counted of each connection. */
    enum DataType {
        CO,
        SIZEOUT,
        SIZEIN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        return darktrace
                .api(DeviceApi.class)
                .deviceInfo(
                        arguments.did(),
                        arguments.dataType().toString(),
                        arguments.externalDomain(),
                        arguments.destinationDid(),
                        arguments.showAllGraphData(),
                        arguments.numSimilarDevices(),
                        arguments.fullDeviceDetails())
                .map(DarktraceAnswer::object)
                .map(info -> CommandResult.of("Results for device id: " + arguments.did(), info));
    }
}
