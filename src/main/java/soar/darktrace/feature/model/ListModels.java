package soar.darktrace.feature.model;

import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;
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
import tools.jackson.databind.JsonNode;
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
            @Argument("Part of the name; * and ? are wildcards.") @Nullable
            String name,

            @Argument("Only models that are on (true) or off (false).") @Nullable
            Boolean active,

            @Argument("Only models of this category.") @Nullable
            Category category,

            @Argument(value = "Maximum number of models to return.", defaultValue = "50") @Positive
            long maxResults) {}

    /** The categories of a model, by its priority. */
    enum Category {
        INFORMATIONAL("Informational"),
        SUSPICIOUS("Suspicious"),
        COMPLIANCE("Compliance"),
        CRITICAL("Critical");

        private final String name;

        Category(String name) {
            this.name = name;
        }

        @Override
        public String toString() {
            return name;
        }
    }

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
                                        .filter(model -> matches(model, arguments)),
                                "models",
                                arguments.maxResults(),
                                most)
                        .titled("Darktrace Models"));
    }

    private static boolean matches(JsonNode model, Arguments arguments) {
        Boolean active = arguments.active();
        Category category = arguments.category();
        return NamePart.of(arguments.name()).isIn(model.path("name").asString(""))
                && (active == null || model.path("active").asBoolean(false) == active)
                && (category == null
                        || category.toString()
                                .equalsIgnoreCase(model.path("category").asString("")));
    }
}
