package soar.darktrace.fetch.breach;

import java.util.List;
import soar.darktrace.api.ModelBreach;
import soar.darktrace.failure.Wildcard;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Which models' breaches become incidents. A breach that does not name its model is wanted: it may be any. */
record ModelFilter(List<Wildcard> included, List<Wildcard> excluded) {

    static final ModelFilter ALL = new ModelFilter(List.of(), List.of());

    static ModelFilter of(BreachSettings settings) {
        return new ModelFilter(
                settings.models().stream().map(Wildcard::of).toList(),
                settings.excludeModels().stream().map(Wildcard::of).toList());
    }

    boolean wants(JsonNode item) {
        String model = item instanceof ObjectNode breach
                ? new ModelBreach(breach).model().path("name").asString("")
                : "";
        return model.isEmpty()
                || ((included.isEmpty() || included.stream().anyMatch(pattern -> pattern.matches(model)))
                        && excluded.stream().noneMatch(pattern -> pattern.matches(model)));
    }
}
