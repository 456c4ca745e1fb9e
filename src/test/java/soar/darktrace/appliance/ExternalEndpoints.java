package soar.darktrace.appliance;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the appliance knows about an address or a host name out there. */
final class ExternalEndpoints implements EndpointGroup {

    private static final Set<String> PARAMETERS =
            Set.of("ip", "hostname", "additionalinfo", "devices", "score", "responsedata");

    private final JsonNode endpoints = Json.file("endpoint-details");

    @Override
    public void addTo(Routes routes) {
        routes.get("/endpointdetails", this::details);
    }

    private JsonNode details(Call call) {
        if (!PARAMETERS.containsAll(call.parameters().keySet())
                || call.text("ip").isPresent() == call.text("hostname").isPresent()) {
            throw new InputError("either ip or hostname is needed");
        }
        String kind = call.text("ip").isPresent() ? "ip" : "hostname";
        String name = call.required(kind);
        ObjectNode endpoint = endpoints
                .deepCopy()
                .valueStream()
                .filter(known -> known.path(kind).asString("").equals(name))
                .map(ObjectNode.class::cast)
                .findFirst()
                .orElseGet(() -> Json.object().put(kind, name));
        keepWhenAsked(call, "additionalinfo", endpoint, "ips", "locations");
        keepWhenAsked(call, "devices", endpoint, "devices");
        keepWhenAsked(call, "score", endpoint, "popularity", "dgascore");
        return endpoint;
    }

    private static void keepWhenAsked(Call call, String flag, ObjectNode endpoint, String... fields) {
        if (!call.flag(flag, false)) {
            endpoint.remove(List.of(fields));
        }
    }
}
