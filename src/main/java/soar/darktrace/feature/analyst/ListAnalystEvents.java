package soar.darktrace.feature.analyst;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.api.AnalystApi;
import soar.darktrace.api.AnalystEvent;
import soar.darktrace.api.BreachParameters;
import soar.darktrace.client.AnswerShare;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Page;

@Command(
        name = "darktrace-list-ai-analyst-incident-events",
        description = "Searches incident events of AI Analyst, newest first. Without a window of time, those with"
                + " activity in the last seven days.",
        context = "Darktrace.AIAnalyst",
        key = "eventId")
@AnalystEventOutputs
@Columns({"eventId", "title", "category", "score", "start", "groupId", "groupScore", "acknowledged"})
class ListAnalystEvents implements DarktraceCommand<ListAnalystEvents.Arguments> {

    record Arguments(
            AnalystFilter filter,

            @Argument("Lowest score of the group, 0 to 100.") @Min(0) @Max(100) @Nullable
            BigDecimal minGroupScore,

            @Argument("Highest score of the group, 0 to 100.") @Min(0) @Max(100) @Nullable
            BigDecimal maxGroupScore,

            Page page) {}

    private final Clock clock;

    ListAnalystEvents(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        BreachParameters query = new BreachParameters();
        List<String> filledIn = arguments.filter().addTo(query, "group", clock.instant());
        query.add("mingroupscore", AnalystFilter.text(arguments.minGroupScore()))
                .add("maxgroupscore", AnalystFilter.text(arguments.maxGroupScore()))
                .add("includeincidenteventurl", true);
        AnalystPage.Kind<AnalystEvent> kind = new AnalystPage.Kind<>(
                "incident events",
                AnalystEvent::new,
                AnalystEvent::time,
                event -> event.outputs(darktrace.settings().url()));
        return Mono.deferContextual(context -> darktrace
                .api(AnalystApi.class)
                .events(query.values())
                .collect(
                        () -> new AnalystPage<>(kind, arguments.page(), darktrace.settings(), AnswerShare.in(context)),
                        AnalystPage::add)
                .map(page -> page.result("Darktrace AI Analyst Incident Events", filledIn))
                .map(result -> result.adding(
                        EventEntries.of(result.outputs(), darktrace.settings().reliability()))));
    }
}
