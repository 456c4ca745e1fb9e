package soar.darktrace.incident;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import soar.darktrace.store.Database;
import soar.darktrace.store.DiskReserve;
import soar.darktrace.store.StoreException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds the incidents and the cursor of each instance. A step's incidents and its new cursor are stored in one transaction,
 * and a breach is stored once, however often it is fetched.
 */
public class IncidentStore {

    /** ASCII only, so that no database and no character set can fail on what a breach holds. */
    static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final Database database;
    private final TransactionOperations transactions;
    private final DiskReserve reserve;
    private final FetchStates states;
    private final IncidentRows rows;
    private final Sinks.Many<Long> arrivals = Sinks.many().multicast().directBestEffort();

    IncidentStore(Database database, TransactionOperations transactions, DiskReserve reserve, Clock clock) {
        this.database = database;
        this.transactions = transactions;
        this.reserve = reserve;
        this.states = new FetchStates(database.jdbc(), clock);
        this.rows = new IncidentRows(database.jdbc(), clock);
    }

    /**
     * What came of storing a step.
     *
     * @param stored whether the cursor was moved; not where somebody else moved it meanwhile, and then nothing is stored
     * @param created how many incidents are new
     * @param duplicates how many were there already
     */
    record Saved(boolean stored, int created, int duplicates) {}

    /** How far an instance has been fetched; {@link FetchState#NEW} before the first step. */
    Mono<FetchState> state(String instance) {
        return database.read(() -> states.read(instance));
    }

    /** The same, but a {@link StoreException} where there is no room for what a step would bring. */
    Mono<FetchState> stateBeforeStep(String instance) {
        return database.read(() -> {
            reserve.check();
            return states.read(instance);
        });
    }

    /** Stores a step's incidents and its cursor, both or neither. */
    Mono<Saved> save(String instance, FetchState before, Fetched fetched) {
        return adding(position ->
                states.move(instance, before, fetched) ? added(instance, fetched, position) : new Saved(false, 0, 0));
    }

    /** Stores a step's incidents only, as a look back does. */
    Mono<Saved> add(String instance, Fetched fetched) {
        return adding(position -> added(instance, fetched, position));
    }

    /** Where a look back begins; empty where none is due ({@link FetchStates#lookBack}). */
    Mono<LastRun> lookBack(String instance, Duration length, Duration every) {
        return database.read(() -> states.lookBack(instance, length, every).orElse(null));
    }

    /** A look back that began at this time has come to its end. */
    Mono<Void> lookedBack(String instance, Instant begun) {
        return writing(position -> {
                    states.lookedBack(instance, begun);
                    return true;
                })
                .then();
    }

    /** Writes down that a step failed; the cursor stays where it is. */
    Mono<Void> failed(String instance, String code, String sentence) {
        return writing(position -> {
                    states.failed(instance, code, sentence);
                    return true;
                })
                .then();
    }

    /** Keeps where the first step begins, so that it begins there however often it fails. */
    Mono<Void> begin(String instance, LastRun start) {
        return writing(position -> {
                    states.begin(instance, start);
                    return true;
                })
                .then();
    }

    /** Makes the next step begin elsewhere. The incidents stay, so that none of them becomes a second one. */
    Mono<Void> reset(String instance, LastRun start) {
        return writing(position -> {
                    states.reset(instance, start);
                    return true;
                })
                .then();
    }

    /** How many incidents of an instance there are, those included whose document was cleaned up. */
    Mono<Long> count(String instance) {
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

    private Mono<Saved> adding(LongFunction<Saved> add) {
        return writing(position -> {
                    reserve.check();
                    return add.apply(position);
                })
                .doOnNext(saved -> {
                    if (saved.created() > 0) {
                        tellOfArrivals(saved.created());
                    }
                });
    }

    private Saved added(String instance, Fetched fetched, long position) {
        int created = rows.add(instance, fetched.incidents(), position);
        return new Saved(true, created, fetched.incidents().size() - created);
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
