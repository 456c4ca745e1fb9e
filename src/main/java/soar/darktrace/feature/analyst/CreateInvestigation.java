package soar.darktrace.feature.analyst;

import java.time.Clock;
import reactor.core.publisher.Mono;
import soar.darktrace.api.AnalystApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Command;
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
class CreateInvestigation implements DarktraceCommand<InvestigationRequest> {

    private final InvestigationQuota quota;
    private final Clock clock;

    CreateInvestigation(InvestigationQuota quota, Clock clock) {
        this.quota = quota;
        this.clock = clock;
    }

    @Override
    public Mono<CommandResult> run(InvestigationRequest request, DarktraceInstance darktrace) {
        AnalystApi api = darktrace.api(AnalystApi.class);
        if (request.investigationId() != null) {
            return new NewInvestigation(request, 0).poll(api, request.investigationId());
        }
        NewInvestigation investigation =
                new NewInvestigation(request, request.time(clock.instant()).getEpochSecond());
        return quota.within(darktrace, investigation.create(api, clock));
    }
}
