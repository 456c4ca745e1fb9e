package soar.darktrace.appliance;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Models, components, metrics, enums and types of filters, none of which can be changed here. */
final class ModelEndpoints implements EndpointGroup {

    private final JsonNode models = Json.file("models");
    private final JsonNode components = Json.file("components");
    private final JsonNode metrics = Json.file("metrics");
    private final JsonNode enums = Json.file("enums");
    private final JsonNode filterTypes = Json.file("filter-types");

    @Override
    public void addTo(Routes routes) {
        routes.add("GET", "/models", call -> Answer.json(models(call)));
        routes.add("GET", "/models/{pid}", call -> one(models, "pid", call));
        routes.add("GET", "/components/{cid}", call -> one(components, "cid", call));
        routes.get("/metrics", call -> metrics);
        routes.add("GET", "/metrics/{mlid}", call -> one(metrics, "mlid", call));
        // Its fields are labels, which are not what is asked for.
        routes.add(
                "GET",
                "/enums",
                call -> Answer.json(
                        enums.path(call.required("responsedata")).isObject()
                                ? enums.path(call.required("responsedata"))
                                : Json.object()));
        routes.get("/filtertypes", call -> filterTypes);
    }

    /** One that is asked for by its UUID comes as an object; of the whole list, the fields that are wanted. */
    private JsonNode models(Call call) {
        if (call.text("uuid").isPresent()) {
            return all(models)
                    .filter(model -> model.path("uuid").asString("").equals(call.required("uuid")))
                    .findFirst()
                    .orElseGet(Json::object);
        }
        List<String> wanted = List.of(call.required("responsedata").split(",", -1));
        return Json.array(
                all(models).map(model -> (JsonNode) model.retain(wanted)).toList());
    }

    private static Answer one(JsonNode items, String id, Call call) {
        return all(items)
                .filter(item -> item.path(id).asLong() == call.requiredNumber(id))
                .findFirst()
                .map(Answer::json)
                .orElseGet(() -> Answer.error(404, "Not Found"));
    }

    private static Stream<ObjectNode> all(JsonNode items) {
        return items.deepCopy().valueStream().map(ObjectNode.class::cast);
    }
}
