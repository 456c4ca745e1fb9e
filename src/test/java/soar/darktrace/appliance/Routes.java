package soar.darktrace.appliance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Which call is answered by whom; of two that match, the one added last. */
final class Routes {

    private record Route(String method, List<String> pattern, Function<Call, Answer> handler) {

        Optional<Map<String, String>> match(Call call) {
            List<String> segments = List.of(call.path().split("/", -1));
            if (!call.method().equals(method) || segments.size() != pattern.size()) {
                return Optional.empty();
            }
            Map<String, String> variables = new LinkedHashMap<>();
            for (int i = 0; i < segments.size(); i++) {
                if (pattern.get(i).startsWith("{")) {
                    variables.put(pattern.get(i).replaceAll("[{}]", ""), segments.get(i));
                } else if (!pattern.get(i).equals(segments.get(i))) {
                    return Optional.empty();
                }
            }
            return Optional.of(variables);
        }
    }

    private final List<Route> routes = new CopyOnWriteArrayList<>();

    static Routes of(EndpointGroup... groups) {
        Routes routes = new Routes();
        for (EndpointGroup group : groups) {
            group.addTo(routes);
        }
        return routes;
    }

    void get(String pattern, Function<Call, JsonNode> handler) {
        add("GET", pattern, call -> Answer.json(onlyAskedFields(handler.apply(call), call)));
    }

    void post(String pattern, Function<Call, JsonNode> handler) {
        add("POST", pattern, call -> Answer.json(handler.apply(call)));
    }

    void add(String method, String pattern, Function<Call, Answer> handler) {
        if (!pattern.startsWith("/") || pattern.contains("?")) {
            throw new IllegalArgumentException("Not a path: " + pattern);
        }
        routes.add(0, new Route(method, List.of(pattern.split("/", -1)), handler));
    }

    void clear() {
        routes.clear();
    }

    Optional<Answer> answer(Call call) {
        for (Route route : routes) {
            Optional<Map<String, String>> variables = route.match(call);
            if (variables.isPresent()) {
                return Optional.of(route.handler().apply(call.with(variables.get())));
            }
        }
        return Optional.empty();
    }

    /** The document without the top-level fields that {@code responsedata} does not name. */
    static <T extends JsonNode> T onlyAskedFields(T document, Call call) {
        call.text("responsedata").ifPresent(field -> keep(field, document));
        return document;
    }

    private static void keep(String field, JsonNode document) {
        if (document instanceof ObjectNode object) {
            object.retain(field);
        } else {
            document.forEach(item -> keep(field, item));
        }
    }
}
