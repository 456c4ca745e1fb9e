package soar.darktrace.incident;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.springframework.transaction.support.TransactionOperations;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import soar.darktrace.store.Database;
import soar.darktrace.store.DiskReserve;
import soar.darktrace.store.HighMark;
import soar.darktrace.store.StoreException;

/**
 * Holds the incidents and the log of what happened to them. An incident is created once, however often it is fetched, and in
 * the same transaction as the cursor of whoever fetches it moves.
 */
public class IncidentStore {

    private final Database database;
    private final DiskReserve reserve;
    private final Clock clock;
    private final IncidentTable incidents;
    private final EventTable events;
    private final GrowthTable growth;
    private final Belonging belonging;
    private final WriterTurns turns;
    private final LogPositions positions;

    IncidentStore(Database database, TransactionOperations transactions, DiskReserve reserve, Clock clock) {
        this.database = database;
        this.reserve = reserve;
        this.clock = clock;
        this.incidents = new IncidentTable(database);
        this.events = new EventTable(database);
        this.growth = new GrowthTable(database);
        this.belonging = new Belonging(growth, events);
        HighMark mark = HighMark.of(database);
        mark.check(events.lastPosition());
        this.turns = new WriterTurns(database, transactions, events, mark);
        this.positions = new LogPositions(lastPosition());
    }

    /**
     * What came of storing incidents.
     *
     * @param stored whether the cursor was moved; not where somebody else moved it meanwhile, and then nothing is stored
     * @param created how many incidents are new
     * @param changed how many events say that an incident changed or closed
     * @param duplicates how many were there already, and did not change
     */
    public record Saved(boolean stored, int created, int changed, int duplicates) {

        static final Saved NOTHING = new Saved(false, 0, 0, 0);
    }

    /** Completes where there is room for more incidents; else the failure is a {@link StoreException}. */
    public Mono<Void> requireRoom() {
        return database.read(() -> {
            reserve.check();
            return null;
        });
    }

    /**
     * Stores incidents, each new one with its event, and what moves a cursor: both or neither.
     *
     * @param moveCursor runs in the same transaction; false where somebody else moved the cursor meanwhile, and then nothing
     *     is stored
     */
    public Mono<Saved> save(List<Incident> listed, BooleanSupplier moveCursor) {
        return Mono.defer(() -> {
            List<NewEvent> serialised = listed.stream()
                    .filter(incident -> incident.growth() == null)
                    .map(NewEvent::created)
                    .toList();
            Collection<List<Incident>> growing = listed.stream()
                    .filter(incident -> incident.growth() != null)
                    .collect(Collectors.groupingBy(incident -> List.of(incident.instance(), incident.source())))
                    .values();
            return turns.write(position -> {
                        reserve.check();
                        if (!moveCursor.getAsBoolean()) {
                            return Saved.NOTHING;
                        }
                        Instant now = clock.instant();
                        List<NewEvent> added = new ArrayList<>(incidents.add(serialised, now));
                        growing.forEach(one ->
                                added.addAll(Growing.store(growth, belonging, one, position + added.size(), now)));
                        events.append(added, position, now);
                        int created = (int) added.stream()
                                .filter(event -> event.kind() == EventKind.CREATED)
                                .count();
                        int changed = added.size() - created;
                        return new Saved(true, created, changed, Math.max(0, listed.size() - added.size()));
                    })
                    .doOnNext(saved -> positions.announce(saved.created() + saved.changed()));
        });
    }

    /** What is known of things that grow, and of what belongs to them. */
    public GrowthLookup lookup() {
        return new GrowthLookup(database, growth);
    }

    /** What happened to incidents after they were created, without their documents. */
    public IncidentHistory history() {
        return new IncidentHistory(database);
    }

    /**
     * Appends to the log what happened to incidents, in this order. Where there is no such incident, nothing is appended.
     *
     * @return how many events were appended
     */
    public Mono<Integer> append(List<IncidentChange> changes) {
        return append(changes, () -> true);
    }

