package soar.darktrace.fetch;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.jdbc.core.simple.JdbcClient;
import soar.darktrace.TestDatabase;
import soar.darktrace.appliance.SettableClock;
import soar.darktrace.appliance.SimulatedAppliance;
import soar.darktrace.incident.IncidentStore;
import soar.darktrace.incident.StoredIncidents;

/**
 * Random histories in which AI Analyst groups grow, merge, rise, are acknowledged and unacknowledged, with crashes in between.
 * Whatever happens, every group is one incident, and the log says what became of it.
 *
 * <p>A failure names its seed and the shortest history that fails; {@code -Dseed=…} repeats it, {@code -Dhistories=…} says
 * how many there are.
 */
@Tag("endurance")
class AnalystGroupsLoseNothingTest {

    private static final int ALL = Integer.getInteger("histories", 200);

    /** 1,000 at length, on PostgreSQL fewer; a few in the gate, where each takes a tenth of a second. */
    private static final int HISTORIES = ALL > 200 ? ALL / 3 : ALL / 10;

    private static final int HISTORIES_ON_POSTGRESQL = ALL / 10;

    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private static final SettableClock THEIRS = new SettableClock(START);
    private static final SettableClock OURS = new SettableClock(START);
    private static final SimulatedAppliance APPLIANCE = SimulatedAppliance.start(THEIRS);
    private static final List<GroupSite> SITES = GroupSite.all(APPLIANCE, OURS);

    /** It warns of each connection that is reset, which is done here on purpose. */
    @BeforeAll
    static void hush() {
        LoggingSystem.get(AnalystGroupsLoseNothingTest.class.getClassLoader())
                .setLogLevel("reactor.netty.http.client", LogLevel.ERROR);
    }

    @AfterAll
    static void stop() {
        APPLIANCE.close();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whatIsStoredIsEveryGroupOnceAndAsItIs(TestDatabase kind) {
        try (HikariDataSource database = kind.create()) {
            IncidentStore incidents = StoredIncidents.store(database, OURS);
            FetchStore store = FetchStores.of(database, OURS);
            forEachHistory(kind == TestDatabase.POSTGRESQL ? HISTORIES_ON_POSTGRESQL : HISTORIES, site -> {
                empty(database);
                return new GroupStoreDrive(site, store, incidents, OURS);
            });
        }
    }

    @Test
    void whatXsoarFetchesIsEveryGroupOnce() {
        forEachHistory(HISTORIES, GroupXsoarDrive::new);
    }

    private static void empty(DataSource database) {
        JdbcClient jdbc = JdbcClient.create(database);
        List.of("event", "incident", "fetch_state")
                .forEach(table -> jdbc.sql("delete from " + table).update());
        jdbc.sql("update last_position set position = 0").update();
    }

    private static void forEachHistory(int count, Function<GroupSite, GroupDrive> drives) {
        seeds(count).forEach(seed -> {
            History<GroupEvent> history = RandomGroupHistory.of(seed, SITES);
            if (failure(history, drives) == null) {
                return;
            }
            History<GroupEvent> shortest = history.shrunk(shorter -> failure(shorter, drives) != null);
            throw new AssertionError(shortest.toString(), failure(shortest, drives));
        });
    }

    private static @Nullable Throwable failure(History<GroupEvent> history, Function<GroupSite, GroupDrive> drives) {
        APPLIANCE.reset();
        THEIRS.set(START);
        OURS.set(START);
        GroupSite site = SITES.get(history.site());
        try {
            new GroupHistoryPlay(APPLIANCE, THEIRS, OURS, site, drives.apply(site)).play(history);
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
