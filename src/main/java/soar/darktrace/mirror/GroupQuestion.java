package soar.darktrace.mirror;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Mono;
import soar.darktrace.api.AnalystApi;
import soar.darktrace.api.AnalystGroup;
import soar.darktrace.api.BreachParameters;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.mirror.AskedChanges.Part;
import soar.darktrace.mirror.AskedChanges.Question;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which groups of AI Analyst grew, rose, were acknowledged or took others up. A group answers for those, whose incidents changed
 * with it. The state has a hash of each group.
 */
final class GroupQuestion implements Question {

    private static final Duration WINDOW = Duration.ofDays(7);
    private static final int MOST = 1_000;

    @Override
    public Mono<Part> ask(JsonNode state, Instant since, Instant now, DarktraceInstance darktrace) {
        Set<RemoteId> changed = new LinkedHashSet<>();
        Map<String, String> hashes = new LinkedHashMap<>();
        BreachParameters query = new BreachParameters()
                .between(now.minus(WINDOW), now.plus(CommentQuestion.AHEAD))
                .add("includeacknowledged", true)
                .add("includeallpinned", false);
        return darktrace
                .api(AnalystApi.class)
                .groups(query.values())
                .filter(item -> item.isObject() && !item.path("id").asString("").isBlank())
                .take(MOST)
                .doOnNext(item -> {
                    AnalystGroup group = new AnalystGroup(item.asObject());
                    String hash = hash(group);
                    hashes.put(group.id(), hash);
                    boolean isNews = state.isObject()
                            ? !hash.equals(state.path(group.id()).asString(""))
                            : DarktraceTime.millis(item.path("end")).orElse(0) > since.toEpochMilli();
                    if (isNews) {
                        ids(group).forEach(id -> changed.add(RemoteId.ofGroup(darktrace.name(), id)));
                    }
                })
                .then(Mono.fromSupplier(() -> {
                    ObjectNode next = JsonNodeFactory.instance.objectNode();
                    hashes.forEach(next::put);
                    return new Part(changed, next);
                }));
    }

    private static List<String> ids(AnalystGroup group) {
        Set<String> ids = new LinkedHashSet<>(previousIds(group));
        ids.add(group.id());
        return List.copyOf(ids);
    }

    private static List<String> previousIds(AnalystGroup group) {
        return group.source()
                .path("previousIds")
                .valueStream()
                .map(id -> id.asString(""))
                .filter(id -> !id.isBlank())
                .sorted()
                .toList();
    }

    private static String hash(AnalystGroup group) {
        JsonNode json = group.source();
        String events = String.join(
                ",",
                json.path("incidentEvents")
                        .valueStream()
                        .map(event -> event.path("uuid").asString("")
                                + event.path("acknowledged").asString(""))
                        .sorted()
                        .toList());
        String all = String.join(
                "|",
                json.path("groupScore").asString(""),
                json.path("category").asString(""),
                Boolean.toString(group.isAcknowledged()),
                events,
                String.join(",", previousIds(group)));
        return Integer.toHexString(all.hashCode());
    }
}
