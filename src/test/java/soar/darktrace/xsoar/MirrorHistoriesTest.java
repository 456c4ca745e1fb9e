package soar.darktrace.xsoar;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import soar.darktrace.AfterTheGate;
import soar.darktrace.ConnectorTest;
import soar.darktrace.TestClock;
import soar.darktrace.appliance.Fault;
import soar.darktrace.appliance.SimulatedAppliance;

/**
 * Random histories of the mirror: answers are lost, scripts die between their steps, and in the end both sides hold the same,
 * and nothing twice. {@code -Dhistories} for more, {@code -Dseed} for one again.
 */
@AfterTheGate
@ConnectorTest
class MirrorHistoriesTest {

    /** Each takes about a second. */
    private static final int HISTORIES = 20 + Integer.getInteger("histories", 200) / 50;

    private static final int MINUTES = 8;

    private static final List<Fault> FAULTS = List.of(
            Fault.RESET,
            Fault.RESET_AFTER_APPLYING,
            Fault.RESET_AFTER_APPLYING,
            Fault.LOGIN_PAGE,
            Fault.CUT_OFF_JSON,
            Fault.TRUNCATED_JSON,
            Fault.EMPTY_BODY,
            Fault.SERVER_ERROR);

    @Autowired
    SimulatedAppliance appliance;

    @Autowired
    TestClock clock;

    @Autowired
    CircuitBreakerRegistry breakers;

    @LocalServerPort
    int port;

    @AfterEach
    void recover() {
        appliance.reset();
        clock.reset();
    }

    @Test
    void bothSidesHoldTheSameInTheEndAndNothingTwice() {
        long first = Long.getLong("seed", new Random().nextLong());
        int histories = System.getProperty("seed") == null ? HISTORIES : 1;
        try (ScriptProcess script = new ScriptProcess()) {
            for (int i = 0; i < histories; i++) {
                play(first + i, script);
            }
        }
    }

    private void play(long seed, ScriptProcess script) {
        clock.reset();
        appliance.reset();
        Random random = new Random(seed);
        MirroringXsoar xsoar = new MirroringXsoar(script, "http://127.0.0.1:" + port, clock, random);
        MirrorHistory history = new MirrorHistory(appliance, xsoar, appliance.addBreaches(3), random, false);
        xsoar.minute();
        xsoar.scriptsDie(0.15);
        double trouble = random.nextInt(3) * 0.1;
        appliance.failAtRandom(isChange -> random.nextDouble() < (isChange ? 2 * trouble : trouble)
                ? Optional.of(FAULTS.get(random.nextInt(FAULTS.size())))
                : Optional.empty());
        for (int minute = 0; minute < MINUTES; minute++) {
            for (int event = random.nextInt(3); event > 0; event--) {
                clock.advance(Duration.ofSeconds(1 + random.nextInt(10)));
                history.event();
            }
            clock.advance(Duration.ofSeconds(30));
            xsoar.minute();
        }
        appliance.recover();
        // It counts in real time, of which the minutes that follow take none.
        breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
        xsoar.scriptsDie(0);
        for (int minute = 0; minute < 5; minute++) {
            clock.advance(Duration.ofMinutes(1));
            xsoar.minute();
        }
        history.assertBothSidesAreTheSame("-Dseed=" + seed);
    }
}
