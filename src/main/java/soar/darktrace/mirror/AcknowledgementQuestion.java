package soar.darktrace.mirror;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import reactor.core.publisher.Mono;
import soar.darktrace.api.BreachParameters;
import soar.darktrace.api.ModelBreach;
import soar.darktrace.api.ModelBreachApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.DarktraceNumber;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.mirror.AskedChanges.Part;
import soar.darktrace.mirror.AskedChanges.Question;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which breaches were acknowledged, or are open again. Darktrace has no list of that, so that the breaches of a window are read;
 * the older ones less often. The state has the acknowledged ones with the time of that.
 *
 * @param from how long before now the window begins, by the creation of a breach
 * @param to how long before now it ends
 */
record AcknowledgementQuestion(Duration from, Duration to, Duration every) implements Question {

    static final AcknowledgementQuestion RECENT =
            new AcknowledgementQuestion(Duration.ofDays(1), CommentQuestion.AHEAD.negated(), Duration.ZERO);

    static final AcknowledgementQuestion OLDER =
            new AcknowledgementQuestion(Duration.ofDays(14), Duration.ofDays(1), Duration.ofMinutes(15));

    private static final int MOST = 2_000;
    private static final String AT = "at";
    private static final String ACKNOWLEDGED = "acknowledged";

    @Override
    public Mono<Part> ask(JsonNode state, Instant since, Instant now, DarktraceInstance darktrace) {
        OptionalLong at = DarktraceNumber.whole(state.path(AT));
        if (at.isPresent()
                && at.getAsLong() <= now.toEpochMilli()
                && now.toEpochMilli() - at.getAsLong() < every.toMillis()) {
            return Mono.just(new Part(Set.of(), state));
        }
        int minScore = darktrace.settings().minScore();
        BreachParameters query = new BreachParameters()
                .between(now.minus(from), now.minus(to))
                .minScore(minScore > 0 ? BigDecimal.valueOf(minScore) : null)
                .addIf(true, "includeacknowledged");
        Look look = new Look(darktrace.name(), state.path(ACKNOWLEDGED), at.orElse(since.toEpochMilli()), at.isEmpty());
        return darktrace
                .api(ModelBreachApi.class)
                .created(query.values())
                .doOnNext(look::take)
                .then(Mono.fromSupplier(() -> new Part(look.changed, look.next(now))));
    }

    /** One look at the breaches of a window. */
    private static final class Look {

        private final String instance;
        private final JsonNode before;
        private final long at;
        private final boolean isFirst;
        private final Set<RemoteId> changed = new LinkedHashSet<>();
        private final Map<String, Long> acknowledged = new LinkedHashMap<>();

        Look(String instance, JsonNode before, long at, boolean isFirst) {
            this.instance = instance;
            this.before = before;
            this.at = at;
            this.isFirst = isFirst;
        }

        void take(JsonNode item) {
            OptionalLong pbid = DarktraceNumber.whole(item.path("pbid"));
            if (!(item instanceof ObjectNode breach) || pbid.isEmpty()) {
                return;
            }
            RemoteId id = RemoteId.ofBreach(instance, Math.abs(pbid.getAsLong()));
            boolean isAcknowledged = new ModelBreach(breach).isAcknowledged();
            long time =
                    DarktraceTime.millis(breach.path(ACKNOWLEDGED).path("time")).orElse(0);
            if (isAcknowledged ? isNews(id, time) : before.has(id.id())) {
                changed.add(id);
            }
            if (isAcknowledged) {
                acknowledged.put(id.id(), time);
            }
        }

        /** Of more acknowledged ones than a state holds, those that are not in it are told by their time. */
        private boolean isNews(RemoteId id, long time) {
            if (before.has(id.id())) {
                return DarktraceNumber.whole(before.path(id.id()), -1) != time;
            }
            return isFirst ? time > at : before.size() < MOST || time > at - CommentQuestion.OVERLAP.toMillis();
        }

        ObjectNode next(Instant now) {
            ObjectNode state = JsonNodeFactory.instance.objectNode().put(AT, now.toEpochMilli());
            ObjectNode kept = state.putObject(ACKNOWLEDGED);
            acknowledged.entrySet().stream()
                    .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                    .limit(MOST)
                    .forEach(one -> kept.put(one.getKey(), one.getValue()));
            return state;
        }
    }
}
