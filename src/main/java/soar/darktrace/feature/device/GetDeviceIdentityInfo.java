package soar.darktrace.feature.device;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import java.util.List;
import reactor.core.publisher.Mono;
import soar.darktrace.api.DeviceApi;
import soar.darktrace.api.DeviceRows;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "darktrace-get-device-identity-info",
        description =
                "Finds devices by label, tag, type, hostname, IP address, MAC address, vendor or operating system."
                        + " Run the command once to see which fields the context gets.",
        context = "Darktrace.DeviceIdentityInfo")
@FoundDeviceOutputs
class GetDeviceIdentityInfo implements DarktraceCommand<GetDeviceIdentityInfo.Arguments> {

    record Arguments(
            @Argument("What to search for: a text in any field (osSensor), or field:value with one of the fields label,"
                    + " tag, type, hostname, ip, mac, vendor and os. * is a wildcard, quotes hold spaces, and several"
                    + " terms are separated by spaces.")
            String query,

            @Argument(value = "Maximum number of devices to return, up to 300.", defaultValue = "50", aliases = "limit")
            @Positive
            @Max(300)
            long maxResults,

            @Argument(value = "Sort key of the devices.", defaultValue = "lastSeen")
            DeviceOrderBy orderBy,

            @Argument(
                    value = "Whether the order is ascending (asc) or descending (desc).",
                    defaultValue = "asc",
                    defaultInXsoar = "desc")
            DeviceOrder order) {}

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        return darktrace
                .api(DeviceApi.class)
                .deviceSearch(
                        arguments.maxResults(),
                        arguments.orderBy().toString(),
                        arguments.order().toString(),
                        arguments.query())
                .map(answer -> result(arguments.query(), DarktraceAnswer.object(answer)));
    }

    private static CommandResult result(String query, ObjectNode found) {
        List<JsonNode> devices =
                found.has("devices") ? DarktraceAnswer.items(found.get("devices")) : List.<JsonNode>of();
        ArrayNode rows = DeviceRows.of(devices);
        found.put("displayedCount", rows.size()).set("devices", rows);
        String title = "Results for query: %s (%s results displayed of %s which match the query)"
                .formatted(query, rows.size(), found.path("totalCount").asString("?"));
        return CommandResult.of(title, found)
                .showing(rows)
                .adding(DeviceEntries.of(rows))
                .warning(DeviceRows.oddities(devices));
    }
}
