package soar.darktrace.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import soar.darktrace.AfterTheGate;
import soar.darktrace.endurance.RecordingReceiver.Trouble;

/** Kills the connector at random moments while breaches arrive: nothing is lost, nothing becomes two incidents. */
@Execution(ExecutionMode.CONCURRENT)
class KilledConnectorIT {

    private static final int KILLS = Length.KILLS;

    /** How long a killed connector's work lies still; 20 s by default, which would outlast the lives here. */
    private static final String LEASE = "--connector.lease=1s";

    private static final int STOPS = Length.kills(10);

    /** Within it a fetch, the storing and the sending of several batches happen. */
    private static final int LONGEST_LIFE_MILLIS = 1_500;

    @Test
    @AfterTheGate
    void nothingIsLostOrDoubledWhenItIsKilledAtAnyMoment() throws InterruptedException {
        long seed = Long.getLong("seed", new Random().nextLong());
        Random random = new Random(seed);
        try (Surroundings around = new Surroundings("killed")) {
            // So that incidents do come again.
            around.receiver.meet(() -> random.nextInt(20) == 0 ? Trouble.ANSWER_LOST : Trouble.NONE);
            BreachRain rain = BreachRain.on(around.appliance, random, 6);
            for (int kill = 0; kill < KILLS; kill++) {
                try (ConnectorProcess connector = around.start(LEASE)) {
                    live(connector, random);
                }
            }
            rain.close();
            try (ConnectorProcess last = around.start(LEASE).awaitReady()) {
                around.assertEachIsOneIncident(rain, last);
            }
            System.out.printf(
                    "seed %d: killed %d times, %d incidents, %d of them sent again%n",
                    seed, KILLS, around.receiver.count(), around.receiver.repeats());
            assertThat(around.receiver.count()).isGreaterThan(KILLS);
        }
    }

    @Test
    void nothingIsLostOrDoubledWhenItIsStoppedInOrder() throws InterruptedException {
        Random random = new Random();
        try (Surroundings around = new Surroundings("stopped")) {
            BreachRain rain = BreachRain.on(around.appliance, random, 6);
            for (int stop = 0; stop < STOPS; stop++) {
                try (ConnectorProcess connector = around.start().awaitReady()) {
                    Thread.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
                    connector.stop();
                    assertThat(connector.log()).doesNotContain("waits for the store");
                }
            }
            rain.close();
            try (ConnectorProcess last = around.start().awaitReady()) {
                around.assertEachIsOneIncident(rain, last);
                assertThat(around.receiver.repeats()).as("sent again").isZero();
            }
        }
    }

    /** Every fifth is killed while it starts. */
    private static void live(ConnectorProcess connector, Random random) throws InterruptedException {
        if (random.nextInt(5) > 0) {
            connector.awaitReady();
        }
        Thread.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
    }
}
