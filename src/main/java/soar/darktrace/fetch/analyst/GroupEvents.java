package soar.darktrace.fetch.analyst;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import soar.darktrace.api.AnalystApi;
import soar.darktrace.api.AnalystEvent;
import soar.darktrace.api.BreachParameters;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.fetch.Item;
import tools.jackson.databind.node.ObjectNode;

/** Asks for the events of groups, of many groups at once. A list of groups has no more than their IDs and titles. */
final class GroupEvents {

    private static final int GROUPS_OF_A_REQUEST = 25;

    /** So many of a group are kept; the oldest ones, by when they were created. */
    static final int MOST = 100;

    /** What is large of an event, and found with {@code darktrace-get-ai-analyst-incident-event}. */
    private static final List<String> LEFT_OUT = List.of("details", "explanations", "figures", "children");

    private GroupEvents() {}

    static Flux<Item> addTo(Flux<Item> groups, DarktraceInstance darktrace) {
        AnalystApi api = darktrace.api(AnalystApi.class);
        return groups.buffer(GROUPS_OF_A_REQUEST)
                .concatMap(batch -> events(batch, api)
                        .publishOn(Schedulers.boundedElastic())
                        .flatMapIterable(byGroup -> batch.stream()
                                .map(item -> item.with(ListedGroup.of(item.json())
                                        .with(byGroup.getOrDefault(item.id(), List.of()))
                                        .json()))
                                .toList()));
    }

    private static Mono<Map<String, List<ObjectNode>>> events(List<Item> batch, AnalystApi api) {
        BreachParameters query = new BreachParameters()
                .add("groupid", String.join(",", batch.stream().map(Item::id).toList()))
                .add("includeacknowledged", true)
                .add("includeallpinned", false)
                .add("includeincidenteventurl", true);
        return api.events(query.values()).transform(AnalystEvent::in).collect(HashMap::new, GroupEvents::keep);
    }

    private static void keep(Map<String, List<ObjectNode>> byGroup, AnalystEvent event) {
        List<ObjectNode> events = byGroup.computeIfAbsent(event.groupId(), absent -> new ArrayList<>());
        if (events.size() < MOST) {
            events.add(event.source().remove(LEFT_OUT));
        }
    }
}
