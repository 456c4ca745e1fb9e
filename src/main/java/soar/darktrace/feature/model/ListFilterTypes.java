package soar.darktrace.feature.model;

import static soar.darktrace.command.OutputType.BOOLEAN;
import static soar.darktrace.command.OutputType.LIST;
import static soar.darktrace.command.OutputType.STRING;

import reactor.core.publisher.Mono;
import soar.darktrace.api.ModelApi;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Entries;
import soar.darktrace.command.Output;

@Command(
        name = "darktrace-list-filter-types",
        description = "Lists the types of filters that components of models use, each with its comparators.",
        context = "Darktrace.FilterType",
        key = "filtertype")
@Output(path = "filtertype", type = STRING, description = "Name of the type.")
@Output(path = "valuetype", type = STRING, description = "What a value of it is.")
@Output(path = "comparators", type = LIST, description = "List of the ways to compare.")
@Output(path = "graphable", type = BOOLEAN, description = "Whether Darktrace can draw it.")
@Columns({"filtertype", "valuetype", "comparators"})
class ListFilterTypes implements DarktraceCommand<ListFilterTypes.Arguments> {

    record Arguments() {}

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        int most = darktrace.settings().limits().maxEntries();
        return darktrace
                .api(ModelApi.class)
                .filterTypes()
                .map(answer -> Entries.of(DarktraceAnswer.items(answer).stream(), "types", most, most)
                        .titled("Darktrace Filter Types"));
    }
}
