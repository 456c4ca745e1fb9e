package soar.darktrace.mirror;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import soar.darktrace.api.BreachComment;
import soar.darktrace.api.Comments;
import soar.darktrace.api.ModelBreach;
import soar.darktrace.api.ModelBreachApi;
import soar.darktrace.client.DarktraceException;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.DarktraceNumber;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.fetch.ShortText;
import soar.darktrace.incident.Incident;
import soar.darktrace.incident.IncidentChange;
import soar.darktrace.incident.IncidentStore;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares a breach with what was told of it, and tells the rest: the events and that they were told are stored together, so that
 * each comment and each acknowledgement is told once, whatever ends this process in between.
 */
final class BreachWatch {

    private static final int LONGEST_ACKNOWLEDGEMENT = 1_000;

    private final DarktraceInstance darktrace;
    private final Documents documents;
    private final IncidentStore store;
    private final FollowedTable table;
    private final Oddities oddities;

    BreachWatch(
            DarktraceInstance darktrace,
            Documents documents,
            IncidentStore store,
            FollowedTable table,
            Oddities oddities) {
        this.darktrace = darktrace;
        this.documents = documents;
        this.store = store;
        this.table = table;
        this.oddities = oddities;
    }

    /**
     * Tells what is new; returns how many events that made.
     *
     * @param told what was told before
     * @param hasComments whether there are comments of which that is not known
     */
    Mono<Integer> tell(ModelBreach breach, FollowedBreach told, boolean hasComments) {
        OptionalLong count = DarktraceNumber.whole(breach.source().path("commentCount"));
        boolean isCounted =
                count.isPresent() && !Long.valueOf(count.getAsLong()).equals(counted(told));
        Mono<List<BreachComment>> comments =
                hasComments || isCounted ? comments(told.id()) : Mono.just(List.<BreachComment>of());
        return comments.flatMap(all -> tell(breach, told, all, count.isPresent() ? count.getAsLong() : all.size()))
                .switchIfEmpty(Mono.defer(() -> tell(breach, told, List.of(), null)));
    }

    /** A breach of which nothing was told had no comments. */
    private static @Nullable Long counted(FollowedBreach told) {
        return told.version() == 0 ? Long.valueOf(0) : told.commentCount();
    }

    /** Empty where they cannot be read: the acknowledgement is told all the same, and the comments when they can. */
    private Mono<List<BreachComment>> comments(String pbid) {
        return darktrace
                .api(ModelBreachApi.class)
                .comments(Long.parseLong(pbid), null)
                .map(answer -> BreachComment.in(Comments.in(answer).source()))
                .onErrorResume(DarktraceException.class, oddities::passOver);
    }

    /**
     * Tells it.
     *
     * @param count as Darktrace counts the comments; null where they could not be read
     */
    private Mono<Integer> tell(ModelBreach breach, FollowedBreach told, List<BreachComment> all, @Nullable Long count) {
        List<BreachComment> news = told.comments().news(all);
        String acknowledged = acknowledged(breach);
        FollowedBreach now = told.acknowledged(acknowledged)
                .counting(count == null ? told.commentCount() : count)
                .told(told.comments().with(news, all));
        boolean isSame = now.equals(told.version() == 0 ? told.counting(count == null ? null : 0L) : told);
        if (isSame) {
            return Mono.just(0);
        }
        return store.lookup()
                .wholes(darktrace.name(), Documents.BREACH, List.of(told.id()))
                .flatMap(wholes -> {
                    Incident incident = incident(breach.source(), told.id(), wholes.get(told.id()));
                    List<IncidentChange> events = new ArrayList<>(
                            BreachChanges.commented(incident, news, count == null ? all.size() : count));
                    if (!Objects.equals(acknowledged, told.acknowledged())) {
                        events.add(BreachChanges.acknowledged(incident, breach));
                    }
                    return store.append(events, () -> table.remember(now));
                });
    }

    private Incident incident(ObjectNode breach, String id, @Nullable String belongsTo) {
        return new Incident(
                darktrace.name(),
                Documents.BREACH,
                id,
                DarktraceTime.millis(breach.path("creationTime")).orElse(0),
                documents.breach(id, breach, belongsTo, darktrace).json());
    }

    /** When and by whom; null where it is open. One that was taken back and given again is another one. */
    private static @Nullable String acknowledged(ModelBreach breach) {
        if (!breach.isAcknowledged()) {
            return null;
        }
        return ShortText.cut(breach.acknowledgement().orElse("acknowledged"), LONGEST_ACKNOWLEDGEMENT);
    }
}
