package soar.darktrace.appliance;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists model breaches and acknowledges them. */
final class BreachEndpoints implements EndpointGroup {

    private final Breaches breaches;

    BreachEndpoints(Breaches breaches) {
        this.breaches = breaches;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/modelbreaches", this::list);
        routes.get("/modelbreaches/{pbid}", this::list);
        routes.post("/modelbreaches/{pbid}/acknowledge", this::acknowledge);
        routes.post("/modelbreaches/{pbid}/unacknowledge", this::unacknowledge);
    }

    private JsonNode list(Call call) {
        BreachShape shape = BreachShape.of(call);
        List<ObjectNode> found = breaches.all().stream()
                .filter(BreachFilter.of(call))
                .limit(call.amount("count", Integer.MAX_VALUE))
                .map(shape::apply)
                .toList();
        boolean bare = call.numbers("pbid").size() == 1 && found.size() == 1 && !call.unifiedView();
        return bare ? found.get(0) : Json.array(found);
    }

    private JsonNode acknowledge(Call call) {
        long pbid = confirmed(call, "acknowledge");
        return response(call, pbid, breaches.acknowledge(pbid));
    }

    private JsonNode unacknowledge(Call call) {
        long pbid = confirmed(call, "unacknowledge");
        return response(call, pbid, breaches.unacknowledge(pbid));
    }

    private static long confirmed(Call call, String field) {
        if (!call.field(field).orElse("").equals("true")) {
            throw new InputError(field + " is not true");
        }
        return call.requiredNumber("pbid");
    }

    private JsonNode response(Call call, long pbid, boolean changed) {
        if (changed && call.unifiedView()) {
            return breaches.find(pbid).map(BreachEndpoints::replicated).orElseThrow();
        }
        return Json.object().put("response", changed ? "SUCCESS" : "ERROR");
    }

    private static JsonNode replicated(ObjectNode breach) {
        ObjectNode data = Json.object();
        data.set("did", breach.path("device").path("did"));
        data.set("pid", Breaches.modelOf(breach).path("pid"));
        data.set("time", breach.path("time"));
        data.set("score", breach.path("score"));
        ObjectNode reply = Json.object().put("replicate", true);
        reply.putArray("data").add(data);
        return Json.array(List.of(reply));
    }
}
