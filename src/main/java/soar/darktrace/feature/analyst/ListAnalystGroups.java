package soar.darktrace.feature.analyst;

import java.time.Clock;
import java.util.List;
import reactor.core.publisher.Mono;
import soar.darktrace.api.AnalystApi;
import soar.darktrace.api.AnalystGroup;
import soar.darktrace.api.BreachParameters;
import soar.darktrace.client.AnswerShare;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Page;

@Command(
        name = "darktrace-list-ai-analyst-incident-groups",
        description = "Searches groups of incident events of AI Analyst, newest first. Without a window of time, those"
                + " with activity in the last seven days.",
        context = "Darktrace.AIAnalystGroup",
        key = "groupId")
@AnalystGroupOutputs
@Columns({"groupId", "groupCategory", "groupScore", "start", "end", "eventCount", "devices", "active", "acknowledged"})
class ListAnalystGroups implements DarktraceCommand<ListAnalystGroups.Arguments> {

    record Arguments(AnalystFilter filter, Page page) {}

    private final Clock clock;

    ListAnalystGroups(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        BreachParameters query = new BreachParameters();
        List<String> filledIn = arguments.filter().addTo(query, "", clock.instant());
        query.add("includegroupurl", true);
        AnalystPage.Kind<AnalystGroup> kind = new AnalystPage.Kind<>(
                "groups",
                AnalystGroup::new,
                AnalystGroup::time,
                group -> group.outputs(darktrace.settings().url()));
        return Mono.deferContextual(context -> darktrace
                .api(AnalystApi.class)
                .groups(query.values())
                .collect(
                        () -> new AnalystPage<>(kind, arguments.page(), darktrace.settings(), AnswerShare.in(context)),
                        AnalystPage::add)
                .map(page -> page.result("Darktrace AI Analyst Groups", filledIn)));
    }
}
