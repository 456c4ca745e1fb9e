package soar.darktrace.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The disk of the store is full: the connector says so, and goes on when it is restarted with room. */
class FullDiskIT {

    /** Room for some hundred incidents. A limit of the process stands in for the end of a disk. */
    private static final int LARGEST_FILE_KIB = 600;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void nothingIsLostOrDoubledWhenTheDiskIsFullForAWhile() {
        try (Surroundings around = new Surroundings("full-disk");
                ConnectorProcess connector = ConnectorProcess.start(
                                around.directory,
                                List.of("bash", "-c", "ulimit -S -f " + LARGEST_FILE_KIB + "; exec \"$@\"", "bash"),
                                around.arguments())
                        .awaitReady()) {
            BreachRain rain = BreachRain.on(around.appliance, new Random(), 30);

            await().atMost(PATIENCE).until(() -> !connector.isHealthy());
            assertThat(connector.health().toString()).contains("DOWN");
            await().atMost(PATIENCE).until(() -> connector.log().contains("waits for the store"));
            rain.close();
            connector.kill();

            try (ConnectorProcess withRoom = around.start().awaitReady()) {
                around.assertEachIsOneIncident(rain, withRoom);
            }
        }
    }
}
