package soar.darktrace.appliance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The grammar of a device search: {@code field:value} or bare terms, separated by spaces. Values of one field are
 * alternatives; everything else must hold together.
 */
record DeviceQuery(Map<String, List<Wildcard>> fields, List<Wildcard> terms) {

    /** Terms under which a device is found though no field shows them. */
    static final String HIDDEN_TERMS = "searchedAs";

    private static final Map<String, Function<JsonNode, Stream<String>>> FIELDS = Map.of(
            "label", texts("devicelabel"),
            "tag", device -> texts("name").apply(device.path("tags")),
            "type",
                    device -> Stream.of("typename", "typelabel")
                            .flatMap(field -> texts(field).apply(device)),
            "hostname", texts("hostname"),
            "ip", texts("ip"),
            "mac", texts("macaddress"),
            "vendor", texts("vendor"),
            "os", texts("os"));

    private static final Pattern TERM =
            Pattern.compile("(?:(" + String.join("|", FIELDS.keySet()) + "):)?(?:\"([^\"]*)\"|(\\S+))");

    static DeviceQuery parse(String query) {
        Map<String, List<Wildcard>> fields = new LinkedHashMap<>();
        List<Wildcard> terms = new ArrayList<>();
        TERM.matcher(query).results().forEach(term -> {
            if (term.group(1) == null) {
                terms.add(value(term));
            } else {
                fields.computeIfAbsent(term.group(1), name -> new ArrayList<>()).add(value(term));
            }
        });
        return new DeviceQuery(fields, terms);
    }

    boolean matches(JsonNode device) {
        return fields.entrySet().stream()
                        .allMatch(field -> field.getValue().stream()
                                .anyMatch(value ->
                                        valuesOf(device, field.getKey()).anyMatch(value::matches)))
                && terms.stream().allMatch(term -> anywhere(device).anyMatch(anyPart(term)::matches));
    }

    private static Wildcard value(MatchResult term) {
        return new Wildcard(term.group(2) == null ? term.group(3) : term.group(2));
    }

    private static Wildcard anyPart(Wildcard term) {
        return term.hasStar() ? term : new Wildcard("*" + term.text() + "*");
    }

    private static Stream<String> valuesOf(JsonNode device, String field) {
        return FIELDS.getOrDefault(field, none -> Stream.empty()).apply(device);
    }

    private static Stream<String> anywhere(JsonNode device) {
        Stream<String> hidden = device.path(HIDDEN_TERMS).valueStream().map(JsonNode::asString);
        return Stream.concat(hidden, FIELDS.values().stream().flatMap(field -> field.apply(device)));
    }

    /** The texts of a field of an object, or of each object of a list. */
    private static Function<JsonNode, Stream<String>> texts(String field) {
        return node -> (node.isArray() ? node.valueStream() : Stream.of(node))
                .map(item -> item.path(field))
                .filter(JsonNode::isString)
                .map(JsonNode::asString);
    }
}
