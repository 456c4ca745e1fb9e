package soar.darktrace.access;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;
import soar.darktrace.access.AuditRow.Signed;
import soar.darktrace.store.Database;
import soar.darktrace.store.DiskReserve;
import soar.darktrace.store.StoreException;

/**
 * Writes the rows of this process one batch after the other: what comes while a batch is being written is the next one. So
 * any number of attempts needs one connection, and nobody waits for a lock that a neighbour holds.
 */
final class AuditWriter {

    private static final int LARGEST_BATCH = 200;

    private final Database database;
    private final AuditChain chain;
    private final DiskReserve reserve;
    private final AuditEvents events;
    private final Counter failures;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile @Nullable AuditException failure;

    AuditWriter(Database database, AuditChain chain, DiskReserve reserve, AuditEvents events, MeterRegistry meters) {
        this.database = database;
        this.chain = chain;
        this.reserve = reserve;
        this.events = events;
        this.failures = Counter.builder("darktrace.audit.failures")
                .description("Rows of the audit that could not be written")
                .register(meters);
    }

    private record Waiting(AuditRow row, MonoSink<Void> sink) {}

    /** Completes once the row is on the disk; {@link AuditException} where that is not sure. */
    Mono<Void> append(AuditRow row) {
        // What follows must hold up neither the next batch nor the event loop.
        return Mono.<Void>create(sink -> {
                    queue.add(new Waiting(row, sink));
                    if (count.getAndIncrement() == 0) {
                        writeNext();
                    }
                })
                .publishOn(Schedulers.parallel());
    }

    private void writeNext() {
        List<Waiting> batch = new ArrayList<>();
        for (int i = Math.min(LARGEST_BATCH, count.get()); i > 0; i--) {
            Waiting next = queue.poll();
            if (next != null) {
                batch.add(next);
            }
        }
        written(batch.stream().map(Waiting::row).toList())
                .subscribe(
                        signed -> {
                            signed.forEach(events::written);
                            batch.forEach(waiting -> waiting.sink().success());
                            goOn(batch.size());
                        },
                        problem -> {
                            failures.increment(batch.size());
                            batch.forEach(waiting -> {
                                events.lost(waiting.row(), problem);
                                waiting.sink().error(problem);
                            });
                            goOn(batch.size());
                        });
    }

    private void goOn(int done) {
        if (count.addAndGet(-done) > 0) {
            writeNext();
        }
    }

    private Mono<List<Signed>> written(List<AuditRow> rows) {
        return database.write(() -> {
                    reserve.check();
                    return chain.append(rows);
                })
                .doOnNext(signed -> failure = null)
                .onErrorMap(AuditWriter::unavailable)
                .doOnError(AuditException.class, problem -> failure = problem);
    }

    private static AuditException unavailable(Throwable failure) {
        if (failure instanceof AuditException known) {
            return known;
        }
        return failure instanceof StoreException store
                ? new AuditException(String.valueOf(store.getMessage()), store)
                : new AuditException("This service failed; its log has the cause.", failure);
    }

    /** Why nothing can be written now; empty where it can, as far as it is known. After a failure it tries. */
    Mono<AuditException> failure() {
        return Mono.defer(() -> failure == null
                        ? Mono.<Void>empty()
                        : written(List.of()).onErrorComplete().then())
                .then(Mono.fromSupplier(() -> failure));
    }
}
