package soar.darktrace.fetch;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.jdbc.core.simple.JdbcClient;
import soar.darktrace.appliance.SettableClock;
import soar.darktrace.appliance.SimulatedAppliance;
import soar.darktrace.endurance.RecordingReceiver;
import soar.darktrace.incident.IncidentStore;
import soar.darktrace.incident.StoredIncidents;

/**
 * Random histories of an appliance and of whoever fetches from it: bursts, ties, breaches that are listed late, odd ones,
 * scores that rise, clocks that differ, failures, crashes. Whatever happens, every breach is one incident.
 *
 * <p>A failure names its seed and the shortest history that fails; {@code -Dseed=…} repeats it, {@code -Dhistories=…} says
 * how many there are.
 */
@Tag("endurance")
class FetchLosesNothingTest {

    private static final int HISTORIES = Integer.getInteger("histories", 200);

    /** With a database they take longer. */
    private static final int HISTORIES_OF_A_STORE = HISTORIES * 3 / 10;

    private static final int HISTORIES_OF_A_SINK = HISTORIES * 3 / 20;

    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private static final SettableClock THEIRS = new SettableClock(START);
    private static final SettableClock OURS = new SettableClock(START);
    private static final SimulatedAppliance APPLIANCE = SimulatedAppliance.start(THEIRS);
    private static final List<FetchSite> SITES = FetchSite.all(APPLIANCE, OURS);

    /** It warns of each connection that is reset, which is done here on purpose. */
    @BeforeAll
    static void hush() {
        LoggingSystem.get(FetchLosesNothingTest.class.getClassLoader())
                .setLogLevel("reactor.netty.http.client", LogLevel.ERROR);
    }

    @AfterAll
    static void stop() {
        APPLIANCE.close();
    }

    @Test
    void whatXsoarFetchesIsEveryBreachOnce() {
        forEachHistory(HISTORIES, XsoarDrive::new);
    }

    @Test
    void whatIsStoredIsEveryBreachOnce() {
        try (HikariDataSource database = database("stored")) {
            IncidentStore incidents = StoredIncidents.store(database, OURS);
            FetchStore store = FetchStores.of(database, OURS);
            forEachHistory(HISTORIES_OF_A_STORE, site -> {
                empty(database);
                return new StoreDrive(site, store, incidents, OURS);
            });
        }
    }

    @Test
    void whatTwoSourcesOfAnInstanceStoreIsEveryBreachOncePerSource() {
        try (HikariDataSource database = database("two-sources")) {
            IncidentStore incidents = StoredIncidents.store(database, OURS);
            FetchStore store = FetchStores.of(database, OURS);
            forEachHistory(HISTORIES_OF_A_STORE / 2, site -> {
                empty(database);
                return new TwoSourcesDrive(site, store, incidents, OURS);
            });
        }
    }

    @Test
    void whatASinkReceivesIsEveryBreachOnce() {
        try (HikariDataSource database = database("delivered");
                RecordingReceiver receiver = new RecordingReceiver()) {
            IncidentStore incidents = StoredIncidents.store(database, OURS);
            FetchStore store = FetchStores.of(database, OURS);
            forEachHistory(HISTORIES_OF_A_SINK, site -> {
                empty(database);
                receiver.clear();
                return new SinkDrive(site, store, incidents, OURS, database, receiver);
            });
        }
    }

    private static HikariDataSource database(String name) {
        HikariDataSource database = new HikariDataSource();
        database.setJdbcUrl("jdbc:h2:mem:" + name);
        Flyway.configure().dataSource(database).load().migrate();
        return database;
    }

    private static void empty(DataSource database) {
        JdbcClient jdbc = JdbcClient.create(database);
        List.of("event", "incident", "fetch_state", "sink_state")
                .forEach(table -> jdbc.sql("delete from " + table).update());
        jdbc.sql("update last_position set position = 0").update();
    }

    private static void forEachHistory(int count, Function<FetchSite, FetchDrive> drives) {
        seeds(count).forEach(seed -> {
            History<HistoryEvent> history = RandomHistory.of(seed, SITES);
            if (failure(history, drives) == null) {
                return;
            }
            History<HistoryEvent> shortest = history.shrunk(shorter -> failure(shorter, drives) != null);
            throw new AssertionError(shortest.toString(), failure(shortest, drives));
        });
    }

    private static @Nullable Throwable failure(History<HistoryEvent> history, Function<FetchSite, FetchDrive> drives) {
        APPLIANCE.reset();
        THEIRS.set(START);
        OURS.set(START);
        FetchSite site = SITES.get(history.site());
        try {
            new HistoryPlay(APPLIANCE, THEIRS, OURS, site, drives.apply(site)).play(history);
            return null;
        } catch (RuntimeException | AssertionError e) {
            return e;
        }
    }

    private static LongStream seeds(int count) {
        String seed = System.getProperty("seed");
        return seed == null ? new Random().longs(count) : LongStream.of(Long.parseLong(seed));
    }
}
