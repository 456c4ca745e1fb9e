package soar.darktrace.fetch.analyst;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import soar.darktrace.api.AnalystApi;
import soar.darktrace.api.BreachParameters;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.fetch.IncidentDocument;
import soar.darktrace.fetch.Item;
import soar.darktrace.fetch.Pace;
import soar.darktrace.fetch.Source;
import soar.darktrace.fetch.Window;
import soar.darktrace.incident.Growth;
import soar.darktrace.incident.Part;
import tools.jackson.databind.JsonNode;

/**
 * Groups of AI Analyst's incident events, by the time of their activity: Darktrace has no filter by the time of creation.
 * Pinned groups would come whatever the window. Nothing else is left out of the question, since a group that is an incident is
 * followed whatever becomes of its score, its category or its devices.
 */
@Component
@Order(1)
@EnableConfigurationProperties(AnalystSettings.OfInstances.class)
class AnalystSource implements Source {

    /** The source of what belongs to groups. */
    private static final String BREACHES = "breach";

    private static final int MOST_EVENTS = 2_000;
    private static final int MOST_PREVIOUS_IDS = 200;
    private static final int MOST_PARTS = 1_000;

    private final AnalystSettings.OfInstances settings;
    private final Map<String, GroupFilter> filters = new ConcurrentHashMap<>();

    AnalystSource(AnalystSettings.OfInstances settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "analyst";
    }

    @Override
    public String items() {
        return "AI Analyst groups";
    }

    @Override
    public Pace pace(Pace ofInstance, DarktraceInstance darktrace) {
        AnalystSettings own = settings.of(darktrace.name());
        return new Pace(own.overlap(), own.lookBack(), own.lookBackEvery());
    }

    @Override
    public Flux<JsonNode> list(Window window, DarktraceInstance darktrace) {
        return darktrace
                .api(AnalystApi.class)
                .groups(new BreachParameters()
                        .between(Instant.ofEpochMilli(window.start()), Instant.ofEpochMilli(window.end()))
                        .add("includeacknowledged", true)
                        .add("includeallpinned", false)
                        .add("includegroupurl", true)
                        .values());
    }

    @Override
    public Flux<Item> complete(Flux<Item> items, DarktraceInstance darktrace) {
        return GroupEvents.addTo(items, darktrace);
    }

    @Override
    public Optional<String> id(JsonNode item) {
        return ListedGroup.id(item);
    }

    @Override
    public OptionalLong created(JsonNode item) {
        return DarktraceTime.millis(item.path("end"));
    }

    @Override
    public OptionalLong occurred(JsonNode item) {
        return DarktraceTime.millis(item.path("start"));
    }

    @Override
    public boolean wants(Item item, DarktraceInstance darktrace) {
        return filters.computeIfAbsent(darktrace.name(), name -> GroupFilter.of(settings.of(name)))
                .wants(ListedGroup.of(item.json()));
    }

    @Override
    public IncidentDocument document(Item item, DarktraceInstance darktrace) {
        return GroupIncident.of(item.id(), ListedGroup.of(item.json()), darktrace, settings.of(darktrace.name()));
    }

    @Override
    public boolean grows() {
        return true;
    }

    @Override
    public Growth growth(JsonNode item, DarktraceInstance darktrace) {
        ListedGroup group = ListedGroup.of(item);
        List<Part> parts = group.pbids().stream()
                .limit(MOST_PARTS)
                .map(pbid -> new Part(BREACHES, pbid.toString()))
                .toList();
        return new Growth(group.previousIds(), group.state(MOST_EVENTS, MOST_PREVIOUS_IDS), parts);
    }
}
