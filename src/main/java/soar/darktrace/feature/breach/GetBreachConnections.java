package soar.darktrace.feature.breach;

import static soar.darktrace.command.OutputType.DATE;
import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.OBJECT;
import static soar.darktrace.command.OutputType.STRING;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Mono;
import soar.darktrace.api.DeviceApi;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Output;

@Command(
        name = "darktrace-get-model-breach-connections",
        description = "Returns the connections and events of a model breach, newest first.",
        context = "Darktrace.ModelBreach",
        key = "pbid",
        aliases = "darktrace-get-breach-details")
@Output(path = "pbid", type = NUMBER, description = "Model breach ID.")
@Output(
        path = "connections",
        type = LIST,
        description = "List of the connections and events. Each may have other keys.")
@Output(path = "connections.time", type = DATE, description = "When it happened, UTC.")
@Output(path = "connections.eventType", type = STRING, description = "What it is, such as connection.")
@Output(path = "connections.action", type = STRING, description = "What was done.")
@Output(path = "connections.source", type = STRING, description = "Where it came from.")
@Output(path = "connections.destination", type = STRING, description = "Where it went.")
@Output(path = "connections.port", type = NUMBER, description = "Port of the destination.")
@Output(path = "connections.protocol", type = STRING, description = "TCP, UDP and others.")
@Output(path = "connections.applicationprotocol", type = STRING, description = "Protocol of the application.")
@Output(path = "connections.direction", type = STRING, description = "in or out.")
@Output(path = "connections.uid", type = STRING, description = "ID of the connection.")
@Output(path = "connections.sourceDevice", type = OBJECT, description = "Device that it came from.")
@Output(path = "connections.destinationDevice", type = OBJECT, description = "Device that it went to.")
class GetBreachConnections implements DarktraceCommand<GetBreachConnections.Arguments> {

    record Arguments(
            @Argument("Model breach ID.") @Positive long pbid,

            @Argument(
                    value = "Nothing after this time: ISO 8601, YYYY-MM-DD HH:MM:SS (UTC), epoch milliseconds, or a"
                            + " time ago such as 3 days.",
                    aliases = "end_time")
            @Nullable
            String endtime,

            @Argument(value = "Maximum number of items to return.", defaultValue = "100") @Positive @Max(100_000)
            long count,

            @Argument(value = "Index of the first item to return.", defaultValue = "0") @PositiveOrZero @Max(100_000)
            long offset) {}

    private final Clock clock;

    GetBreachConnections(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        return darktrace
                .api(DeviceApi.class)
                .details(query(arguments))
                .map(answer -> new Connections(DarktraceAnswer.items(answer)))
                .map(connections -> connections.result(arguments.pbid(), arguments.offset(), arguments.count()));
    }

    /** One more than wanted, for the header; Darktrace's own {@code offset} is not documented. */
    private MultiValueMap<String, String> query(Arguments arguments) {
        MultiValueMap<String, String> query = new LinkedMultiValueMap<>();
        query.add("pbid", Long.toString(arguments.pbid()));
        query.add("includetotalbytes", "true");
        if (arguments.endtime() != null) {
            query.add("endtime", DarktraceTime.query(end(arguments.endtime())));
        }
        query.add("count", Long.toString(arguments.offset() + arguments.count() + 1));
        return query;
    }

    private Instant end(String text) {
        try {
            return DarktraceTime.parse(text, clock.instant());
        } catch (DateTimeException e) {
            throw new CommandException(Reason.INVALID_ARGUMENT, "endtime", "endtime: " + e.getMessage());
        }
    }
}
