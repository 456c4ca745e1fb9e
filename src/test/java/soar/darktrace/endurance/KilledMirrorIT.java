package soar.darktrace.endurance;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import soar.darktrace.appliance.Fault;
import soar.darktrace.xsoar.MirrorHistory;
import soar.darktrace.xsoar.MirroringXsoar;
import soar.darktrace.xsoar.ScriptProcess;

/** Kills the connector while analysts on both sides work: both sides hold the same in the end, and nothing twice. */
class KilledMirrorIT {

    private static final int KILLS = Integer.getInteger("kills", 10);
    private static final int ROUNDS_TO_THE_END = 5;

    @Test
    void bothSidesHoldTheSame() throws IOException {
        killed(2, "mirror");
    }

    @Test
    @Tag("endurance")
    void bothSidesHoldTheSameHoweverOftenItIsKilled() throws IOException {
        killed(KILLS, "mirror-at-length");
    }

    private static void killed(int kills, String name) throws IOException {
        long seed = Long.getLong("seed", new Random().nextLong());
        Random random = new Random(seed);
        try (Surroundings around = new Surroundings(name);
                ScriptProcess script = new ScriptProcess()) {
            // The change is made, and the connector dies before it knows.
            around.appliance.delay(Duration.ofMillis(100));
            around.appliance.fail(Fault.DELAY);
            MirroringXsoar xsoar = new MirroringXsoar(script, "http://127.0.0.1:1", Clock.systemUTC(), random);
            MirrorHistory history =
                    new MirrorHistory(around.appliance, xsoar, around.appliance.addBreaches(3), random, false);
            for (int kill = 0; kill < kills; kill++) {
                try (ConnectorProcess connector = start(around)) {
                    xsoar.connectorIsAt(connector.url());
                    long last = changes(around) + 1 + random.nextInt(3);
                    CompletableFuture<Void> killing = CompletableFuture.runAsync(() -> {
                        await().pollInterval(Duration.ofMillis(5)).until(() -> changes(around) >= last);
                        connector.kill();
                    });
                    while (connector.isAlive()) {
                        history.event();
                        xsoar.minute();
                    }
                    killing.join();
                }
            }
            around.appliance.recover();
            try (ConnectorProcess last = start(around)) {
                xsoar.connectorIsAt(last.url());
                for (int round = 0; round < ROUNDS_TO_THE_END; round++) {
                    xsoar.minute();
                }
            }
            history.assertBothSidesAreTheSame("-Dseed=" + seed);
        }
    }

    private static long changes(Surroundings around) {
        return around.appliance.requests().stream()
                .filter(request -> request.method().equals("POST"))
                .count();
    }

    private static ConnectorProcess start(Surroundings around) {
        return ConnectorProcess.start(
                        around.directory,
                        List.of(
                                "--darktrace.instances.main.url=" + around.appliance.url(),
                                "--darktrace.instances.main.public-api-token=" + around.appliance.publicToken(),
                                "--darktrace.instances.main.private-api-token=" + around.appliance.privateToken(),
                                "--darktrace.instances.main.limits.max-per-second=1000",
                                "--darktrace.instances.main.limits.read-backoff=50ms"))
                .awaitReady();
    }
}
