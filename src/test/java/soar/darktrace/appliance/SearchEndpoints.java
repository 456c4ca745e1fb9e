package soar.darktrace.appliance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Advanced search. Where nothing is found there is no body at all. */
final class SearchEndpoints implements EndpointGroup {

    private static final String ROOT = "/advancedsearch/api";
    private static final int MOST = 10_000;

    private final SearchLog log;
    private final Clock clock;

    SearchEndpoints(Clock clock) {
        this.clock = clock;
        log = new SearchLog(clock);
    }

    @Override
    public void addTo(Routes routes) {
        routes.add(
                "POST",
                ROOT + "/search",
                call -> search(call.field("hash").orElseThrow(() -> new InputError("hash is missing"))));
        routes.add("GET", ROOT + "/search/{hash}", call -> search(decoded(call, "hash")));
        routes.add("GET", ROOT + "/analyze/{metric}/{operation}/{hash}", this::analyze);
        routes.add("GET", ROOT + "/graph/{mode}/{interval}/{hash}", this::graph);
        routes.add("GET", ROOT + "/graph/{mode}/{interval}/{hash}/{page}", this::graph);
    }

    /** What is asked, with both ends of its window. */
    private record Question(JsonNode document, Instant from, Instant to) {}

    private Question question(String hash) {
        JsonNode document = Json.read(new String(Base64.getDecoder().decode(hash), UTF_8));
        if (!document.path("fields").isArray()) {
            throw new InputError("fields is missing");
        }
        String timeframe = document.path("timeframe").asString("");
        if (timeframe.matches("\\d+")) {
            Instant now = clock.instant();
            return new Question(document, now.minusSeconds(Long.parseLong(timeframe)), now);
        }
        JsonNode time = document.path("time");
        if (!time.has("from") || !time.has("to")) {
            throw new InputError("time is no pair");
        }
        return new Question(
                document,
                Instant.parse(time.path("from").asString()),
                Instant.parse(time.path("to").asString()));
    }

    private List<ObjectNode> found(Question question) {
        return log.find(question.document().path("search").asString(""), question.from(), question.to());
    }

    private Answer search(String hash) {
        Question question = question(hash);
        int size = question.document().path("size").asInt(50);
        if (size > MOST) {
            throw new InputError("size is too large");
        }
        List<ObjectNode> found = found(question);
        if (found.isEmpty()) {
            return Answer.json(200, "");
        }
        ObjectNode answer = answer(question, found.size());
        ArrayNode hits = (ArrayNode) answer.at("/hits/hits");
        found.stream()
                .skip(question.document().path("offset").asLong(0))
                .limit(size)
                .forEach(hits::add);
        return Answer.json(answer);
    }

    private static ObjectNode answer(Question question, int total) {
        ObjectNode answer = Json.object().put("took", 5).put("timed_out", false);
        answer.putObject("_shards")
                .put("total", 2)
                .put("successful", 2)
                .put("skipped", 0)
                .put("failed", 0);
        answer.putObject("hits").put("total", total).putNull("max_score").putArray("hits");
        answer.put("darktraceChildError", "");
        ObjectNode kibana = answer.putObject("kibana").put("per_page", 50);
        kibana.putObject("time")
                .put("from", question.from().toString())
                .put("to", question.to().toString());
        return answer;
    }

    private Answer analyze(Call call) {
        Question question = question(decoded(call, "hash"));
        String metric = decoded(call, "metric");
        List<ObjectNode> found = found(question);
        Map<String, Long> counts = found.stream()
                .map(hit -> SearchLog.value(hit, metric).asString(""))
                .filter(value -> !value.isEmpty())
                .collect(Collectors.groupingBy(value -> value, TreeMap::new, Collectors.counting()));
        ObjectNode answer = answer(question, found.size());
        ObjectNode aggregations = answer.putObject("aggregations");
        switch (call.required("operation")) {
            case "score", "trend" ->
                counts.forEach((value, count) -> {
                    ObjectNode row = ((ArrayNode) answer.at("/hits/hits"))
                            .addObject()
                            .put("id", value)
                            .put("count", count);
                    if (call.required("operation").equals("trend")) {
                        row.put("start", 0).put("trend", 100);
                    }
                });
            case "terms" -> {
                ArrayNode buckets = aggregations.putObject("terms").putArray("buckets");
                counts.forEach(
                        (value, count) -> buckets.addObject().put("key", value).put("doc_count", count));
            }
            case "mean" -> stats(aggregations.putObject("stats"), found, metric);
            default -> throw new InputError("no such operation");
        }
        return Answer.json(answer);
    }

    private static void stats(ObjectNode stats, List<ObjectNode> found, String metric) {
        DoubleSummaryStatistics numbers = found.stream()
                .map(hit -> SearchLog.value(hit, metric))
                .filter(JsonNode::isNumber)
                .mapToDouble(JsonNode::asDouble)
                .summaryStatistics();
        stats.put("count", numbers.getCount());
        if (numbers.getCount() > 0) {
            stats.put("min", numbers.getMin())
                    .put("max", numbers.getMax())
                    .put("avg", numbers.getAverage())
                    .put("sum", numbers.getSum());
        }
    }

    /** A page has the results of one day, UTC; each further page is a day earlier. */
    private Answer graph(Call call) {
        Question question = question(decoded(call, "hash"));
        String mode = call.required("mode");
        long page = call.number("page").orElse(0L);
        long interval = call.requiredNumber("interval");
        String metric = question.document().path("analyze_field").asString("");
        if (mode.equals("mean") && metric.isEmpty()) {
            throw new InputError("analyze_field is missing");
        }
        Instant start = question.to().truncatedTo(ChronoUnit.DAYS).minus(page, ChronoUnit.DAYS);
        List<ObjectNode> found = found(question).stream()
                .filter(hit -> !SearchLog.time(hit).isBefore(start)
                        && SearchLog.time(hit).isBefore(start.plus(1, ChronoUnit.DAYS)))
                .toList();
        ObjectNode answer = answer(question, found.size());
        ArrayNode buckets = answer.putObject("aggregations").putObject(mode).putArray("buckets");
        new TreeMap<>(found.stream()
                        .collect(
                                Collectors.groupingBy(hit -> SearchLog.time(hit).toEpochMilli() / interval * interval)))
                .forEach((key, hits) -> {
                    ObjectNode bucket = buckets.addObject().put("key", key).put("doc_count", hits.size());
                    if (mode.equals("mean")) {
                        stats(bucket.putObject("mean_stats"), hits, metric);
                    }
                });
        if (question.from().isBefore(start)) {
            ((ObjectNode) answer.get("kibana")).put("next", page + 1);
        }
        return Answer.json(answer);
    }

    private static String decoded(Call call, String name) {
        return URLDecoder.decode(call.required(name).replace("+", "%2B"), UTF_8);
    }
}
