package soar.darktrace.incident;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import soar.darktrace.store.Database;
import soar.darktrace.store.DiskReserve;
import soar.darktrace.store.StoreException;

/**
 * Holds the incidents. One is stored once, however often it is fetched, and in the same transaction as the cursor of whoever
 * fetches it.
 */
public class IncidentStore {

    private final Database database;
    private final TransactionOperations transactions;
    private final DiskReserve reserve;
    private final IncidentRows rows;
    private final Sinks.Many<Long> arrivals = Sinks.many().multicast().directBestEffort();

    IncidentStore(Database database, TransactionOperations transactions, DiskReserve reserve, Clock clock) {
        this.database = database;
        this.transactions = transactions;
        this.reserve = reserve;
        this.rows = new IncidentRows(database.jdbc(), clock);
    }

    /**
     * What came of storing incidents.
     *
     * @param stored whether the cursor was moved; not where somebody else moved it meanwhile, and then nothing is stored
     * @param created how many incidents are new
     * @param duplicates how many were there already
     */
    public record Saved(boolean stored, int created, int duplicates) {}

    /** Completes where there is room for more incidents; else the failure is a {@link StoreException}. */
    public Mono<Void> requireRoom() {
        return database.read(() -> {
            reserve.check();
            return null;
        });
    }

    /**
     * Stores incidents and what moves a cursor, both or neither.
     *
     * @param moveCursor runs in the same transaction; false where somebody else moved the cursor meanwhile, and then nothing
     *     is stored
     */
    public Mono<Saved> save(String instance, List<Incident> incidents, BooleanSupplier moveCursor) {
        return writing(position -> {
                    reserve.check();
                    if (!moveCursor.getAsBoolean()) {
                        return new Saved(false, 0, 0);
                    }
                    int created = rows.add(instance, incidents, position);
                    return new Saved(true, created, incidents.size() - created);
                })
                .doOnNext(saved -> {
                    if (saved.created() > 0) {
                        tellOfArrivals(saved.created());
                    }
                });
    }

    /** Runs a change in a transaction, in turn with whoever stores incidents. */
    public Mono<Void> inTurn(Runnable change) {
        return writing(position -> {
                    change.run();
                    return true;
                })
                .then();
    }

    /**
     * The external IDs of the incidents of an instance that were created since then, with the time of their creation, the oldest
     * first; at most so many.
     */
    public Mono<Map<String, Long>> createdSince(String instance, long from, int most) {
        return database.read(() -> rows.createdSince(instance, from, most));
    }

    /** How many incidents of an instance there are, those included whose document was cleaned up. */
    public Mono<Long> count(String instance) {
        return database.read(() -> rows.count(instance));
    }

    /** The position of the incident that was stored last; 0 where none was. */
    public Mono<Long> lastPosition() {
        return database.read(rows::lastPosition);
    }

    /**
     * The incidents after a position, in order, those whose document was cleaned up left out.
     *
     * @param instance only those of this instance; null for all
     */
    public Mono<List<StoredIncident>> after(long position, int limit, @Nullable String instance) {
        return database.read(() -> rows.after(position, limit, instance));
    }

    /** Whether incidents between two positions, the second included, were cleaned up: their document, or all of them. */
    public Mono<Boolean> isCleanedUp(long after, long upTo, @Nullable String instance) {
        return database.read(() -> rows.isCleanedUp(after, upTo, instance));
    }

    /**
     * Why incidents cannot be stored now; empty where they can, as far as it is known. After a failure a database elsewhere is
     * written to, to see; H2 does not come back but by itself or a restart.
     */
    Mono<StoreException> failure() {
        return Mono.defer(() -> database.failure() == null || database.isEmbedded()
                        ? Mono.<Void>empty()
                        : writing(position -> rows.add("", List.of(), position))
                                .onErrorComplete()
                                .then())
                .then(Mono.defer(() -> Mono.justOrEmpty(database.failure())))
                .switchIfEmpty(Mono.defer(() -> Mono.justOrEmpty(reserve.failure())));
    }

    /** Says each time that this process stored incidents; another replica's are found by looking. */
    public Flux<Long> arrivals() {
        return arrivals.asFlux();
    }

    /** Whoever is busy at the moment looks by itself afterwards. */
    private synchronized void tellOfArrivals(long created) {
        arrivals.tryEmitNext(created);
    }

    /**
     * All writers take turns, across processes: none meets another one's new row, and incidents become visible in the
     * order of their positions.
     */
    private <T> Mono<T> writing(LongFunction<T> write) {
        return database.write(() -> transactions.execute(status -> {
            database.limitTransaction();
            return write.apply(rows.lockLastPosition());
        }));
    }
}
