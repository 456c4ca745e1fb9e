package soar.darktrace.appliance;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Finds devices by a query of terms. */
final class DeviceSearch implements EndpointGroup {

    private static final Set<String> SORTABLE = Set.of(
            "priority",
            "hostname",
            "ip",
            "macaddress",
            "vendor",
            "os",
            "firstSeen",
            "lastSeen",
            "devicelabel",
            "typelabel");
    private static final int MOST_AT_ONCE = 300;

    private final Devices devices;

    DeviceSearch(Devices devices) {
        this.devices = devices;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/devicesearch", this::search);
    }

    private JsonNode search(Call call) {
        DeviceQuery query = DeviceQuery.parse(call.text("query").orElse(""));
        List<ObjectNode> found =
                devices.all().filter(query::matches).sorted(order(call)).toList();
        ObjectNode answer = Json.object().put("totalCount", found.size());
        answer.set(
                "devices",
                Json.array(found.stream()
                        .skip(call.amount("offset", 0))
                        .limit(Math.min(call.amount("count", 100), MOST_AT_ONCE))
                        .map(Devices::shown)
                        .toList()));
        return answer;
    }

    private static Comparator<ObjectNode> order(Call call) {
        String field = call.text("orderBy").orElse("lastSeen");
        if (!SORTABLE.contains(field)) {
            throw new InputError("orderBy is unknown");
        }
        Comparator<ObjectNode> ascending = Comparator.comparing(device -> device.path(field), DeviceSearch::compare);
        return switch (call.text("order").orElse("asc")) {
            case "asc" -> ascending;
            case "desc" -> ascending.reversed();
            default -> throw new InputError("order is neither asc nor desc");
        };
    }

    private static int compare(JsonNode left, JsonNode right) {
        if (left.isNumber() && right.isNumber()) {
            return left.decimalValue().compareTo(right.decimalValue());
        }
        return text(left).compareTo(text(right));
    }

    private static String text(JsonNode value) {
        return value.asString("").toLowerCase(Locale.ROOT);
    }
}
