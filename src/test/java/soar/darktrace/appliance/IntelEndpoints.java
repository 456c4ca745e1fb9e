package soar.darktrace.appliance;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Watched domains, addresses and ranges, a list for each source. What has expired vanishes by itself, and a source that was
 * emptied stays.
 */
final class IntelEndpoints implements EndpointGroup {

    private static final String PATH = "/intelfeed";
    private static final String DEFAULT = "Default";
    private static final Set<String> READABLE = Set.of("name", "description", "strength", "iagn", "expiry");

    private final Clock clock;
    private final Map<String, List<ObjectNode>> sources = new LinkedHashMap<>();

    IntelEndpoints(Clock clock) {
        this.clock = clock;
        Json.file("intel-feed").forEachEntry((source, entries) -> {
            List<ObjectNode> list = new ArrayList<>();
            entries.forEach(entry -> list.add((ObjectNode) entry.deepCopy()));
            sources.put(source, list);
        });
    }

    @Override
    public void addTo(Routes routes) {
        routes.add("GET", PATH, call -> Answer.json(list(call)));
        routes.post(PATH, this::change);
    }

    private synchronized JsonNode list(Call call) {
        if (call.flag("sources", false)) {
            return sources.keySet().stream().collect(Json::array, (names, name) -> names.add(name), (a, b) -> {});
        }
        List<ObjectNode> current = sources.getOrDefault(call.text("source").orElse(DEFAULT), List.of()).stream()
                .filter(entry -> expiry(entry).isEmpty() || expiry(entry).get().isAfter(clock.instant()))
                .toList();
        return call.flag("fulldetails", false)
                ? Json.array(current.stream()
                        .map(entry -> entry.deepCopy().retain(READABLE))
                        .toList())
                : Json.array(current.stream().map(entry -> entry.get("name")).toList());
    }

    private synchronized JsonNode change(Call call) {
        String source = call.field("source").orElse(DEFAULT);
        if (source.length() > 63 || call.field("description").orElse("").length() > 255) {
            throw new InputError("source or description is too long");
        }
        Optional<String> removed = call.field("removeentry");
        if (removed.isPresent()) {
            if (call.field("source").isEmpty() && sources.size() > 1) {
                throw new InputError("there are several sources");
            }
            sources.getOrDefault(source, new ArrayList<>()).removeIf(entry -> isNamed(entry, removed.get()));
            return done(0, 0);
        }
        if (call.field("removeall").isPresent()) {
            sources.getOrDefault(source, new ArrayList<>()).clear();
        }
        String names = call.field("addlist").or(() -> call.field("addentry")).orElse("");
        if (names.isEmpty() && call.field("removeall").isEmpty()) {
            throw new InputError("nothing is to be done");
        }
        return names.isEmpty() ? done(0, 0) : add(call, names.split("[,\n]", -1), source);
    }

    private JsonNode add(Call call, String[] names, String source) {
        List<ObjectNode> list = sources.computeIfAbsent(source, name -> new ArrayList<>());
        int added = 0;
        int updated = 0;
        for (String name : names) {
            ObjectNode entry = entry(call, name.strip());
            Optional<ObjectNode> before =
                    list.stream().filter(known -> isNamed(known, name.strip())).findFirst();
            if (before.isEmpty()) {
                list.add(entry);
                added++;
            } else {
                ObjectNode known = before.get();
                ObjectNode merged = known.deepCopy();
                merged.setAll(entry);
                updated += merged.equals(known) ? 0 : 1;
                known.setAll(entry);
            }
        }
        return done(added, updated);
    }

    private static ObjectNode entry(Call call, String name) {
        ObjectNode entry = Json.object().put("name", name);
        call.field("description").ifPresent(text -> entry.put("description", text));
        call.field("expiry").ifPresent(time -> {
            if (!time.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d")) {
                throw new InputError("expiry is no time");
            }
            entry.put("expiry", time.replace('T', ' '));
        });
        call.field("hostname").ifPresent(flag -> entry.put("hostname", Boolean.parseBoolean(flag)));
        if (call.field("iagn").filter("true"::equals).isPresent()) {
            if (name.contains("/")) {
                throw new InputError("RESPOND does not act on ranges");
            }
            entry.put("iagn", true);
        }
        return entry;
    }

    private static Optional<Instant> expiry(ObjectNode entry) {
        try {
            return Optional.of(
                    LocalDateTime.parse(entry.path("expiry").asString("").replace(' ', 'T'))
                            .toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException never) {
            return Optional.empty();
        }
    }

    private static boolean isNamed(JsonNode entry, String name) {
        return entry.path("name").asString("").equalsIgnoreCase(name);
    }

    private static JsonNode done(int added, int updated) {
        return Json.object().put("added", added).put("response", "SUCCESS").put("updated", updated);
    }
}
