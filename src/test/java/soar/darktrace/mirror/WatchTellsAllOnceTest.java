package soar.darktrace.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import soar.darktrace.TestDatabase;
import soar.darktrace.appliance.SettableClock;
import soar.darktrace.appliance.SimulatedAppliance;

/**
 * Random histories in which analysts comment on breaches, acknowledge them and take that back, while the connector fails, is killed
 * in a transaction, starts again, or is two at once. Whatever happens, each comment of others and each acknowledgement that holds is
 * told once, and what the log says last is what Darktrace says.
 *
 * <p>A failure names its seed; {@code -Dseed=…} repeats it, {@code -Dhistories=…} says how many there are.
 */
@Tag("endurance")
class WatchTellsAllOnceTest {

    /** A few in the gate, where each takes half a second. */
    private static final int HISTORIES = Integer.getInteger("histories", 200) / 10;

    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private static final SettableClock THEIRS = new SettableClock(START);
    private static final SettableClock OURS = new SettableClock(START);
    private static final SimulatedAppliance APPLIANCE = SimulatedAppliance.start(THEIRS);

    /** They warn of each connection that is reset, and of each failure, which are made here on purpose. */
    @BeforeAll
    static void hush() {
        LoggingSystem logging = LoggingSystem.get(WatchTellsAllOnceTest.class.getClassLoader());
        List.of("reactor.netty.http.client", "soar.darktrace.mirror.Oddities")
                .forEach(logger -> logging.setLogLevel(logger, LogLevel.ERROR));
    }

    @AfterAll
    static void stop() {
        APPLIANCE.close();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void everyCommentAndEveryAcknowledgementIsToldOnce(TestDatabase kind) {
        try (HikariDataSource database = kind.create()) {
            WatchSite site = new WatchSite(database, APPLIANCE, OURS);
            seeds(kind == TestDatabase.POSTGRESQL ? HISTORIES / 2 : HISTORIES).forEach(seed -> {
                site.reset();
                THEIRS.set(START);
                OURS.set(START);
                try {
                    new WatchHistory(seed, site, APPLIANCE, THEIRS, OURS).play();
                } catch (RuntimeException | AssertionError e) {
                    throw new AssertionError("-Dseed=" + seed, e);
                }
            });
            assertThat(site.events()).isNotEmpty();
        }
    }

    private static LongStream seeds(int count) {
        String seed = System.getProperty("seed");
        return seed == null ? new Random().longs(count) : LongStream.of(Long.parseLong(seed));
    }
}
