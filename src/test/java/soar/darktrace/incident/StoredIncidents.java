package soar.darktrace.incident;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;
import soar.darktrace.store.Database;
import soar.darktrace.store.DiskReserve;
import soar.darktrace.store.Lease;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Incidents in a store, for tests of what comes after it. */
public final class StoredIncidents {

    private StoredIncidents() {}

    /** The store of a connector that is started on this database. */
    public static IncidentStore store(DataSource database, Clock clock) {
        return store(database, new TransactionTemplate(new JdbcTransactionManager(database)), clock);
    }

    /** The same with transactions that may end in other ways. */
    public static IncidentStore store(DataSource database, TransactionOperations transactions, Clock clock) {
        Database connected = database(database);
        return new IncidentStore(connected, transactions, DiskReserve.of(connected, DataSize.ofMegabytes(1)), clock);
    }

    /** What a connector that is started on this database calls it through. */
    public static Database database(DataSource database) {
        return new Database(new JdbcTemplate(database), Database.PATIENCE);
    }

    /** The leases of a connector that is started on this database. */
    public static Lease lease(DataSource database) {
        return new Lease(database(database), Duration.ofSeconds(20));
    }

    /** Stores a model breach of each ID as an incident, as one fetch would. */
    public static void add(IncidentStore store, String instance, int... pbids) {
        List<Incident> incidents =
                IntStream.of(pbids).mapToObj(pbid -> incident(instance, pbid)).toList();
        store.save(incidents, () -> true).block();
    }

    /** Appends to the log that something happened to the incident of a breach. */
    public static void append(IncidentStore store, String instance, long pbid, EventKind kind, ObjectNode changes) {
        store.append(List.of(new IncidentChange(incident(instance, pbid), kind, changes)))
                .block();
    }

    private static Incident incident(String instance, long pbid) {
        return new Incident(
                instance,
                "breach",
                Long.toString(pbid),
                pbid,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("name", "Darktrace Model Breach #" + pbid + ": Größe::Überschuss")
                        .put("occurred", "2026-01-02T03:04:05.000Z")
                        .put("severity", 3)
                        .put("type", "Darktrace Model Breach")
                        .put("details", "A device sent more than it should.")
                        .put("dbotMirrorId", instance + ":" + pbid)
                        .put("rawJSON", "{\"pbid\":" + pbid + "}"));
    }
}
