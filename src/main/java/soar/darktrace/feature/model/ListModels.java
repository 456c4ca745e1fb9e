package soar.darktrace.feature.model;

import jakarta.validation.constraints.Positive;
import reactor.core.publisher.Mono;
import soar.darktrace.api.Model;
import soar.darktrace.api.ModelApi;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.command.Argument;
import soar.darktrace.command.Columns;
import soar.darktrace.command.Command;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.DarktraceCommand;
import soar.darktrace.command.Entries;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "darktrace-list-models",
        description = "Lists models by name, state and category.",
        context = "Darktrace.Model",
        key = "uuid")
@ModelOutputs
@Columns({"name", "pid", "uuid", "active", "priority", "category"})
class ListModels implements DarktraceCommand<ListModels.Arguments> {

    /** What one model has hundreds of times; the whole would be megabytes. */
    private static final String FIELDS = "name,pid,uuid,active,priority,category,compliance";

    record Arguments(
            ModelFilter filter,

            @Argument(value = "Maximum number of models to return.", defaultValue = "50", aliases = "limit") @Positive
            long maxResults) {}

    @Override
    public Mono<CommandResult> run(Arguments arguments, DarktraceInstance darktrace) {
        int most = darktrace.settings().limits().maxEntries();
        return darktrace
                .api(ModelApi.class)
                .models(FIELDS)
                .map(answer -> Entries.of(
                                DarktraceAnswer.items(answer).stream()
                                        .filter(ObjectNode.class::isInstance)
                                        .map(item -> new Model((ObjectNode) item).outputs())
                                        .filter(arguments.filter()::fits),
                                "models",
                                arguments.maxResults(),
                                most)
                        .titled("Darktrace Models"));
    }
}
