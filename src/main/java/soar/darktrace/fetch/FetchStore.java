package soar.darktrace.fetch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import reactor.core.publisher.Mono;
import soar.darktrace.incident.IncidentStore;
import soar.darktrace.incident.IncidentStore.Saved;
import soar.darktrace.store.Database;

/** Keeps how far each instance has been fetched. A step's incidents and its new cursor are stored in one transaction. */
class FetchStore {

    /** More pbids than this are not handed to a step: it takes what it has seen again, and the store drops it. */
    private static final int MOST_SEEN = 50_000;

    private final Database database;
    private final IncidentStore incidents;
    private final FetchStates states;

    FetchStore(Database database, IncidentStore incidents, Clock clock) {
        this.database = database;
        this.incidents = incidents;
        this.states = new FetchStates(database.jdbc(), clock);
    }

    /** How far an instance has been fetched; {@link FetchState#NEW} before the first step. */
    Mono<FetchState> state(String instance) {
        return database.read(() -> states.read(instance))
                .flatMap(state -> having(instance, state.lastRun()).map(state::at));
    }

    /** The same, but a failure where there is no room for what a step would bring. */
    Mono<FetchState> stateBeforeStep(String instance) {
        return incidents.requireRoom().then(state(instance));
    }

    /** Stores a step's incidents and its cursor, both or neither. */
    Mono<Saved> save(String instance, FetchState before, Fetched fetched) {
        return incidents.save(instance, fetched.incidents(), () -> states.move(instance, before, fetched));
    }

    /** Stores a step's incidents only, as a look back does. */
    Mono<Saved> add(String instance, Fetched fetched) {
        return incidents.save(instance, fetched.incidents(), () -> true);
    }

    /** Where a look back begins; empty where none is due ({@link FetchStates#lookBack}). */
    Mono<LastRun> lookBack(String instance, Duration length, Duration every) {
        return database.read(() -> states.lookBack(instance, length, every).orElse(null))
                .flatMap(start -> having(instance, start));
    }

    /** A look back that began at this time has come to its end. */
    Mono<Void> lookedBack(String instance, Instant begun) {
        return incidents.inTurn(() -> states.lookedBack(instance, begun));
    }

    /** Writes down that a step failed; the cursor stays where it is. */
    Mono<Void> failed(String instance, String code, String sentence) {
        return incidents.inTurn(() -> states.failed(instance, code, sentence));
    }

    /** Keeps where the first step begins, so that it begins there however often it fails. */
    Mono<Void> begin(String instance, LastRun start) {
        return incidents.inTurn(() -> states.begin(instance, start));
    }

    /** Makes the next step begin elsewhere. The incidents stay, so that none of them becomes a second one. */
    Mono<Void> reset(String instance, LastRun start) {
        return incidents.inTurn(() -> states.reset(instance, start));
    }

    /** How many incidents of an instance there are, those included whose document was cleaned up. */
    Mono<Long> count(String instance) {
        return incidents.count(instance);
    }

    /** With what the next query can list again: it begins a millisecond before. */
    private Mono<LastRun> having(String instance, LastRun lastRun) {
        return lastRun.settled() == null
                ? Mono.just(lastRun)
                : incidents
                        .createdSince(instance, lastRun.base() - 1, MOST_SEEN)
                        .map(lastRun::having);
    }
}
