package soar.darktrace.appliance;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The log entries of the appliance's probes, some a minute old and some days; while it runs, each comes again every hour. */
final class SearchLog {

    private static final Duration AGAIN = Duration.ofHours(1);

    private final List<JsonNode> entries;
    private final Instant started;
    private final Clock clock;

    SearchLog(Clock clock) {
        this.clock = clock;
        started = clock.instant();
        entries = Json.file("advanced-search").valueStream().toList();
    }

    private Stream<ObjectNode> hits(JsonNode entry) {
        Instant first = started.minusSeconds(entry.path("age").asLong());
        Instant now = clock.instant();
        return Stream.concat(
                Stream.of(hit(entry, first)),
                Stream.iterate(first.plus(AGAIN), time -> !time.isAfter(now), time -> time.plus(AGAIN))
                        .filter(time -> time.isAfter(started))
                        .map(time -> hit(entry, time)));
    }

    private static ObjectNode hit(JsonNode entry, Instant time) {
        ObjectNode hit = Json.object()
                .put("_index", "logstash-vmprobe")
                .put("_type", "doc")
                .put("_id", "AX_" + entry.at("/fields/uid").asString());
        ObjectNode source = hit.putNull("_score").putObject("_source");
        source.set("@fields", entry.get("fields").deepCopy());
        source.set("@type", entry.get("type"));
        source.put("@timestamp", time.toString().replaceAll("(\\.\\d+)?Z$", ""));
        source.set("@message", entry.get("message"));
        source.put("@darktrace_probe", "1");
        hit.putArray("sort").add(time.toEpochMilli());
        return hit;
    }

    /** Newest first. */
    List<ObjectNode> find(String query, Instant from, Instant to) {
        return entries.stream()
                .flatMap(this::hits)
                .sorted(Comparator.comparing(SearchLog::time).reversed())
                .filter(hit -> !time(hit).isBefore(from) && !time(hit).isAfter(to))
                .filter(hit -> List.of(query.split(" AND ", -1)).stream().allMatch(term -> matches(hit, term.strip())))
                .toList();
    }

    static Instant time(JsonNode hit) {
        return Instant.ofEpochMilli(hit.at("/sort/0").asLong());
    }

    static JsonNode value(JsonNode hit, String field) {
        JsonNode source = hit.path("_source");
        return field.startsWith("@fields.")
                ? source.path("@fields").path(field.substring("@fields.".length()))
                : source.path(field);
    }

    private static boolean matches(JsonNode hit, String term) {
        if (term.equals("*")) {
            return true;
        }
        int colon = term.indexOf(':');
        if (colon < 0) {
            throw new InputError("the query cannot be read");
        }
        String wanted = term.substring(colon + 1).replace("\"", "");
        String found = value(hit, term.substring(0, colon)).asString("");
        return wanted.equals("*") ? !found.isEmpty() : found.equals(wanted);
    }
}
