package soar.darktrace.endurance;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import soar.darktrace.AfterTheGate;

/** The same with PostgreSQL, which may go away as well; {@link TwoReplicasIT} has two connectors on one. */
@AfterTheGate
class PostgresIT {

    private static final int KILLS = Length.kills(20);
    private static final int LONGEST_LIFE_MILLIS = 1_500;

    /** How long a killed connector's work lies still; 20 s by default, which would outlast the lives here. */
    private static final String LEASE = "1s";

    @Test
    void nothingIsLostOrDoubledWhenTheConnectorIsKilledAtAnyMoment() throws InterruptedException {
        Random random = new Random();
        try (Surroundings around = new Surroundings("postgres-killed");
                Postgres database = new Postgres(around.directory)) {
            BreachRain rain = BreachRain.on(around.appliance, random, 6);
            for (int kill = 0; kill < KILLS; kill++) {
                try (ConnectorProcess connector = on(database, around, around.directory)) {
                    connector.awaitReady();
                    Thread.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
                }
            }
            rain.close();
            try (ConnectorProcess last = on(database, around, around.directory).awaitReady()) {
                around.assertEachIsOneIncident(rain, last);
            }
        }
    }

    @Test
    void nothingIsLostOrDoubledWhenTheDatabaseIsStoppedAndStarted() {
        try (Surroundings around = new Surroundings("postgres-stopped");
                Postgres database = new Postgres(around.directory);
                ConnectorProcess connector =
                        on(database, around, around.directory).awaitReady()) {
            BreachRain rain = BreachRain.on(around.appliance, new Random(), 6);
            for (int stop = 0; stop < 2; stop++) {
                int before = around.receiver.count();
                await().atMost(Duration.ofMinutes(1)).until(() -> around.receiver.count() > before);
                long waited = timesWaited(connector);
                database.stop();
                await().atMost(Duration.ofMinutes(1)).until(() -> !connector.isHealthy());
                await().atMost(Duration.ofMinutes(1)).until(() -> timesWaited(connector) > waited);
                database.start();
            }
            rain.close();
            await().atMost(Duration.ofMinutes(1)).until(connector::isHealthy);
            around.assertEachIsOneIncident(rain, connector);
        }
    }

    /** A stop that no cycle meets would prove nothing. */
    private static long timesWaited(ConnectorProcess connector) {
        return connector
                .log()
                .lines()
                .filter(line -> line.contains("waits for the store"))
                .count();
    }

    private static ConnectorProcess on(Postgres database, Surroundings around, Path directory) {
        return ConnectorProcess.start(
                directory,
                around.arguments(
                        "--spring.datasource.url=" + database.url(),
                        "--connector.lease=" + LEASE,
                        "--connector.audit.key=for-all-connectors-on-this-database"));
    }
}
