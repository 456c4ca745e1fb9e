package soar.darktrace.mirror;

import java.time.Instant;
import reactor.core.publisher.Flux;
import soar.darktrace.api.BreachComment;
import soar.darktrace.api.BreachParameters;
import soar.darktrace.api.ModelBreachApi;
import soar.darktrace.client.DarktraceInstance;

/** The comments on all breaches of an appliance, window by window. */
final class CommentFeed {

    /**
     * What Darktrace returns by default; asked for all the same, since which ones are left out of a longer list is not known. A
     * window with so many is read in two halves.
     */
    private static final int MOST_OF_A_WINDOW = 100;

    private CommentFeed() {}

    /** Those of others than this connector that were written from one time to another, about in their order. */
    static Flux<BreachComment> between(Instant start, Instant end, DarktraceInstance darktrace) {
        return all(start.toEpochMilli(), end.toEpochMilli(), darktrace.api(ModelBreachApi.class))
                .filter(comment -> !comment.isOurs() && !comment.pbid().isEmpty());
    }

    private static Flux<BreachComment> all(long start, long end, ModelBreachApi api) {
        return api.newComments(new BreachParameters()
                        .between(Instant.ofEpochMilli(start), Instant.ofEpochMilli(end))
                        .add("count", MOST_OF_A_WINDOW)
                        .values())
                .take(MOST_OF_A_WINDOW)
                .collectList()
                .flatMapMany(items -> {
                    if (items.size() < MOST_OF_A_WINDOW || start >= end) {
                        return Flux.fromIterable(items)
                                .concatMapIterable(
                                        item -> BreachComment.of(item).stream().toList());
                    }
                    long middle = start + (end - start) / 2;
                    return Flux.concat(all(start, middle, api), Flux.defer(() -> all(middle + 1, end, api)));
                });
    }
}
