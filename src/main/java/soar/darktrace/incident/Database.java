package soar.darktrace.incident;

import java.sql.Connection;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import net.javacrumbs.shedlock.provider.sql.DatabaseProduct;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The database of this service. It is called away from the event loop, and a call that has begun is let finish even if
 * nobody waits for it any more: Reactor would interrupt its thread, and an interrupted thread closes H2's file under
 * everybody else.
 */
public final class Database {

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final boolean isEmbedded;

    private volatile @Nullable StoreException readFailure;
    private volatile @Nullable StoreException writeFailure;

    Database(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.isEmbedded = Boolean.TRUE.equals(template.execute((Connection connection) ->
                DatabaseProduct.matchProductName(connection.getMetaData().getDatabaseProductName())
                        == DatabaseProduct.H2));
    }

    /** To be used within {@link #read} and {@link #write}. */
    public JdbcClient jdbc() {
        return jdbc;
    }

    JdbcTemplate template() {
        return template;
    }

    /** Whether it is H2, which is open in one process only. */
    boolean isEmbedded() {
        return isEmbedded;
    }

    /** The result of a call, empty where that is null. A failure of the database arrives as {@link StoreException}. */
    public <T> Mono<T> read(Callable<T> call) {
        return call(call, failure -> readFailure = failure);
    }

    /** The same for a call that changes something. */
    public <T> Mono<T> write(Callable<T> call) {
        return call(call, failure -> writeFailure = failure);
    }

    /** Why it does not work now; null where it did the last time. One that cannot be written may still be read. */
    @Nullable
    StoreException failure() {
        StoreException read = readFailure;
        return read != null ? read : writeFailure;
    }

    private static <T> Mono<T> call(Callable<T> call, Consumer<@Nullable StoreException> failed) {
        return Mono.create(sink -> Schedulers.boundedElastic().schedule(() -> {
            try {
                T result = call.call();
                failed.accept(null);
                sink.success(result);
            } catch (DataAccessException | TransactionException e) {
                StoreException failure = new StoreException(e);
                failed.accept(failure);
                sink.error(failure);
            } catch (Exception e) {
                sink.error(e);
            }
        }));
    }
}
