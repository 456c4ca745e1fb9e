package soar.darktrace.access;

import java.time.Clock;
import java.util.List;
import reactor.core.publisher.Mono;
import soar.darktrace.store.Database;

/** The audit for those who read it. */
public final class AuditLog {

    private final Database database;
    private final AuditTable table;
    private final Clock clock;

    AuditLog(Database database, Clock clock) {
        this.database = database;
        this.table = new AuditTable(database);
        this.clock = clock;
    }

    /** The first entries that match, oldest first. */
    public Mono<List<AuditEntry>> read(AuditQuery query) {
        return database.read(() -> table.entries(query, clock.millis()));
    }

    /** The position up to which rows were removed after their retention; 0 where none were. */
    public Mono<Long> removedUpTo() {
        return database.read(() -> table.anchor().position());
    }
}
