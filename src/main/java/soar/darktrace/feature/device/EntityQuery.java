package soar.darktrace.feature.device;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import soar.darktrace.command.CommandException;
import soar.darktrace.command.CommandException.Reason;
import soar.darktrace.failure.Nearest;
import tools.jackson.databind.JsonNode;

/**
 * The {@code key=value} pairs of {@code darktrace-get-entity-details}: the keys that the seed document names, for
 * {@code GET /details} ({@code darktrace-api.md} §2.9).
 *
 * @param pairs in the order given
 */
record EntityQuery(Map<String, String> pairs) {

    /** The keys of which one is needed, and the others, as the description of the argument lists them. */
    static final String SUBJECT_KEYS = "did, pbid and msg";

    static final String OTHER_KEYS =
            "applicationprotocol, count, ddid, deduplicate, destinationport, endtime, eventtype,"
                    + " externalhostname, from, fulldevicedetails, intext, odid, port, protocol, sourceport,"
                    + " starttime, to and uid";

    private static final List<String> SUBJECTS = listed(SUBJECT_KEYS);
    private static final List<String> KEYS = Stream.concat(SUBJECTS.stream(), listed(OTHER_KEYS).stream())
            .sorted()
            .toList();
    private static final List<String> WINDOW = List.of("starttime", "endtime", "from", "to");

    private static List<String> listed(String keys) {
        return List.of(keys.split(", | and ", -1));
    }

    static EntityQuery of(List<String> given) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : given) {
            int equals = pair.indexOf('=');
            String key = pair.substring(0, Math.max(0, equals)).strip();
            String value = pair.substring(equals + 1).strip();
            if (key.isEmpty() || value.isEmpty()) {
                throw invalid("is made of key=value pairs; '" + pair
                        + "' is none. A value with a comma needs the list form, [\"msg=a, b\"].");
            }
            if (!KEYS.contains(key)) {
                throw invalid("has no key " + key + Nearest.sentence(key, KEYS));
            }
            if (pairs.put(key, value) != null) {
                throw invalid("names " + key + " twice.");
            }
        }
        if (SUBJECTS.stream().noneMatch(pairs::containsKey)) {
            throw invalid("needs one of " + SUBJECT_KEYS + ".");
        }
        for (String id : List.of("did", "pbid")) {
            if (pairs.containsKey(id) && !pairs.get(id).matches("[1-9][0-9]{0,18}")) {
                throw invalid("needs a positive whole number as " + id + ".");
            }
        }
        if (pairs.containsKey("count") && !pairs.get("count").matches("[0-9]{1,9}")) {
            throw invalid("needs a whole number as count.");
        }
        return new EntityQuery(pairs);
    }

    /**
     * The parameters to send, with a count that is no larger than needed. Darktrace's guide forbids a count together
     * with a time window, so that none is added there.
     */
    MultiValueMap<String, String> parameters(long rowsNeeded) {
        MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
        pairs.forEach(parameters::add);
        if (pairs.containsKey("count") || WINDOW.stream().noneMatch(pairs::containsKey)) {
            long wanted = Math.min(rowsNeeded, Long.parseLong(pairs.getOrDefault("count", "" + rowsNeeded)));
            parameters.set("count", Long.toString(wanted + headerRows()));
        }
        return parameters;
    }

    /** By model breach, the first row may be a header about the breach instead of an event. */
    List<JsonNode> withoutHeader(List<JsonNode> items) {
        boolean header = headerRows() > 0 && !items.isEmpty() && isHeader(items.get(0));
        return header ? items.subList(1, items.size()) : items;
    }

    private int headerRows() {
        return pairs.containsKey("pbid") ? 1 : 0;
    }

    private static boolean isHeader(JsonNode item) {
        return item.path("eventType").asString("").equals("policybreach") || item.has("device");
    }

    private static CommandException invalid(String problem) {
        return new CommandException(Reason.INVALID_ARGUMENT, "query", "query " + problem);
    }
}
