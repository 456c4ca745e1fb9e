package soar.darktrace.fetch.breach;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.WeakHashMap;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import soar.darktrace.api.ModelBreachApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.fetch.IncidentDocument;
import soar.darktrace.fetch.Item;
import soar.darktrace.fetch.Source;
import soar.darktrace.fetch.Window;
import tools.jackson.databind.JsonNode;

/** Model breaches, by the time of their creation. */
@Component
@Order(0)
@EnableConfigurationProperties(BreachSettings.OfInstances.class)
class BreachSource implements Source {

    private final BreachSettings.OfInstances settings;
    private final Map<String, ModelFilter> filters;
    /** Of instances that requests brought along, as long as those are kept. */
    private final Map<DarktraceInstance, BreachSettings> chosen = Collections.synchronizedMap(new WeakHashMap<>());

    BreachSource(BreachSettings.OfInstances settings) {
        this.settings = settings;
        this.filters = settings.instances().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, of -> ModelFilter.of(of.getValue())));
    }

    @Override
    public String name() {
        return "breach";
    }

    @Override
    public String setting() {
        return "breaches";
    }

    @Override
    public String items() {
        return "model breaches";
    }

    @Override
    public Flux<JsonNode> list(Window window, DarktraceInstance darktrace) {
        return darktrace
                .api(ModelBreachApi.class)
                .created(WindowQuery.of(window, darktrace.settings(), settings(darktrace)));
    }

    @Override
    public Optional<String> id(JsonNode item) {
        return ListedBreach.pbid(item);
    }

    @Override
    public OptionalLong created(JsonNode item) {
        return DarktraceTime.millis(item.path("creationTime"));
    }

    @Override
    public OptionalLong occurred(JsonNode item) {
        return DarktraceTime.millis(item.path("time"));
    }

    @Override
    public boolean wants(Item item, DarktraceInstance darktrace) {
        ModelFilter filter = darktrace.choices().isEmpty()
                ? filters.getOrDefault(darktrace.name(), ModelFilter.ALL)
                : ModelFilter.of(settings(darktrace));
        return filter.wants(item.json());
    }

    private BreachSettings settings(DarktraceInstance darktrace) {
        return darktrace.choices().isEmpty()
                ? settings.of(darktrace.name())
                : chosen.computeIfAbsent(darktrace, brought -> BreachSettings.of(brought.choices()));
    }

    @Override
    public IncidentDocument document(Item item, DarktraceInstance darktrace) {
        return BreachIncident.of(item, darktrace, settings(darktrace));
    }
}