    /**
     * The same together with what its caller remembers of it: both or neither.
     *
     * @param remember runs in the same transaction; false where somebody else remembered something meanwhile, and then nothing
     *     is appended
     */
    public Mono<Integer> append(List<IncidentChange> changes, BooleanSupplier remember) {
        return Mono.defer(() -> {
            List<NewEvent> serialised = changes.stream().map(NewEvent::of).toList();
            return turns.write(position -> {
                        reserve.check();
                        if (!remember.getAsBoolean()) {
                            return 0;
                        }
                        List<NewEvent> known = incidents.existing(serialised);
                        events.append(known, position, clock.instant());
                        return known.size();
                    })
                    .doOnNext(positions::announce);
        });
    }

    /** Runs a change in a transaction, in turn with whoever stores incidents. */
    public Mono<Void> inTurn(Runnable change) {
        return turns.write(position -> {
                    change.run();
                    return true;
                })
                .then();
    }

    /**
     * The external IDs of the incidents of a source that were created since then, with the latest possible time of that; the
     * oldest, so many at most.
     */
    public Mono<Map<String, Long>> createdSince(String instance, String source, long from, int most) {
        return database.read(() -> incidents.createdSince(instance, source, from, most));
    }

    /** How many incidents of a source there are, those included whose document was cleaned up. */
    public Mono<Long> count(String instance, String source) {
        return database.read(() -> incidents.count(instance, source));
    }

    /** The position of the event that was stored last; 0 where none was. */
    public Mono<Long> lastPosition() {
        return database.read(events::lastPosition);
    }

    /**
     * The first events after a position, in order, those whose document was cleaned up left out.
     *
     * @param limit how many at most
     * @param mostCharacters how long their documents may be together; one that is longer comes alone
     */
    public Mono<EventPage> read(long after, int limit, long mostCharacters, EventFilter filter) {
        return database.read(() -> events.read(after, limit, mostCharacters, filter));
    }

    /**
     * The newest incidents of an instance that are left, the oldest of them first.
     *
     * @param most how many at most
     * @param mostCharacters how long their documents may be together; one that is longer comes alone
     */
    public Mono<List<IncidentEvent>> newest(String instance, int most, long mostCharacters) {
        return database.read(() -> events.newest(EventFilter.created(instance), most, mostCharacters));
    }

    /** An incident as it was last, as a JSON object; empty where there is none, or its documents were cleaned up. */
    public Mono<String> document(String instance, String source, String externalId) {
        return database.read(() -> events.lastDocument(instance, source, externalId))
                .flatMap(Mono::justOrEmpty);
    }

    /** Whether events between two positions, the second included, were cleaned up: their document, or all of them. */
    public Mono<Boolean> isCleanedUp(long after, long upTo, EventFilter filter) {
        return database.read(() -> events.isCleanedUp(after, upTo, filter));
    }

    /**
     * Why incidents cannot be stored now; empty where they can, as far as it is known. After a failure a database elsewhere is
     * written to, to see; H2 does not come back but by itself or a restart.
     */
    Mono<StoreException> failure() {
        return Mono.defer(() -> database.failure() == null || database.isEmbedded()
                        ? Mono.<Void>empty()
                        : append(List.of()).onErrorComplete().then())
                .then(Mono.defer(() -> Mono.justOrEmpty(database.failure())))
                .switchIfEmpty(Mono.fromCallable(reserve::failure).subscribeOn(Schedulers.boundedElastic()));
    }

    /**
     * The last position of the log as it is now, and whenever it has changed: at once where this process stored events, within
     * a second where another one did. One look serves all who wait, and nobody looks where none waits. While the store
     * fails nothing comes.
     */
    public Flux<Long> positions() {
        return positions.positions();
    }

    /** Whether the store worked when it was last asked for something. */
    public boolean worked() {
        return database.failure() == null;
    }
}
