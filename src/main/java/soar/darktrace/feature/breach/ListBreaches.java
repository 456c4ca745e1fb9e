package soar.darktrace.feature.breach;

import static soar.darktrace.command.OutputType.DATE;
import static soar.darktrace.command.OutputType.STRING;
import static soar.darktrace.command.OutputType.UNKNOWN;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;
import soar.darktrace.api.ModelBreachApi;
import soar.darktrace.client.AnswerShare;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Output;
import tools.jackson.databind.node.ArrayNode;

@Command(
        name = "darktrace-list-breaches",
        description = "Searches model breaches, newest first. Without a window of time, those of the last day.",
        context = "Darktrace.ModelBreach",
        key = "pbid")
@ModelBreachOutputs
@Output(path = "creationTime", type = DATE, description = "When the model breach was created, UTC.")
@Output(path = "url", type = STRING, description = "Where the model breach opens in Darktrace.")
@Output(
        path = "mitre",
        type = UNKNOWN,
        description = "Tactics and techniques of MITRE ATT&CK, where the model has them.")
@Columns({"pbid", "time", "score", "model.name", "device.did", "device.hostname", "device.ip", "acknowledged"})
class ListBreaches implements DarktraceCommand<BreachSearch> {

    private final Clock clock;

    ListBreaches(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Mono<CommandResult> run(BreachSearch search, DarktraceInstance darktrace) {
        BreachQuery query = BreachQuery.of(search, clock.instant());
        BreachFilter filter = BreachFilter.of(search);
        return Mono.deferContextual(context -> darktrace
                .api(ModelBreachApi.class)
                .breaches(query.parameters())
                .filter(item -> !(item.isObject() && item.isEmpty()))
                .filter(filter::matches)
                .collect(() -> new BreachPage(search, darktrace.settings(), AnswerShare.in(context)), BreachPage::add)
                .map(page -> {
                    List<String> warnings = new ArrayList<>(query.warnings());
                    warnings.addAll(page.warnings());
                    ArrayNode outputs = page.outputs();
                    return CommandResult.of("Darktrace Model Breaches", outputs)
                            .adding(BreachEntries.of(outputs))
                            .warning(warnings);
                }));
    }
}
