package soar.darktrace.mirror;

import java.util.List;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;
import soar.darktrace.api.AnalystApi;
import soar.darktrace.api.AnalystGroup;
import soar.darktrace.api.AnalystState;
import soar.darktrace.api.BreachState;
import soar.darktrace.api.GroupChange;
import soar.darktrace.api.ModelBreachApi;
import soar.darktrace.client.DarktraceInstance;

/**
 * What a mirrored incident is in Darktrace, as it was read.
 *
 * @param pbids the breaches that may carry its notes: the first one gets new ones, but a group may have had another first one
 * @param acknowledge acknowledges it or takes that back, and returns a sentence about it
 */
record Counterpart(List<Long> pbids, boolean isAcknowledged, Acknowledging acknowledge) {

    /** Changes the acknowledgement. */
    @FunctionalInterface
    interface Acknowledging {
        Mono<String> set(boolean isWanted);
    }

    /** Each is read before a note is written. */
    private static final int MOST_BREACHES = 20;

    /** Reads it; {@code not_found} if Darktrace does not know it. */
    static Mono<Counterpart> of(RemoteId remote, DarktraceInstance darktrace, RemoteGroup groups) {
        return remote.isGroup()
                ? groups.living(remote.id(), darktrace).flatMap(group -> of(group, darktrace))
                : breach(remote.pbid(), darktrace);
    }

    private static Mono<Counterpart> breach(long pbid, DarktraceInstance darktrace) {
        ModelBreachApi api = darktrace.api(ModelBreachApi.class);
        return api.breachOrNotFound(pbid)
                .map(breach -> new Counterpart(
                        List.of(pbid),
                        breach.isAcknowledged(),
                        isWanted ->
                                (isWanted ? BreachState.ACKNOWLEDGED : BreachState.UNACKNOWLEDGED).settle(api, pbid)));
    }

    private static Mono<Counterpart> of(AnalystGroup group, DarktraceInstance darktrace) {
        AnalystApi api = darktrace.api(AnalystApi.class);
        return api.eventsOf(group.eventIds(), null)
                .map(events -> new Counterpart(
                        oldest(events.stream().flatMap(event -> event.pbids().stream())),
                        group.isAcknowledged(),
                        isWanted -> change(group, isWanted).settle(api)));
    }

    private static GroupChange change(AnalystGroup group, boolean isWanted) {
        return new GroupChange(
                isWanted ? AnalystState.ACKNOWLEDGED : AnalystState.UNACKNOWLEDGED, group.id(), group.eventIds());
    }

    /** A group grows at its end, so that the oldest breach stays the first. */
    private static List<Long> oldest(Stream<Long> pbids) {
        return pbids.distinct().sorted().limit(MOST_BREACHES).toList();
    }
}
