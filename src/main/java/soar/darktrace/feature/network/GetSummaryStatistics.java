package soar.darktrace.feature.network;

import static soar.darktrace.command.OutputType.DATE;
import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.OBJECT;
import static soar.darktrace.command.OutputType.STRING;

import jakarta.validation.constraints.Positive;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.api.NetworkApi;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Output;

@Command(
        name = "darktrace-get-summary-statistics",
        description =
                "Returns what Darktrace sees in numbers: devices, subnets, credentials, bandwidth; or one of its other"
                        + " views: events over time, sensors on clients, MITRE tactics.",
        context = "Darktrace.SummaryStatistics")
@Output(path = "devicecount", type = OBJECT, description = "Number of devices by type.")
@Output(path = "subnets", type = NUMBER, description = "Number of subnets.")
@Output(path = "patterns", type = NUMBER, description = "Number of patterns of life.")
@Output(path = "usercredentialcount", type = NUMBER, description = "Number of user credentials.")
@Output(path = "bandwidth", type = LIST, description = "List of the bandwidth over time, in KB.")
@Output(path = "antigenaDevices", type = NUMBER, description = "Number of devices on which RESPOND acts.")
@Output(path = "antigenaActions", type = NUMBER, description = "Number of RESPOND actions.")
@Output(path = "eventType", type = STRING, description = "With event_type: which events are counted.")
@Output(path = "events", type = LIST, description = "With event_type: list of the number of events over time.")
@Output(path = "mitreTactics", type = LIST, description = "With mitre_tactics: list of the tactics with their counts.")
@Output(path = "modelCount", type = NUMBER, description = "With mitre_tactics: how often models were tested.")
@Output(path = "totalCount", type = NUMBER, description = "With mitre_tactics: how many events were looked at.")
@Output(path = "startTime", type = DATE, description = "With mitre_tactics: since when, UTC.")
@Columns({
    "devicecount.total",
    "devicecount.totalClient",
    "devicecount.totalServer",
    "subnets",
    "usercredentialcount",
    "patterns",
    "antigenaDevices",
    "antigenaActions"
})
class GetSummaryStatistics implements DarktraceCommand<GetSummaryStatistics.Arguments> {

    record Arguments(
            @Argument("Count the events of this type over time, such as networkConnections.") @Nullable
            String eventType,

            @Argument(value = "Return the statistics of sensors on clients.", defaultValue = "false")
            boolean csensor,

            @Argument(value = "Return MITRE tactics.", defaultValue = "false")
            boolean mitreTactics,

            @Argument(
                    "With event_type, the end of the time: ISO 8601, epoch milliseconds, or a time ago. Without it, now.")
            @Nullable
            String endTime,

            @Argument("With event_type, how many hours before the end. Darktrace 7.0 refuses it.") @Positive @Nullable
            Long hours) {}

    private final Clock clock;

    GetSummaryStatistics(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        SummaryView view = SummaryView.of(arguments, clock.instant());
        return darktrace
                .api(NetworkApi.class)
                .summaryStatistics(view.query())
                .map(answer -> view.result(DarktraceAnswer.object(answer)));
    }
}
