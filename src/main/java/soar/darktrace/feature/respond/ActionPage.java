package soar.darktrace.feature.respond;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import soar.darktrace.api.Action;
import soar.darktrace.api.Actions;
import soar.darktrace.client.DarktraceNumber;
import soar.darktrace.failure.Wildcard;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The actions that a search returns, newest first, each with its details from the other lists of the answer. */
final class ActionPage {

    private final ActionSearch search;
    private final Actions actions;
    private final int most;
    private final @Nullable Wildcard ip;
    private final Map<Long, List<JsonNode>> devices;
    private final Map<Long, List<JsonNode>> connections;
    private long matched;

    ActionPage(ActionSearch search, Actions actions, int most) {
        this.most = most;
        this.search = search;
        this.actions = actions;
        this.ip = search.ip() == null ? null : Wildcard.of(search.ip());
        this.devices = byDid(actions.details("devices"));
        this.connections = byDid(actions.details("connections"));
    }

    private static Map<Long, List<JsonNode>> byDid(List<JsonNode> details) {
        return details.stream().collect(Collectors.groupingBy(detail -> DarktraceNumber.whole(detail.path("did"), 0)));
    }

    ArrayNode outputs() {
        ArrayNode outputs = JsonNodeFactory.instance.arrayNode();
        List<JsonNode> odd = actions.items().filter(item -> !item.isObject()).toList();
        List<Action> matching = actions.all().filter(this::matches).toList();
        matched = (long) matching.size() + odd.size();
        Stream<JsonNode> found = matching.stream()
                .sorted(Comparator.comparingLong((Action action) ->
                                DarktraceNumber.whole(action.source().path("start"), 0))
                        .thenComparingLong(Action::codeid)
                        .reversed())
                .map(this::detailed);
        Stream.concat(found, odd.stream())
                .skip(search.page().offset())
                .limit(search.page().size(most))
                .forEach(outputs::add);
        return outputs;
    }

    private boolean matches(Action action) {
        return (search.codeid() == null || search.codeid() == action.codeid())
                && (search.did() == null || search.did() == action.did())
                && (ip == null || addresses(action.source()).anyMatch(ip::matches));
    }

    private static Stream<String> addresses(JsonNode action) {
        return Stream.concat(Stream.of(action.path("ip")), action.path("ips").valueStream())
                .map(address -> address.asString(""));
    }

    private JsonNode detailed(Action action) {
        ObjectNode outputs = action.outputs();
        devices.getOrDefault(action.did(), List.of()).stream()
                .findFirst()
                .ifPresent(device -> outputs.set("device", device));
        List<JsonNode> blocked = connections.getOrDefault(action.did(), List.of()).stream()
                .filter(connection ->
                        connection.path("label").equals(action.source().path("label")))
                .toList();
        if (!blocked.isEmpty()) {
            outputs.putArray("connections").addAll(blocked);
        }
        return outputs;
    }

    /** What is to be said of the outputs. */
    List<String> warnings() {
        return search.page().warnings("actions", matched, most);
    }
}
