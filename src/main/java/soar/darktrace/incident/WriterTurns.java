package soar.darktrace.incident;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.springframework.transaction.support.TransactionOperations;
import reactor.core.publisher.Mono;
import soar.darktrace.store.Database;
import soar.darktrace.store.HighMark;

/**
 * All writers take turns, across processes: none meets another one's new row, and events become visible in the order of
 * their positions.
 */
record WriterTurns(Database database, TransactionOperations transactions, EventTable events, HighMark mark) {

    /**
     * Runs a change in a transaction.
     *
     * @param write gets the position of the event that was stored last
     */
    <T> Mono<T> write(LongFunction<T> write) {
        return database.write(() -> {
            AtomicLong position = new AtomicLong();
            T result = transactions.execute(status -> {
                database.limitTransaction();
                T written = write.apply(events.lockLastPosition());
                position.set(mark.isKept() ? events.lastPosition() : 0);
                return written;
            });
            mark.write(position.get());
            return result;
        });
    }
}
