package soar.darktrace.feature.analyst;

import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.api.AnalystApi;
import soar.darktrace.api.BreachParameters;
import soar.darktrace.api.Investigation;
import soar.darktrace.client.AnswerShare;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Page;
import soar.darktrace.command.TimeWindow;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The window is applied here: whether Darktrace wants it in seconds or milliseconds is documented both ways. */
@Command(
        name = "darktrace-get-ai-analyst-investigations",
        description = "Returns the investigations that people asked AI Analyst for, newest first.",
        context = "Darktrace.AIAnalystInvestigation",
        key = "investigationId")
@InvestigationOutputs
@Columns({"investigationId", "status", "did", "investigationTime", "time", "createdBy", "finding", "incidentId"})
class GetInvestigations implements DarktraceCommand<GetInvestigations.Arguments> {

    record Arguments(
            @Argument(value = "Only this investigation.", aliases = "investigationId") @Nullable
            String investigationId,

            Week window,
            Page page) {}

    private final Clock clock;

    GetInvestigations(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        boolean hasWindow =
                arguments.investigationId() == null || !arguments.window().isEmpty();
        TimeWindow window = arguments.window().at(clock.instant());
        AnalystPage.Kind<Investigation> kind = new AnalystPage.Kind<>(
                "investigations", Investigation::new, Investigation::time, Investigation::outputs);
        Flux<JsonNode> found = darktrace
                .api(AnalystApi.class)
                .investigations(new BreachParameters()
                        .add("investigationId", arguments.investigationId())
                        .values())
                .filter(item -> !hasWindow || isWithin(window, item));
        return Mono.deferContextual(context -> found.collect(
                        () -> new AnalystPage<>(kind, arguments.page(), darktrace.settings(), AnswerShare.in(context)),
                        AnalystPage::add)
                .map(page ->
                        page.result("Darktrace AI Analyst Investigations", hasWindow ? window.warnings() : List.of())));
    }

    private static boolean isWithin(TimeWindow window, JsonNode item) {
        long time = item instanceof ObjectNode object ? new Investigation(object).time() : 0;
        return time == 0
                || (time >= window.start().getEpochSecond()
                        && time <= window.end().getEpochSecond());
    }
}
