package soar.darktrace.feature.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import soar.darktrace.client.DarktraceAnswer;
import soar.darktrace.command.CommandResult;
import soar.darktrace.command.Entries;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Vulnerabilities by device, as Darktrace's guide shows them: {@code {"results": [{"did": …, "cves": […]}]}}. */
final class DeviceCves {

    /** Darktrace's name for each member of ours. */
    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    static {
        NAMES.put("id", "CVE_ID");
        NAMES.put("severity", "BASE_SEVERITY");
        NAMES.put("modified", "LAST_MODIFIED_DATE");
        NAMES.put("description", "DESCRIPTION");
    }

    private DeviceCves() {}

    static CommandResult result(JsonNode answer, int most) {
        List<JsonNode> devices =
                answer.has("results") ? List.copyOf(answer.get("results").values()) : DarktraceAnswer.items(answer);
        Entries entries =
                Entries.of(devices.stream().filter(JsonNode::isObject).map(DeviceCves::outputs), "devices", most, most);
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (JsonNode device : entries.shown()) {
            for (JsonNode cve : device.path("cves")) {
                ObjectNode row = rows.addObject();
                if (device.has("did")) {
                    row.set("did", device.get("did"));
                }
                row.set("cves", cve);
            }
        }
        return entries.titled("Darktrace Vulnerabilities")
                .showing(Samples.first(rows))
                .warning(Samples.warnings(rows));
    }

    private static ObjectNode outputs(JsonNode device) {
        ObjectNode outputs = JsonNodeFactory.instance.objectNode();
        if (device.hasNonNull("did")) {
            outputs.set("did", device.get("did"));
        }
        ArrayNode cves = outputs.putArray("cves");
        device.path("cves").forEach(cve -> cves.add(renamed(cve)));
        ArrayNode products = outputs.putArray("products");
        for (JsonNode platform : device.path("platform mappings (CPEs)")) {
            ObjectNode product = products.addObject();
            for (String field : List.of("vendor", "product", "version", "patch")) {
                String text = platform.path(field).asString("").strip();
                if (!text.isEmpty()) {
                    product.put(field, text);
                }
            }
            if (platform.path("applies to").isArray()) {
                product.set("ids", platform.get("applies to"));
            }
        }
        return outputs;
    }

    private static ObjectNode renamed(JsonNode cve) {
        ObjectNode renamed = JsonNodeFactory.instance.objectNode();
        NAMES.forEach((ours, theirs) -> {
            if (cve.hasNonNull(theirs)) {
                renamed.set(ours, cve.get(theirs));
            }
        });
        return renamed;
    }
}
