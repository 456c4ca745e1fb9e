package soar.darktrace.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import soar.darktrace.AfterTheGate;
import tools.jackson.databind.JsonNode;

/** Kills the connector while changes are under way: every one that reached the appliance is in the audit. */
@AfterTheGate
class KilledAuditIT {

    private static final int KILLS = Length.kills(40);

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int CALLERS = 4;
    private static final int LONGEST_LIFE_MILLIS = 800;
    private static final Pattern NUMBER = Pattern.compile("change-(\\d+)-");

    private final AtomicInteger next = new AtomicInteger();

    @Test
    void everyChangeThatReachedTheApplianceHasARow() throws Exception {
        long seed = Long.getLong("seed", new Random().nextLong());
        Random random = new Random(seed);
        try (Surroundings around = new Surroundings("audit")) {
            // Long enough that a kill meets changes between their two rows.
            around.appliance.delay(Duration.ofMillis(30));
            for (int kill = 0; kill < KILLS; kill++) {
                try (ConnectorProcess connector = start(around)) {
                    changeUntilItIsKilled(connector, around, random.nextInt(LONGEST_LIFE_MILLIS));
                }
            }
            try (ConnectorProcess last = start(around)) {
                Set<Integer> received = new HashSet<>();
                around.appliance.requests().stream()
                        .filter(request -> request.method().equals("POST"))
                        .forEach(request -> received.add(number(request.body() + request.url())));
                List<JsonNode> entries = entries(last);
                Set<Integer> audited = new HashSet<>();
                entries.forEach(entry ->
                        audited.add(number(entry.at("/arguments/message").asString())));
                long open = entries.stream()
                        .filter(entry -> List.of("running", "outcome_unknown")
                                .contains(entry.path("outcome").asString()))
                        .count();
                System.out.printf(
                        "seed %d: killed %d times, %d changes received, %d in the audit, %d of them without an end%n",
                        seed, KILLS, received.size(), audited.size(), open);
                assertThat(audited).as("seed %d", seed).containsAll(received);
                assertThat(received.size()).isGreaterThan(KILLS);
                assertThat(last.json("/api/v1/audit/verification")
                                .path("intact")
                                .asBoolean())
                        .isTrue();
            }
        }
    }

    private static ConnectorProcess start(Surroundings around) {
        return around.start().awaitReady();
    }

    /** A life is counted from the second change on: a connector that has just started is slow to its first. */
    private void changeUntilItIsKilled(ConnectorProcess connector, Surroundings around, int life)
            throws InterruptedException {
        long before = changes(around);
        AtomicBoolean isOver = new AtomicBoolean();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            calls.add(callers.submit(() -> {
                while (!isOver.get()) {
                    connector.command(
                            "darktrace-add-comment",
                            "{\"pbid\": 95, \"message\": \"change-" + next.incrementAndGet() + "-\"}");
                }
            }));
        }
        await().atMost(PATIENCE).until(() -> changes(around) > before + 1);
        Thread.sleep(life);
        connector.kill();
        isOver.set(true);
        callers.shutdown();
        assertThat(callers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(calls).allMatch(Future::isDone);
    }

    private static long changes(Surroundings around) {
        return around.appliance.requests().stream()
                .filter(request -> request.method().equals("POST"))
                .count();
    }

    private static int number(String text) {
        Matcher number = NUMBER.matcher(text);
        return number.find() ? Integer.parseInt(number.group(1)) : -1;
    }

    private static List<JsonNode> entries(ConnectorProcess connector) {
        List<JsonNode> entries = new ArrayList<>();
        JsonNode page = connector.json("/api/v1/audit?limit=500");
        while (!page.path("entries").isEmpty()) {
            page.path("entries").forEach(entries::add);
            page = connector.json(
                    "/api/v1/audit?limit=500&after=" + page.path("next").asString());
        }
        return entries;
    }
}
