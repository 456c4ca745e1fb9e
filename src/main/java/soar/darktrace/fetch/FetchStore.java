package soar.darktrace.fetch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import reactor.core.publisher.Mono;
import soar.darktrace.incident.IncidentStore;
import soar.darktrace.incident.IncidentStore.Saved;
import soar.darktrace.store.Database;

/**
 * Keeps how far each source of each instance has been fetched. What was fetched and its new cursor are stored in one
 * transaction.
 */
class FetchStore {

    /** More IDs than this are not handed to a fetch: it takes what it has seen again, and the store drops it. */
    private static final int MOST_SEEN = 50_000;

    private final Database database;
    private final IncidentStore incidents;
    private final FetchStateTable table;

    FetchStore(Database database, IncidentStore incidents, Clock clock) {
        this.database = database;
        this.incidents = incidents;
        this.table = new FetchStateTable(database.jdbc(), clock);
    }

    /** How far a source has been fetched; {@link FetchState#NEW} before the first time. */
    Mono<FetchState> state(FetchKey key) {
        return database.read(() -> table.read(key))
                .flatMap(state -> having(key, state.cursor()).map(state::at));
    }

    /**
     * How far a source has been fetched, with what a fetch needs to know; a failure where there is no room for what it would
     * bring.
     */
    Mono<FetchState> stateBeforeFetch(Feed feed) {
        return incidents
                .requireRoom()
                .then(feed.source().grows() ? database.read(() -> table.read(feed.key())) : state(feed.key()));
    }

    /** What the store knows of items. Of those that do not grow the cursor has it, but for what they belong to. */
    Memory memory(Feed feed) {
        boolean isAlone = feed.settings().fetch().size() == 1;
        return isAlone && !feed.source().grows() ? Memory.NONE : new StoreMemory(feed, incidents.lookup());
    }

    /** Stores what was fetched and moves the cursor, both or neither. */
    Mono<Saved> save(FetchKey key, FetchState before, Fetched fetched) {
        return incidents.save(fetched.incidents(), () -> table.move(key, before, fetched));
    }

    /** Stores what was fetched and moves nothing, as a look back does. */
    Mono<Saved> add(FetchKey key, Fetched fetched) {
        return incidents.save(fetched.incidents(), () -> true);
    }

    /** Where a look back begins; empty where none is due ({@link FetchStateTable#lookBackStart}). */
    Mono<FetchCursor> lookBackStart(Feed feed, Duration every) {
        Duration length = feed.pace().lookBack();
        return database.read(
                        () -> table.lookBackStart(feed.key(), length, every).orElse(null))
                .flatMap(start -> feed.source().grows() ? Mono.just(start) : having(feed.key(), start));
    }

    /** A look back that began at this time has ended. */
    Mono<Void> endLookBack(FetchKey key, Instant begun) {
        return incidents.inTurn(() -> table.endLookBack(key, begun));
    }

    /** Writes down that a fetch failed; the cursor stays where it is. */
    Mono<Void> recordFailure(FetchKey key, String code, String sentence) {
        return incidents.inTurn(() -> table.recordFailure(key, code, sentence));
    }

    /** Keeps where the first fetch begins, so that it begins there however often it fails. */
    Mono<Void> begin(FetchKey key, FetchCursor start) {
        return incidents.inTurn(() -> table.begin(key, start));
    }

    /** Makes the next fetch begin elsewhere. The incidents stay, so that none of them becomes a second one. */
    Mono<Void> reset(FetchKey key, FetchCursor start) {
        return incidents.inTurn(() -> table.reset(key, start));
    }

    /** How many incidents of a source there are, those included whose document was cleaned up. */
    Mono<Long> count(FetchKey key) {
        return incidents.count(key.instance(), key.source());
    }

    /** With what the next query can list again: it begins a millisecond before. */
    private Mono<FetchCursor> having(FetchKey key, FetchCursor cursor) {
        return cursor.settled() == null
                ? Mono.just(cursor)
                : incidents
                        .createdSince(key.instance(), key.source(), cursor.base() - 1, MOST_SEEN)
                        .map(cursor::having);
    }
}
