package soar.darktrace.feature.analyst;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.api.AnalystApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Effect;
import soar.darktrace.policy.InvestigationQuota;

@Command(
        name = "darktrace-create-ai-analyst-investigation",
        description =
                "Lets AI Analyst investigate a device around a time, of about one hour. Each investigation also raises"
                        + " a model breach, and cannot be deleted.",
        context = "Darktrace.AIAnalystInvestigation",
        key = "investigationId",
        effect = Effect.CHANGES,
        polls = true)
@InvestigationOutputs
@Columns({"investigationId", "status", "did", "investigationTime", "time", "createdBy", "finding", "incidentId"})
class CreateInvestigation implements DarktraceCommand<CreateInvestigation.Arguments> {

    record Arguments(
            @Argument("Darktrace device ID of the device.") @Positive
            long did,

            @Argument(
                    "The time to look at: ISO 8601, YYYY-MM-DD HH:MM:SS (UTC), epoch seconds or milliseconds, or a time ago"
                            + " such as 3 hours.")
            String investigateTime,

            @Argument(value = "Ask again until the investigation is finished.", defaultValue = "true")
            boolean polling,

            @Argument(value = "How many seconds to wait before asking again.", defaultValue = "30") @Min(10)
            long intervalInSeconds,

            @Argument(value = "How many seconds XSOAR asks again for at most.", defaultValue = "1800") @Min(10)
            long timeoutInSeconds,

            @Argument("Set when asking again: the investigation, which is not created anew.") @Nullable
            String investigationId) {}

    private final InvestigationQuota quota;
    private final Clock clock;

    CreateInvestigation(InvestigationQuota quota, Clock clock) {
        this.quota = quota;
        this.clock = clock;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        AnalystApi api = darktrace.api(AnalystApi.class);
        if (arguments.investigationId() != null) {
            return new NewInvestigation(arguments, 0).poll(api, arguments.investigationId());
        }
        NewInvestigation investigation =
                new NewInvestigation(arguments, time(arguments).getEpochSecond());
        return quota.within(darktrace, investigation.create(api, clock));
    }

    private Instant time(Arguments arguments) {
        try {
            return DarktraceTime.parse(arguments.investigateTime(), clock.instant());
        } catch (DateTimeException e) {
            throw new CommandException(
                    Reason.INVALID_ARGUMENT, "investigate_time", "investigate_time: " + e.getMessage());
        }
    }
}
