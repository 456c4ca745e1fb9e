package soar.darktrace.feature.respond;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import soar.darktrace.api.Action;
import soar.darktrace.api.Actions;
import soar.darktrace.client.DarktraceNumber;
import soar.darktrace.command.Wildcard;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The actions that a search returns, newest first, each with its details from the other lists of the answer. */
final class ActionPage {

    private final ActionSearch search;
    private final Actions actions;
    private final @Nullable Wildcard ip;
    private final List<JsonNode> devices;
    private final List<JsonNode> connections;

    ActionPage(ActionSearch search, Actions actions) {
        this.search = search;
        this.actions = actions;
        this.ip = search.ip() == null ? null : Wildcard.of(search.ip());
        this.devices = actions.details("devices");
        this.connections = actions.details("connections");
    }

    ArrayNode outputs() {
        ArrayNode outputs = JsonNodeFactory.instance.arrayNode();
        Stream<JsonNode> odd = actions.items().filter(item -> !item.isObject());
        Stream<JsonNode> found = actions.all()
                .filter(this::matches)
                .sorted(Comparator.comparingLong((Action action) ->
                                DarktraceNumber.whole(action.source().path("start"), 0))
                        .thenComparingLong(Action::codeid)
                        .reversed())
                .map(this::detailed);
        Stream.concat(found, odd)
                .skip(search.page().offset())
                .limit(search.page().size())
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
        devices.stream()
                .filter(device -> DarktraceNumber.whole(device.path("did"), 0) == action.did())
                .findFirst()
                .ifPresent(device -> outputs.set("device", device));
        List<JsonNode> blocked = connections.stream()
                .filter(connection -> DarktraceNumber.whole(connection.path("did"), 0) == action.did()
                        && connection.path("label").equals(action.source().path("label")))
                .toList();
        if (!blocked.isEmpty()) {
            outputs.putArray("connections").addAll(blocked);
        }
        return outputs;
    }
}
