package soar.darktrace.feature.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.http.ResponseEntity;
import reactor.core.publisher.Mono;
import soar.darktrace.api.SearchAnswer;
import soar.darktrace.api.SearchApi;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceNumber;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.command.CommandResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Collects the points of a graph, page by page back in time. A later page that fails leaves those before it. */
final class GraphPages {

    private final SearchApi api;
    private final Graph asked;
    private final String hash;
    private final TreeMap<Long, ObjectNode> points = new TreeMap<>();
    private final Set<String> partialReasons = new LinkedHashSet<>();
    private long pagesRead;
    private boolean isEmptyBody;
    private OptionalLong next;

    GraphPages(SearchApi api, Graph asked, String hash) {
        this.api = api;
        this.asked = asked;
        this.hash = hash;
        next = OptionalLong.of(asked.page());
    }

    Mono<CommandResult> read() {
        return page(next.orElse(0))
                .map(answer -> add(SearchAnswer.of(answer)))
                .onErrorResume(DarktraceException.class, this::stop)
                .flatMap(isLast -> isLast ? Mono.fromSupplier(this::result) : read());
    }

    private Mono<ResponseEntity<JsonNode>> page(long number) {
        String mode = asked.mode().toString();
        return number == 0 ? api.graph(mode, asked.interval(), hash) : api.graph(mode, asked.interval(), hash, number);
    }

    /** Whether it was the last page. */
    private boolean add(SearchAnswer answer) {
        long current = next.orElse(0);
        answer.aggregation(asked.mode().toString())
                .path("buckets")
                .forEach(bucket -> DarktraceTime.millis(bucket.path("key"))
                        .ifPresent(time -> points.put(time, point(time, bucket))));
        answer.partialReason().ifPresent(partialReasons::add);
        isEmptyBody |= answer.isEmpty();
        // A page that names itself or one before would be read without end.
        next = answer.next().stream().filter(number -> number > current).findFirst();
        return ++pagesRead >= asked.pages() || next.isEmpty();
    }

    private Mono<Boolean> stop(DarktraceException failure) {
        if (pagesRead == 0) {
            return Mono.error(failure);
        }
        partialReasons.add("page " + next.orElse(0) + " failed: " + failure.sentence());
        return Mono.just(true);
    }

    private static ObjectNode point(long time, JsonNode bucket) {
        ObjectNode point = JsonNodeFactory.instance.objectNode().put("time", DarktraceTime.iso(time));
        number(point, "count", bucket.path("doc_count"));
        JsonNode stats = bucket.path("mean_stats");
        number(point, "mean", stats.path("avg"));
        for (String name : List.of("min", "max", "sum")) {
            number(point, name, stats.path(name));
        }
        return point;
    }

    private static void number(ObjectNode point, String name, JsonNode value) {
        if (DarktraceNumber.decimal(value).isPresent()) {
            point.set(name, value);
        }
    }

    private CommandResult result() {
        ObjectNode outputs = JsonNodeFactory.instance.objectNode();
        ArrayNode shown = outputs.putArray("points");
        points.values().forEach(shown::add);
        next.ifPresent(number -> outputs.put("next", number));
        outputs.put("partial", !partialReasons.isEmpty());
        List<String> warnings = new ArrayList<>();
        if (!partialReasons.isEmpty()) {
            String reason = String.join("; ", partialReasons);
            outputs.put("partialReason", reason);
            warnings.add(PartialAnswer.sentence(reason));
        }
        if (next.isPresent()) {
            warnings.add("There are earlier points: read on with page=%s, or ask for more pages."
                    .formatted(next.getAsLong()));
        }
        if (isEmptyBody) {
            warnings.add(PartialAnswer.EMPTY);
        }
        return CommandResult.of("Darktrace Advanced Search Graph", outputs)
                .showing(shown, "time")
                .warning(warnings);
    }
}
