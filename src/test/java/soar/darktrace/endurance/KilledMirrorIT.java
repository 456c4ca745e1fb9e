package soar.darktrace.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import soar.darktrace.AfterTheGate;
import soar.darktrace.appliance.Fault;
import soar.darktrace.xsoar.MirrorHistory;
import soar.darktrace.xsoar.MirroringXsoar;
import soar.darktrace.xsoar.ScriptProcess;
import tools.jackson.databind.JsonNode;

/** Kills the connector while analysts on both sides work: both sides hold the same in the end, and nothing twice. */
@AfterTheGate
class KilledMirrorIT {

    private static final int KILLS = Length.kills(20);
    private static final int ROUNDS_TO_THE_END = 5;
    private static final int LIVES_OF_A_WATCH = 1 + Length.kills(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void bothSidesHoldTheSame() throws IOException {
        killed(KILLS, "mirror");
    }

    /** The watch is killed while it reads and writes down what became of breaches. */
    @Test
    void eachCommentIsInTheLogOnce() {
        Random random = new Random();
        List<String> texts = new ArrayList<>();
        try (Surroundings around = new Surroundings("watch")) {
            List<Long> pbids = around.appliance.addBreaches(3);
            for (int life = 0; life < LIVES_OF_A_WATCH; life++) {
                try (ConnectorProcess connector = watching(around)) {
                    await().until(() -> incidents(connector) == pbids.size());
                    int known = told(connector).size();
                    await().pollInterval(Duration.ofMillis(20)).atMost(PATIENCE).until(() -> {
                        texts.add("Comment " + texts.size() + ".");
                        around.appliance.comment(
                                "ana.lyst", pbids.get(random.nextInt(pbids.size())), texts.get(texts.size() - 1));
                        return told(connector).size() > known;
                    });
                    connector.kill();
                }
            }
            try (ConnectorProcess last = watching(around)) {
                await().atMost(PATIENCE).until(() -> told(last).size() >= texts.size());
                assertThat(told(last)).containsExactlyInAnyOrderElementsOf(texts);
            }
        }
    }

    private static ConnectorProcess watching(Surroundings around) {
        return around.start(
                        "--darktrace.instances.main.mirror.interval=1s",
                        "--darktrace.instances.main.limits.max-per-second=1000")
                .awaitReady();
    }

    private static int incidents(ConnectorProcess connector) {
        return connector.json("/api/v1/incidents").path("incidents").size();
    }

    private static List<String> told(ConnectorProcess connector) {
        List<String> texts = new ArrayList<>();
        String after = "";
        JsonNode page;
        do {
            page = connector.json("/api/v1/incidents?kinds=changed&limit=100" + after);
            page.path("incidents")
                    .forEach(event -> event.at("/changes/comments")
                            .forEach(comment -> texts.add(comment.path("text").asString())));
            after = "&after=" + page.path("next").asString();
        } while (!page.path("incidents").isEmpty());
        return texts;
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
                        await().pollInterval(Duration.ofMillis(5))
                                .atMost(PATIENCE)
                                .until(() -> changes(around) >= last);
                        connector.kill();
                    });
                    while (!killing.isDone()) {
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
