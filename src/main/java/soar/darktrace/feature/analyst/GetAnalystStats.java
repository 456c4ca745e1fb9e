package soar.darktrace.feature.analyst;

import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.NUMBER;
import static soar.darktrace.command.OutputType.OBJECT;

import java.time.Clock;
import reactor.core.publisher.Mono;
import soar.darktrace.api.AnalystApi;
import soar.darktrace.api.BreachParameters;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Output;
import soar.darktrace.command.TimeWindow;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "darktrace-get-ai-analyst-stats",
        description =
                "Returns how much AI Analyst investigated, and what it found. Without a window of time, of the last"
                        + " seven days.",
        context = "Darktrace.AIAnalystStats")
@Output(
        path = "equivalentHumanTime",
        type = NUMBER,
        description = "How long people would have taken for it, in milliseconds.")
@Output(path = "positiveInvestigations", type = NUMBER, description = "Investigations that led to an incident event.")
@Output(path = "negativeInvestigations", type = NUMBER, description = "Investigations that led to none.")
@Output(path = "groupStats", type = OBJECT, description = "Number of groups by category and by tactic.")
@Output(path = "attackPhases", type = LIST, description = "Number of incident events by attack phases.")
@Output(path = "graphData", type = OBJECT, description = "The single investigations, as lists side by side.")
@Columns({
    "positiveInvestigations",
    "negativeInvestigations",
    "equivalentHumanTime",
    "groupStats.total",
    "groupStats.critical",
    "groupStats.suspicious",
    "groupStats.compliance"
})
class GetAnalystStats implements DarktraceCommand<Week> {

    private final Clock clock;

    GetAnalystStats(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Mono<CommandResult> run(Week arguments, DarktraceInstance darktrace) {
        TimeWindow window = arguments.at(clock.instant());
        return darktrace
                .api(AnalystApi.class)
                .stats(new BreachParameters()
                        .between(window.start(), window.end())
                        .values())
                .map(answer -> {
                    ObjectNode outputs = DarktraceAnswer.object(answer);
                    outputs.remove("metadata");
                    return CommandResult.of("Darktrace AI Analyst Statistics", outputs)
                            .warning(window.warnings());
                });
    }
}
