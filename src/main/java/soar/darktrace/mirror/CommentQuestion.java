package soar.darktrace.mirror;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;
import soar.darktrace.api.BreachComment;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.DarktraceNumber;
import soar.darktrace.mirror.AskedChanges.Part;
import soar.darktrace.mirror.AskedChanges.Question;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Which breaches have new comments. Its state has the time of the newest one, and those of about then by their keys. */
final class CommentQuestion implements Question {

    /** How late a comment may show up, by its own time. */
    static final Duration OVERLAP = Duration.ofMinutes(10);

    /** How far the clocks may be apart, and more. */
    static final Duration AHEAD = Duration.ofHours(1);

    private static final Duration FARTHEST = Duration.ofDays(14);
    private static final int MOST_KEYS = 1_000;

    /** After a long pause; the others are read the next time. */
    private static final int MOST_COMMENTS = 20_000;

    private static final String NEWEST = "newest";
    private static final String SEEN = "seen";

    /** A comment without its text, of which many are held. */
    private record Seen(String pbid, long time, String key) {

        static Seen of(BreachComment comment) {
            return new Seen(comment.pbid(), comment.time(), comment.pbid() + ":" + comment.key());
        }
    }

    @Override
    public Mono<Part> ask(JsonNode state, Instant since, Instant now, DarktraceInstance darktrace) {
        boolean isFirst = DarktraceNumber.whole(state.path(NEWEST)).isEmpty();
        long farthest = now.minus(FARTHEST).toEpochMilli();
        long newest = Math.max(DarktraceNumber.whole(state.path(NEWEST), since.toEpochMilli()), farthest);
        Set<String> seen = state.path(SEEN)
                .valueStream()
                .map(key -> key.asString(""))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return CommentFeed.between(Instant.ofEpochMilli(newest).minus(OVERLAP), now.plus(AHEAD), darktrace)
                .take(MOST_COMMENTS)
                .map(Seen::of)
                .collectList()
                .map(comments -> {
                    Set<RemoteId> ids = comments.stream()
                            .filter(comment ->
                                    isFirst ? comment.time() > since.toEpochMilli() : !seen.contains(comment.key()))
                            .map(comment -> new RemoteId(darktrace.name(), false, comment.pbid()))
                            .collect(Collectors.toCollection(LinkedHashSet::new));
                    return new Part(ids, next(comments, newest, now));
                });
    }

    /** By our clock at most, so that one comment from the future does not hide those before it. */
    private static ObjectNode next(List<Seen> comments, long before, Instant now) {
        long latest = comments.stream().mapToLong(Seen::time).max().orElse(before);
        long newest = Math.max(before, Math.min(latest, now.toEpochMilli()));
        ObjectNode state = JsonNodeFactory.instance.objectNode().put(NEWEST, newest);
        long from = newest - OVERLAP.toMillis();
        comments.stream()
                .filter(comment -> comment.time() >= from)
                .sorted(Comparator.comparingLong(Seen::time).reversed())
                .limit(MOST_KEYS)
                .map(Seen::key)
                .distinct()
                .forEach(state.putArray(SEEN)::add);
        return state;
    }
}
