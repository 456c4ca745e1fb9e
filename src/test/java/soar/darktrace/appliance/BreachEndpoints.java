package soar.darktrace.appliance;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
        routes.add("GET", "/modelbreaches", this::list);
        routes.add("GET", "/modelbreaches/{pbid}", this::list);
        routes.post("/modelbreaches/{pbid}/acknowledge", this::acknowledge);
        routes.post("/modelbreaches/{pbid}/unacknowledge", this::unacknowledge);
    }

    private Answer list(Call call) {
        Supplier<Stream<JsonNode>> found = found(call);
        if (call.numbers("pbid").size() == 1 && !call.unifiedView()) {
            return Answer.json(bareIfOne(found.get().toList()));
        }
        return Answer.json(found);
    }

    private static JsonNode bareIfOne(List<JsonNode> found) {
        return found.size() == 1 ? found.get(0) : Json.array(found);
    }

    /** What the call asks for is understood before the first breach is looked at. */
    private Supplier<Stream<JsonNode>> found(Call call) {
        Predicate<ListedBreach> listed = BreachFilter.listed(call);
        Predicate<JsonNode> filter = BreachFilter.of(call);
        BreachShape shape = BreachShape.of(call);
        boolean byDevice = isByDevice(call);
        int most = call.amount("count", Integer.MAX_VALUE);
        return () -> {
            Stream<JsonNode> asked = breaches.shown(listed).filter(filter).limit(most);
            return (byDevice ? DeviceView.of(asked) : asked)
                    .map(shape::apply)
                    .map(breach -> Routes.onlyAskedFields(breach, call));
        };
    }

    private static boolean isByDevice(Call call) {
        return call.text("group")
                .map(group -> {
                    if (!group.equals("device")) {
                        throw new InputError("group is unknown");
                    }
                    return true;
                })
                .orElse(false);
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
