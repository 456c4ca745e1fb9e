package soar.darktrace.mirror;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import soar.darktrace.api.BreachComment;
import soar.darktrace.api.Comments;
import soar.darktrace.api.ModelBreach;
import soar.darktrace.api.ModelBreachApi;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.client.DarktraceNumber;
import soar.darktrace.client.DarktraceTime;
import soar.darktrace.incident.EventKind;
import soar.darktrace.incident.IncidentHistory;
import soar.darktrace.incident.IncidentHistory.Happened;
import soar.darktrace.mirror.RemoteData.Closing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What became of a model breach. Where the log has its changes, what is new is what was written into the log since, whatever
 * Darktrace's clock says; otherwise it is told by Darktrace's times, and that an acknowledgement was taken back is not known.
 */
@Component
class RemoteBreach {

    /** Of one incident, of which XSOAR knew nothing for long. */
    private static final int MOST_EVENTS = 200;

    /** The acknowledgement follows the closing notes, as soon as these were read back, ms. */
    private static final long SETTLED_WITHIN = Duration.ofMinutes(2).toMillis();

    private final ServerLog logs;
    private final Documents documents;

    RemoteBreach(ServerLog logs, Documents documents) {
        this.logs = logs;
        this.documents = documents;
    }

    Mono<RemoteData> read(Wanted wanted, DarktraceInstance darktrace) {
        ModelBreachApi api = darktrace.api(ModelBreachApi.class);
        return api.known(wanted.id().id())
                .collectList()
                .map(found -> ModelBreach.in(
                        JsonNodeFactory.instance.arrayNode().addAll(found),
                        wanted.id().pbid()))
                .flatMap(breach -> {
                    RemoteData data =
                            RemoteData.of(documents.rawBreach(wanted.id().id(), breach.source(), darktrace));
                    return history(wanted.id(), darktrace)
                            .flatMap(history -> logged(wanted, breach, data, darktrace.name(), history))
                            .flatMap(known -> known.closed() == null
                                    ? Mono.just(known)
                                    : comments(wanted, api).map(comments -> withoutOwnClosing(known, breach, comments)))
                            .switchIfEmpty(Mono.defer(() -> asked(wanted, breach, data, api)));
                });
    }

    /** Empty where the log does not have the breach. */
    private Mono<IncidentHistory> history(RemoteId id, DarktraceInstance darktrace) {
        return Mono.justOrEmpty(logs.of(darktrace))
                .filterWhen(history -> history.exists(darktrace.name(), Documents.BREACH, id.id()));
    }

    private static Mono<RemoteData> logged(
            Wanted wanted, ModelBreach breach, RemoteData data, String instance, IncidentHistory history) {
        return history.happened(instance, Documents.BREACH, wanted.id().id(), wanted.since(), MOST_EVENTS)
                .map(events -> data.with(events.stream()
                                .flatMap(event -> event.changes()
                                        .path(BreachChanges.COMMENTS)
                                        .valueStream())
                                .filter(JsonNode::isObject)
                                .map(JsonNode::asObject)
                                .toList())
                        .closedBy(
                                wanted.closes() && breach.isAcknowledged() && isAcknowledged(events)
                                        ? closing(breach)
                                        : null)
                        .reopenedIf(wanted.reopens() && !breach.isAcknowledged() && isTakenBack(events)));
    }

    private static boolean isAcknowledged(List<Happened> events) {
        return events.stream()
                .anyMatch(event -> event.kind() == EventKind.CLOSED
                        && event.changes().path(BreachChanges.ACKNOWLEDGED).asBoolean(false));
    }

    private static boolean isTakenBack(List<Happened> events) {
        return events.stream()
                .anyMatch(event -> event.changes().has(BreachChanges.ACKNOWLEDGED)
                        && !event.changes().path(BreachChanges.ACKNOWLEDGED).asBoolean(true));
    }

    private static Mono<RemoteData> asked(Wanted wanted, ModelBreach breach, RemoteData data, ModelBreachApi api) {
        RemoteData closed = data.closedBy(wanted.closes() ? closingSince(wanted, breach) : null);
        if (DarktraceNumber.whole(breach.source().path("commentCount"), -1) == 0) {
            return Mono.just(closed);
        }
        return comments(wanted, api)
                .map(comments -> withoutOwnClosing(closed, breach, comments)
                        .with(comments.stream()
                                .filter(comment -> !comment.isOurs())
                                .filter(comment ->
                                        comment.time() > wanted.since().toEpochMilli())
                                .map(BreachChanges::json)
                                .toList()));
    }

    private static @Nullable Closing closingSince(Wanted wanted, ModelBreach breach) {
        long time = DarktraceTime.millis(breach.source().path("acknowledged").path("time"))
                .orElse(Long.MAX_VALUE);
        return breach.isAcknowledged() && time > wanted.since().toEpochMilli() ? closing(breach) : null;
    }

    private static Mono<List<BreachComment>> comments(Wanted wanted, ModelBreachApi api) {
        return api.comments(wanted.id().pbid(), null)
                .map(answer -> BreachComment.in(Comments.in(answer).source()));
    }

    /**
     * An acknowledgement that follows the mirror's own closing notes, by the same user, is no news: it would close again what
     * was reopened.
     */
    private static RemoteData withoutOwnClosing(RemoteData data, ModelBreach breach, List<BreachComment> comments) {
        JsonNode acknowledged = breach.source().path("acknowledged");
        String by = acknowledged.path("username").asString("");
        OptionalLong at = DarktraceTime.millis(acknowledged.path("time"));
        boolean isOwn = at.isPresent()
                && comments.stream()
                        .filter(RemoteUpdate::isClosing)
                        .filter(comment -> comment.author().equals(by))
                        .mapToLong(comment -> at.getAsLong() - comment.time())
                        .anyMatch(later -> later >= 0 && later <= SETTLED_WITHIN);
        return isOwn ? data.closedBy(null) : data;
    }

    private static Closing closing(ModelBreach breach) {
        return Closing.acknowledged(breach.acknowledgement().orElse(""));
    }
}
