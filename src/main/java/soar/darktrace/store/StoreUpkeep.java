package soar.darktrace.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import reactor.core.publisher.Mono;

/**
 * Frees what is dead in the file of an embedded database. Each commit appends the pages that it changed, 10 KB or more, most
 * of which are soon replaced; where a few of them stay, all of that room does. H2 would rewrite those few in the thread that
 * also writes commits some time after they were made. There is none here, since with {@code WRITE_DELAY=0} each commit is in
 * the file when it is told of; so the same work is done from here, as often as that thread would do it.
 */
class StoreUpkeep {

    private static final Logger log = LoggerFactory.getLogger(StoreUpkeep.class);

    private static final Method HOUSEKEEPING = housekeeping();

    private final Database database;
    private boolean hasFailed;

    StoreUpkeep(Database database) {
        this.database = database;
    }

    /** What H2 offers beside it ({@code MVStore.compact}) rewrites what is old first, be it all alive. */
    private static Method housekeeping() {
        try {
            Method method = FileStore.class.getDeclaredMethod("doHousekeeping", MVStore.class);
            method.setAccessible(true);
            return method;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("This H2 has no housekeeping that can be called", e);
        }
    }

    /** It waits for no commit; what it cannot have at once, the next one tries. */
    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    Mono<Void> run() {
        return database.isEmbedded()
                ? database.maintain(() -> database.template().execute(this::tidyUp))
                        .doOnSuccess(nothing -> hasFailed = false)
                        .onErrorResume(this::report)
                : Mono.empty();
    }

    private Void tidyUp(Connection connection) throws SQLException {
        SessionLocal session =
                (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
        MVStore store = session.getDatabase().getStore().getMvStore();
        FileStore<?> file = store.getFileStore();
        if (file != null && !file.isReadOnly()) {
            try {
                // What was rewritten the last time, where nobody has committed anything since. The thread does so, too.
                store.tryCommit();
                HOUSEKEEPING.invoke(file, store);
            } catch (InvocationTargetException | IllegalAccessException e) {
                throw new SQLException(e);
            }
        }
        return null;
    }

    /** Nothing depends on it but the size of the file, so that one line is enough. */
    private Mono<Void> report(Throwable failure) {
        if (!hasFailed) {
            log.warn("The file of the store could not be tidied up, and grows meanwhile: {}", failure.toString());
        }
        hasFailed = true;
        return Mono.empty();
    }
}
