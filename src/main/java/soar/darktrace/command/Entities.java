package soar.darktrace.command;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import soar.darktrace.client.Reliability;
import soar.darktrace.command.ContextEntry.Standard;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a result says of hosts, addresses, names and accounts, gathered for the paths that XSOAR shares: each once, and always
 * in a list, as XSOAR's own library writes them (ADR 35).
 */
public final class Entities {

    /** By what name XSOAR knows whoever says it: that of the integration. */
    public static final String VENDOR = "Darktrace Connector";

    private static final int UNKNOWN = 0;

    private final Map<Standard, Map<String, ObjectNode>> found = new EnumMap<>(Standard.class);

    /** Adds an entity; what is known of it already stays, and is filled up. */
    public void add(Standard path, ObjectNode entity) {
        String key = path.keys().stream()
                .map(member -> entity.path(member).asString(""))
                .collect(Collectors.joining("\n"));
        ObjectNode known =
                found.computeIfAbsent(path, first -> new LinkedHashMap<>()).putIfAbsent(key, entity);
        if (known != null) {
            entity.forEachEntry((member, value) -> {
                if (!known.has(member)) {
                    known.set(member, value);
                }
            });
        }
    }

    /**
     * Adds that Darktrace says something of an indicator. It says what is unusual, not what is bad: there is no verdict.
     *
     * @param type XSOAR's word for what the indicator is, such as {@code ip}
     * @param message what Darktrace says
     */
    public void addUnjudged(String indicator, String type, Reliability reliability, String message) {
        add(
                Standard.DBOT_SCORE,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("Indicator", indicator)
                        .put("Type", type)
                        .put("Vendor", VENDOR)
                        .put("Score", UNKNOWN)
                        .put("Reliability", reliability.toString())
                        .put("Message", message));
    }

    /** An entry for each path at which there is something. */
    public List<ContextEntry> entries() {
        return found.entrySet().stream()
                .map(entry ->
                        new ContextEntry(entry.getKey(), list(entry.getValue().values())))
                .toList();
    }

    private static ArrayNode list(Iterable<? extends JsonNode> entities) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        entities.forEach(list::add);
        return list;
    }
}
