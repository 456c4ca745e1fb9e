package soar.darktrace.mirror;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import soar.darktrace.api.AnalystApi;
import soar.darktrace.api.AnalystGroup;
import soar.darktrace.api.BreachParameters;
import soar.darktrace.client.DarktraceInstance;
import soar.darktrace.incident.EventKind;
import soar.darktrace.incident.GrowthLookup.GoesOn;
import soar.darktrace.incident.IncidentHistory.Happened;
import soar.darktrace.mirror.RemoteData.Closing;

/**
 * What became of a group of AI Analyst. One that another one took up is answered for by that. Darktrace does not say when a
 * group was acknowledged: where the log does not either, an acknowledged one is to be closed.
 */
@Component
class RemoteGroup {

    private static final int MOST_EVENTS = 200;

    /** How far back the group that took up another one is looked for; it took part in something since. */
    private static final Duration FARTHEST = Duration.ofDays(30);

    private final ServerLog logs;
    private final Documents documents;
    private final Clock clock;

    RemoteGroup(ServerLog logs, Documents documents, Clock clock) {
        this.logs = logs;
        this.documents = documents;
        this.clock = clock;
    }

    Mono<RemoteData> read(Wanted wanted, DarktraceInstance darktrace) {
        String id = wanted.id().id();
        return Mono.justOrEmpty(logs.groups(darktrace))
                .flatMap(groups -> groups.goesOn(darktrace.name(), Documents.GROUP, id))
                .flatMap(goesOn ->
                        group(goesOn.knownAs(), darktrace).flatMap(group -> logged(wanted, goesOn, group, darktrace)))
                .switchIfEmpty(Mono.defer(() -> group(id, darktrace)
                        .flatMap(group -> data(group, darktrace)
                                .map(data -> data.closedBy(
                                        wanted.closes() && group.isAcknowledged() ? Closing.acknowledged("") : null)))))
                .defaultIfEmpty(RemoteData.UNKNOWN);
    }

    /** The group that answers for this one now; {@code not_found} if Darktrace knows none with events. */
    Mono<AnalystGroup> living(String id, DarktraceInstance darktrace) {
        return Mono.justOrEmpty(logs.groups(darktrace))
                .flatMap(groups -> groups.goesOn(darktrace.name(), Documents.GROUP, id))
                .flatMap(goesOn -> group(goesOn.knownAs(), darktrace))
                .switchIfEmpty(Mono.defer(() -> group(id, darktrace)))
                .filter(group -> !group.eventIds().isEmpty())
                .switchIfEmpty(Mono.error(() -> AnalystApi.unknownGroup(id)));
    }

    /** The group that is or was this one; empty where Darktrace knows none. */
    private Mono<AnalystGroup> group(String id, DarktraceInstance darktrace) {
        AnalystApi api = darktrace.api(AnalystApi.class);
        Instant now = clock.instant();
        BreachParameters all = new BreachParameters()
                .between(now.minus(FARTHEST), now.plus(CommentQuestion.AHEAD))
                .add("includeacknowledged", true)
                .add("includeallpinned", false)
                .add("includegroupurl", true);
        return Mono.defer(() -> api.groupsOf("groupid", id))
                .flatMap(groups -> Mono.justOrEmpty(groups.stream().findFirst()))
                .switchIfEmpty(Mono.defer(() -> api.groups(all.values())
                        .filter(item -> item.isObject() && new AnalystGroup(item.asObject()).isOrWas(id))
                        .next()
                        .map(item -> new AnalystGroup(item.asObject()))));
    }

    private Mono<RemoteData> data(AnalystGroup group, DarktraceInstance darktrace) {
        return documents.rawGroup(group.id(), group.source(), darktrace).map(RemoteData::of);
    }

    private Mono<RemoteData> logged(Wanted wanted, GoesOn goesOn, AnalystGroup group, DarktraceInstance darktrace) {
        String id = wanted.id().id();
        boolean isTakenUp = !goesOn.externalId().equals(id);
        RemoteId whole = RemoteId.ofGroup(wanted.id().instance(), goesOn.externalId());
        return Mono.zip(
                data(group, darktrace),
                Mono.justOrEmpty(logs.of(darktrace))
                        .flatMap(history ->
                                history.happened(darktrace.name(), Documents.GROUP, id, wanted.since(), MOST_EVENTS)),
                (data, events) -> isTakenUp
                        ? data.closedBy(
                                wanted.closes() && isClosed(events) ? Closing.mergedInto(whole.toString()) : null)
                        : acknowledged(wanted, data, events));
    }

    private static boolean isClosed(List<Happened> events) {
        return events.stream().anyMatch(event -> event.kind() == EventKind.CLOSED);
    }

    /** What was acknowledged or taken back since, where that still holds. */
    private static RemoteData acknowledged(Wanted wanted, RemoteData data, List<Happened> events) {
        boolean isAcknowledged = data.object().path(BreachChanges.ACKNOWLEDGED).asBoolean(false);
        boolean hasBecomeSo = events.stream()
                .map(event -> event.changes().path(BreachChanges.ACKNOWLEDGED))
                .anyMatch(became -> became.isBoolean() && became.booleanValue() == isAcknowledged);
        return data.closedBy(wanted.closes() && isAcknowledged && hasBecomeSo ? Closing.acknowledged("") : null)
                .reopenedIf(wanted.reopens() && !isAcknowledged && hasBecomeSo);
    }
}
