package soar.darktrace.feature.device;

import static soar.darktrace.command.OutputType.UNKNOWN;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.List;
import reactor.core.publisher.Mono;
import soar.darktrace.api.DeviceApi;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Output;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

@Command(
        name = "darktrace-get-entity-details",
        description =
                "Returns connections and events of a device or of an entity such as a user credential, newest first.",
        context = "Darktrace.EntityDetails")
@Output(
        type = UNKNOWN,
        description = "List of connections and events. Each may have other keys: run the command once to see which the"
                + " context gets.")
class GetEntityDetails implements DarktraceCommand<GetEntityDetails.Arguments> {

    record Arguments(
            @Argument("What to filter by: key=value pairs, comma separated or as a list (a list where a value holds a"
                    + " comma). One of " + EntityQuery.SUBJECT_KEYS + " is needed; the others are "
                    + EntityQuery.OTHER_KEYS + ". Examples:"
                    + " did=1,count=100,eventtype=unusualconnection or msg=USER123.")
            @NotEmpty
            List<String> query,

            @Argument(value = "Maximum number of items to return.", defaultValue = "50", aliases = "limit")
            @Positive
            @Max(100_000)
            long maxResults,

            @Argument(
                    value = "Index of the first item to return: offset=20 with max_results=50 gives items 20 to 69.",
                    defaultValue = "0")
            @PositiveOrZero
            @Max(100_000)
            long offset) {}

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        EntityQuery query = EntityQuery.of(arguments.query());
        return darktrace
                .api(DeviceApi.class)
                .details(query.parameters(arguments.offset() + arguments.maxResults()))
                .map(answer -> query.withoutHeader(DarktraceAnswer.items(answer)))
                .map(items -> page(items, arguments));
    }

    private static CommandResult page(List<JsonNode> items, Arguments arguments) {
        ArrayNode page = JsonNodeFactory.instance.arrayNode();
        items.stream().skip(arguments.offset()).limit(arguments.maxResults()).forEach(page::add);
        return CommandResult.of("Results:", page);
    }
}
