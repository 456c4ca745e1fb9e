package soar.darktrace.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import soar.darktrace.AfterTheGate;

/** The disk of the store fills up: the connector says so, and no breach is lost. */
@AfterTheGate
class FullDiskIT {

    private static final int MIB = 1024 * 1024;

    /** More than anything else on this machine writes meanwhile. */
    private static final int MARGIN_MIB = 512;

    /** Room for some hundred incidents. A limit of the process stands in for the end of a disk. */
    private static final int LARGEST_FILE_KIB = 600;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void fetchingStopsWhileTheDiskIsNearlyFullAndGoesOnByItself() throws IOException {
        try (Surroundings around = new Surroundings("nearly-full-disk")) {
            long free = Files.getFileStore(around.directory).getUsableSpace() / MIB;
            try (ConnectorProcess connector = around.start("--connector.disk-reserve=" + (free - MARGIN_MIB) + "MB")
                    .awaitReady()) {
                BreachRain rain = BreachRain.on(around.appliance, new Random(), 6);
                await().atMost(PATIENCE).until(() -> around.receiver.count() > 0);

                Path hog = fill(around.directory, 2 * MARGIN_MIB);
                await().atMost(PATIENCE).until(() -> !connector.isHealthy());
                assertThat(connector
                                .health()
                                .at("/components/store/details/failure")
                                .asString())
                        .startsWith("The disk of the store is nearly full: ");
                await().atMost(PATIENCE).until(() -> connector.log().contains("waits for the store"));

                Files.delete(hog);
                await().atMost(PATIENCE).until(connector::isHealthy);
                rain.close();
                around.assertEachIsOneIncident(rain, connector);
            }
        }
    }

    @Test
    void nothingIsLostOrDoubledWhenAWriteFailsForWantOfRoom() {
        try (Surroundings around = new Surroundings("full-disk");
                ConnectorProcess connector = ConnectorProcess.start(
                                around.directory,
                                List.of("bash", "-c", "ulimit -S -f " + LARGEST_FILE_KIB + "; exec \"$@\"", "bash"),
                                around.arguments())
                        .awaitReady()) {
            BreachRain rain = BreachRain.on(around.appliance, new Random(), 30);

            // H2 closes itself, which the health of the database shows, before the write that failed has said why.
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(connector
                                    .health()
                                    .at("/components/store/details/failure")
                                    .asString())
                            .startsWith("The store of this service fails"));
            assertThat(connector.isHealthy()).isFalse();
            rain.close();
            connector.kill();

            try (ConnectorProcess withRoom = around.start().awaitReady()) {
                around.assertEachIsOneIncident(rain, withRoom);
            }
        }
    }

    private static Path fill(Path directory, int mib) throws IOException {
        Path hog = directory.resolve("hog");
        byte[] chunk = new byte[MIB];
        new Random().nextBytes(chunk);
        try (OutputStream file = Files.newOutputStream(hog)) {
            for (int i = 0; i < mib; i++) {
                file.write(chunk);
            }
        }
        return hog;
    }
}
