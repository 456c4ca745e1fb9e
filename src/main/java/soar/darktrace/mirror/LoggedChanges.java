package soar.darktrace.mirror;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import soar.darktrace.client.DarktraceNumber;
import soar.darktrace.incident.IncidentHistory;
import soar.darktrace.incident.IncidentHistory.Touched;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What changed by the log of this service. The state is a position in it. */
@Component
class LoggedChanges {

    /** Of one answer; the others come with the next one. */
    private static final int MOST = 5_000;

    /** How far back the first time looks where nobody says since when. */
    private static final Duration FIRST = Duration.ofHours(1);

    private static final String POSITION = "position";

    private final Clock clock;

    LoggedChanges(Clock clock) {
        this.clock = clock;
    }

    Mono<Modified> since(Optional<Instant> since, JsonNode state, String instance, IncidentHistory history) {
        return start(since, state, history)
                .flatMap(start ->
                        history.touched(instance, start, MOST).map(touched -> modified(instance, start, touched)));
    }

    /** A position that the log has not reached is that of another store. */
    private Mono<Long> start(Optional<Instant> since, JsonNode state, IncidentHistory history) {
        OptionalLong known = DarktraceNumber.whole(state.path(POSITION));
        Mono<Long> byTime =
                history.positionBefore(since.orElseGet(() -> clock.instant().minus(FIRST)));
        return known.isEmpty() || known.getAsLong() < 0
                ? byTime
                : history.lastPosition()
                        .flatMap(last -> known.getAsLong() <= last ? Mono.just(known.getAsLong()) : byTime);
    }

    private static Modified modified(String instance, long start, List<Touched> touched) {
        Set<RemoteId> ids = new LinkedHashSet<>();
        touched.forEach(one -> ids.add(new RemoteId(instance, one.source().equals(Documents.GROUP), one.externalId())));
        long position =
                touched.isEmpty() ? start : touched.get(touched.size() - 1).position();
        return new Modified(ids, JsonNodeFactory.instance.objectNode().put(POSITION, position), List.of());
    }
}
