package soar.darktrace.feature.device;

import static soar.darktrace.command.OutputType.DATE;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.STRING;
import static soar.darktrace.command.OutputType.UNKNOWN;

import jakarta.validation.constraints.Positive;
import java.util.List;
import reactor.core.publisher.Mono;
import soar.darktrace.api.DeviceApi;
import soar.darktrace.api.DeviceRows;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.AccountOutputs;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.EndpointOutputs;
import soar.darktrace.command.Output;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "darktrace-list-similar-devices",
        description = "Returns the devices that are similar to a device.",
        context = "Darktrace.SimilarDevices",
        key = "did",
        aliases = "darktrace-get-similar-devices")
@Output(path = "did", type = NUMBER, description = "Darktrace device ID of the device that the others are similar to.")
@Output(path = "devices", type = UNKNOWN, description = "List of the similar devices with their details.")
@Output(path = "devices.did", type = NUMBER, description = "Darktrace device ID of the similar device.")
@Output(path = "devices.score", type = NUMBER, description = "How similar the device is, 0 to 100.")
@Output(path = "devices.hostname", type = STRING, description = "Hostname of the similar device.")
@Output(path = "devices.ip", type = STRING, description = "IP address of the similar device.")
@Output(path = "devices.firstSeen", type = DATE, description = "When the similar device was first seen, UTC.")
@Output(path = "devices.lastSeen", type = DATE, description = "When the similar device was last seen, UTC.")
@EndpointOutputs
@Output(context = "Endpoint", path = "OS", type = STRING, description = "Operating system of the device.")
@AccountOutputs
class ListSimilarDevices implements DarktraceCommand<ListSimilarDevices.Arguments> {

    record Arguments(
            @Argument(value = "Darktrace device ID.", aliases = "deviceId") @Positive
            long did,

            @Argument(
                    value = "Maximum number of results to return.",
                    defaultValue = "5",
                    required = true,
                    aliases = {"maxResults", "limit"})
            @Positive
            long maxResults) {}

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        return darktrace
                .api(DeviceApi.class)
                .similarDevices(arguments.did(), arguments.maxResults())
                .map(answer -> result(arguments.did(), DarktraceAnswer.items(answer)));
    }

    private static CommandResult result(long did, List<JsonNode> devices) {
        ArrayNode rows = DeviceRows.of(devices);
        ObjectNode outputs = JsonNodeFactory.instance.objectNode();
        outputs.put("did", did).set("devices", rows);
        return CommandResult.of("List of similar devices to device:" + did + ":", outputs)
                .showing(rows)
                .adding(DeviceEntries.of(rows))
                .warning(DeviceRows.oddities(devices));
    }
}
