package soar.darktrace.store;

import java.sql.Connection;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
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

    /** For one call; the server gives up a transaction of somebody who is gone after a third of it. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final DatabaseProduct product;
    private final Duration patience;

    private volatile @Nullable StoreException readFailure;
    private volatile @Nullable StoreException writeFailure;

    public Database(JdbcTemplate template, Duration patience) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.patience = patience;
        this.product = Objects.requireNonNull(template.execute((Connection connection) ->
                DatabaseProduct.matchProductName(connection.getMetaData().getDatabaseProductName())));
    }

    /** To be used within {@link #read} and {@link #write}. */
    public JdbcClient jdbc() {
        return jdbc;
    }

    /** Likewise, for batches. */
    public JdbcTemplate template() {
        return template;
    }

    /** Whether it is H2, which is open in one process only. */
    public boolean isEmbedded() {
        return product == DatabaseProduct.H2;
    }

    /** The path of the file of an embedded database, without its ending; empty for one in memory or elsewhere. */
    public Optional<String> file() {
        return isEmbedded()
                ? jdbc.sql("select database_path()").query(String.class).optional()
                : Optional.empty();
    }

    /** The result of a call, empty where that is null. A failure of the database arrives as {@link StoreException}. */
    public <T> Mono<T> read(Callable<T> call) {
        return call(call, failure -> readFailure = failure);
    }

    /** The same for a call that may take as long as it takes. */
    public <T> Mono<T> readAtLength(Callable<T> call) {
        return begin(call, failure -> readFailure = failure);
    }

    /** The same for a call that changes something. */
    public <T> Mono<T> write(Callable<T> call) {
        return call(call, failure -> writeFailure = failure);
    }

    /** The same for one that changes something. */
    public <T> Mono<T> writeAtLength(Callable<T> call) {
        return begin(call, failure -> writeFailure = failure);
    }

    /** The same for what nobody waits for: whether it succeeds does not say whether the database works. */
    <T> Mono<T> maintain(Callable<T> call) {
        return begin(call, failure -> {});
    }

    /**
     * To be called first in a transaction that others wait for: where the host of its connector is cut off, PostgreSQL
     * would wait for hours. H2 is part of the process, and lets nobody wait for a lock for more than two seconds.
     */
    public void limitTransaction() {
        if (product == DatabaseProduct.POSTGRES_SQL) {
            String limit = Long.toString(patience.dividedBy(3).toMillis());
            jdbc.sql("select set_config('lock_timeout', :limit, true), set_config('statement_timeout', :limit, true),"
                            + " set_config('idle_in_transaction_session_timeout', :limit, true)")
                    .param("limit", limit)
                    .query()
                    .singleRow();
        }
    }

    /** Why it does not work now; null where it did the last time. One that cannot be written may still be read. */
    @Nullable
    public StoreException failure() {
        StoreException read = readFailure;
        return read != null ? read : writeFailure;
    }

    private <T> Mono<T> call(Callable<T> call, Consumer<@Nullable StoreException> failed) {
        return begin(call, failed).timeout(patience, Mono.defer(() -> {
            StoreException failure = new StoreException("The database of this service has not answered for "
                    + patience.toSeconds() + " s: look at it, and at the network to it. Nothing is lost.");
            failed.accept(failure);
            return Mono.error(failure);
        }));
    }

    private static <T> Mono<T> begin(Callable<T> call, Consumer<@Nullable StoreException> failed) {
        return Mono.create(sink -> Schedulers.boundedElastic().schedule(() -> {
            try {
                T result = call.call();
                failed.accept(null);
                sink.success(result);
            } catch (DataAccessException | TransactionException e) {
                StoreException failure = new StoreException(e);
                failed.accept(failure);
                sink.error(failure);
            } catch (Throwable e) {
                // Errors too: whoever waits, and the lease that is renewed meanwhile, would wait for ever.
                sink.error(e);
            }
        }));
    }
}
