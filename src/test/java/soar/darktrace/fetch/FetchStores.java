package soar.darktrace.fetch;

import java.time.Clock;
import javax.sql.DataSource;
import soar.darktrace.incident.StoredIncidents;

/** The cursors in a store, for tests of what moves them. */
final class FetchStores {

    private FetchStores() {}

    /** Those of a connector that is started on this database. */
    static FetchStore of(DataSource database, Clock clock) {
        return new FetchStore(StoredIncidents.database(database), StoredIncidents.store(database, clock), clock);
    }
}
