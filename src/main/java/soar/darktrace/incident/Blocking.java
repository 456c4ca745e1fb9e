package soar.darktrace.incident;

import java.util.concurrent.Callable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Runs a database call away from the event loop. Once begun, the call is let finish even if nobody waits for it any more:
 * Reactor would interrupt its thread, and an interrupted thread closes H2's file under everybody else.
 */
public final class Blocking {

    private Blocking() {}

    /** The result of the call, empty where that is null. A failure of the database arrives as {@link StoreException}. */
    public static <T> Mono<T> call(Callable<T> call) {
        return Mono.create(sink -> {
            Schedulers.boundedElastic().schedule(() -> {
                try {
                    sink.success(call.call());
                } catch (DataAccessException | TransactionException e) {
                    sink.error(new StoreException(e));
                } catch (Exception e) {
                    sink.error(e);
                }
            });
        });
    }
}
