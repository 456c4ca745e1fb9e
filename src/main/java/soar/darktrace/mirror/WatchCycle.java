package soar.darktrace.mirror;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import soar.darktrace.api.BreachComment;
import soar.darktrace.api.ModelBreach;
import soar.darktrace.api.ModelBreachApi;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.DarktraceNumber;
import soar.darktrace.incident.IncidentStore;
import soar.darktrace.mirror.FollowedTable.Listed;
import soar.darktrace.store.Database;
import tools.jackson.databind.node.ObjectNode;

/**
 * Looks once at what became of the breaches of an instance that are incidents: at those with new comments, and at those whose turn
 * it is. Nothing is held but a page of IDs and the breach that was just read.
 */
final class WatchCycle {

    /** So many breaches are asked for at once. */
    private static final int BATCH = 100;

    private static final int PAGE = 1_000;

    /** After a long pause; the others are read with the next cycle. */
    private static final int MOST_COMMENTS = 20_000;

    private final DarktraceInstance darktrace;
    private final MirrorSettings settings;
    private final Database database;
    private final FollowedTable table;
    private final Oddities oddities;
    private final BreachWatch breaches;
    private final Clock clock;
    private final AtomicLong cycle = new AtomicLong();

    WatchCycle(
            DarktraceInstance darktrace,
            MirrorSettings settings,
            Documents documents,
            Database database,
            IncidentStore store,
            Clock clock) {
        this.darktrace = darktrace;
        this.settings = settings;
        this.database = database;
        this.table = new FollowedTable(database, darktrace.name());
        this.oddities = new Oddities(darktrace.name());
        this.breaches = new BreachWatch(darktrace, documents, store, table, oddities);
        this.clock = clock;
    }

    /** A breach to be looked at, and whether it has comments that were not told. */
    private record Look(String id, boolean hasComments) {}

    /** How many events were told. A cycle that failed is gone through again. */
    Mono<Integer> run() {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            long from = now.minus(settings.followFor()).toEpochMilli();
            AtomicLong newest = new AtomicLong(Long.MIN_VALUE);
            return Flux.concat(commented(now, from, newest), due(now, from))
                    .buffer(BATCH)
                    .concatMap(batch -> look(batch, from), 1)
                    .reduce(0, Integer::sum)
                    .delayUntil(events -> moveNewest(newest.get(), now))
                    .doOnNext(events -> cycle.incrementAndGet());
        });
    }

    /** By our clock at most, so that one comment from the future does not hide those before it. */
    private Mono<Void> moveNewest(long latest, Instant now) {
        return database.<Void>write(() -> {
            long newest = Math.min(latest, now.toEpochMilli());
            OptionalLong known = table.newestComment();
            if (latest > Long.MIN_VALUE && (known.isEmpty() || known.getAsLong() < newest)) {
                table.moveNewestComment(newest);
            }
            return null;
        });
    }

    private Flux<Look> commented(Instant now, long from, AtomicLong newest) {
        return database.read(() -> Math.max(table.newestComment().orElse(from), from))
                .flatMapMany(known -> CommentFeed.between(
                                Instant.ofEpochMilli(known).minus(CommentQuestion.OVERLAP),
                                now.plus(CommentQuestion.AHEAD),
                                darktrace)
                        .onErrorResume(DarktraceException.class, oddities::passOver))
                .take(MOST_COMMENTS)
                .doOnNext(comment -> newest.accumulateAndGet(comment.time(), Math::max))
                .buffer(BATCH)
                .concatMap(comments -> untold(comments, from), 1);
    }

    private Flux<Look> untold(List<BreachComment> comments, long from) {
        Map<String, List<BreachComment>> byBreach =
                comments.stream().collect(Collectors.groupingBy(BreachComment::pbid));
        return database.read(() -> table.told(byBreach.keySet(), from))
                .flatMapIterable(told -> told.values().stream()
                        .filter(breach -> !breach.comments()
                                .news(byBreach.getOrDefault(breach.id(), List.of()))
                                .isEmpty())
                        .map(breach -> new Look(breach.id(), true))
                        .toList());
    }

    private Flux<Look> due(Instant now, long from) {
        LookPlan plan = new LookPlan(cycle.get(), settings.interval());
        return page(from, "")
                .expand(page -> page.size() < PAGE
                        ? Mono.empty()
                        : page(page.get(PAGE - 1).created(), page.get(PAGE - 1).id()))
                .concatMapIterable(page -> page.stream()
                        .filter(listed -> plan.isDue(
                                listed.id(),
                                Duration.ofMillis(Math.max(0, now.toEpochMilli() - listed.created())),
                                listed.isAcknowledged()))
                        .map(listed -> new Look(listed.id(), false))
                        .toList());
    }

    private Mono<List<Listed>> page(long created, String id) {
        return database.read(() -> table.after(created, id, PAGE));
    }

    private Mono<Integer> look(List<Look> batch, long from) {
        Map<String, Boolean> hasComments = new HashMap<>();
        batch.forEach(look -> hasComments.merge(look.id(), look.hasComments(), Boolean::logicalOr));
        return database.read(() -> table.told(hasComments.keySet(), from))
                .filter(told -> !told.isEmpty())
                .flatMapMany(told -> darktrace
                        .api(ModelBreachApi.class)
                        .known(String.join(",", told.keySet()))
                        .onErrorResume(DarktraceException.class, oddities::passOver)
                        .concatMap(
                                item -> {
                                    OptionalLong pbid = DarktraceNumber.whole(item.path("pbid"));
                                    String id = pbid.isPresent() ? Long.toString(Math.abs(pbid.getAsLong())) : "";
                                    FollowedBreach known = told.get(id);
                                    return known == null || !(item instanceof ObjectNode breach)
                                            ? Mono.just(0)
                                            : breaches.tell(
                                                    new ModelBreach(breach),
                                                    known,
                                                    hasComments.getOrDefault(id, false));
                                },
                                1))
                .reduce(0, Integer::sum);
    }
}
