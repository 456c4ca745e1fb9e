package soar.darktrace.feature.network;

import jakarta.validation.constraints.Positive;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.api.NetworkApi;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;

@Command(
        name = "darktrace-get-summary-statistics",
        description =
                "Returns what Darktrace sees in numbers: devices, subnets, credentials, bandwidth; or one of its other"
                        + " views: events over time, sensors on clients, MITRE tactics.",
        context = "Darktrace.SummaryStatistics")
@SummaryOutputs
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
