package soar.darktrace.fetch;

import java.util.List;
import soar.darktrace.command.Wildcard;

/** Which models' breaches become incidents. A breach that does not name its model is wanted: it may be any. */
record ModelFilter(List<Wildcard> included, List<Wildcard> excluded) {

    static ModelFilter of(FetchSettings settings) {
        return new ModelFilter(
                settings.models().stream().map(Wildcard::of).toList(),
                settings.excludeModels().stream().map(Wildcard::of).toList());
    }

    boolean wants(ListedBreach listed) {
        String model = listed.breach().model().path("name").asString("");
        return model.isEmpty()
                || ((included.isEmpty() || included.stream().anyMatch(pattern -> pattern.matches(model)))
                        && excluded.stream().noneMatch(pattern -> pattern.matches(model)));
    }
}
