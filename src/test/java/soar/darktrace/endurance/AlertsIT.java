package soar.darktrace.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import soar.darktrace.access.ApiKey;
import soar.darktrace.access.Role;
import soar.darktrace.appliance.Fault;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Each alert of {@code deploy/prometheus/alerts.yml} for its fault, with a real Prometheus: it fires, its sentences are whole,
 * and it ends when the fault does. Durations are a sixtieth of those that are shipped.
 */
@Tag("endurance")
@Tag("at-length")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AlertsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int CALLERS = 70;
    private static final int MIB = 1024 * 1024;
    private static final int ROOM_MIB = 400;
    private static final int HOG_MIB = 250;

    private final ApiKey key = ApiKey.generate();
    private final Set<String> tried = new TreeSet<>();
    private final RecordingReceiver parking = new RecordingReceiver();
    private Surroundings around;
    private Postgres database;
    private Path keys;
    private ConnectorProcess connector;
    private Caller caller;
    private BreachRain rain;
    private Prometheus prometheus;

    @BeforeAll
    void start() throws IOException {
        around = new Surroundings("alerts");
        database = new Postgres(around.directory);
        keys = around.directory.resolve("keys.yml");
        Files.writeString(keys, key.entry("soar", Arrays.asList(Role.values())));
        connector = ConnectorProcess.start(
                        around.directory,
                        around.arguments(
                                "--spring.datasource.url=" + database.url(),
                                "--connector.audit.key=for-all-connectors-on-this-database",
                                "--connector.api-keys-file=" + keys,
                                "--connector.api-keys-poll=1s",
                                "--connector.limits.requests-per-second-per-caller=1000",
                                "--connector.sinks.parking.url=" + parking.url(),
                                "--connector.sinks.parking.park-after=1s",
                                "--darktrace.instances.main.limits.max-concurrent=2",
                                "--darktrace.instances.main.limits.read-attempts=2"))
                .awaitListening();
        caller = new Caller(connector.url());
        rain = BreachRain.on(around.appliance, new Random(), 2);
        prometheus = Prometheus.start(around.directory, key.value(), List.of(connector.url()));
        await().atMost(PATIENCE)
                .until(() -> !prometheus
                        .query("increase(darktrace_fetch_cycle_seconds_count{outcome=\"ok\"}[10s]) > 2")
                        .isEmpty());
        assertThat(prometheus.firing()).as("while all is well").isEmpty();
    }

    @AfterAll
    void end() {
        // Some may be missing where the first one could not be started.
        for (AutoCloseable each : Arrays.asList(prometheus, rain, connector, database, around, parking)) {
            try {
                if (each != null) {
                    each.close();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** They fire, and their sentences are whole. */
    private void awaitFiring(Prometheus watching, String... alerts) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(watching.firing()).containsKeys(alerts));
        for (String alert : alerts) {
            JsonNode annotations = watching.annotations(alert);
            System.out.println(alert + ": " + annotations.path("summary").asString());
            assertThat(annotations.toString()).as(alert).doesNotContain("{{", "no value", "()", "  ");
            tried.add(alert);
        }
    }

    private void awaitFiring(String... alerts) {
        awaitFiring(prometheus, alerts);
    }

    private void awaitNothingFiring() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(prometheus.firing()).isEmpty());
    }

    private Caller.Answer command(String name, String arguments) {
        return caller.post("/api/v1/commands/" + name, "{\"args\":" + arguments + "}", key.value());
    }

    @Test
    @Order(1)
    void theConnectorHangs() throws Exception {
        connector.signal("STOP");
        awaitFiring("DarktraceConnectorDown");

        connector.signal("CONT");
        awaitNothingFiring();
    }

    @Test
    @Order(2)
    void theApplianceFails() {
        around.appliance.fail(Fault.UNAVAILABLE);
        awaitFiring("DarktraceFetchFailing", "DarktraceBreakerOpen");

        around.appliance.recover();
        awaitNothingFiring();
    }

    @Test
    @Order(3)
    void theApplianceRefusesTheClock() {
        around.appliance.fail(Fault.DATE_ERROR);
        awaitFiring("DarktraceClockOrSignature", "DarktraceFetchFailing");
        assertThat(prometheus
                        .annotations("DarktraceClockOrSignature")
                        .path("summary")
                        .asString())
                .contains("main", "darktrace_clock");

        around.appliance.recover();
        awaitNothingFiring();
    }

    @Test
    @Order(4)
    void theApplianceHangs() {
        around.appliance.delay(Duration.ofSeconds(50));
        around.appliance.fail(Fault.DELAY);
        awaitFiring("DarktraceFetchStuck");

        around.appliance.recover();
        awaitNothingFiring();
    }

    @Test
    @Order(5)
    void theApplianceListsWhatHasNoId() {
        around.appliance.answer("GET", "/modelbreaches", """
                [{"time": %1$d, "creationTime": %1$d, "score": 0.5}]""".formatted(System.currentTimeMillis() - 1_000));
        awaitFiring("DarktraceFetchOdd");

        around.appliance.forgetAnswers();
        awaitNothingFiring();
    }

    @Test
    @Order(6)
    void theApplianceIsSlowForSoManyCallers() throws Exception {
        around.appliance.delay(Duration.ofSeconds(1));
        around.appliance.fail(Fault.DELAY);
        AtomicBoolean isOver = new AtomicBoolean();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            calls.add(callers.submit(() -> {
                while (!isOver.get()) {
                    command("darktrace-get-breach", "{\"pbid\": 95}");
                }
            }));
        }
        awaitFiring("DarktraceRequestsQueue");

        around.appliance.recover();
        isOver.set(true);
        callers.shutdown();
        for (Future<?> call : calls) {
            call.get();
        }
        awaitNothingFiring();
    }

    @Test
    @Order(7)
    void aReceiverFails() {
        around.receiver.meet(() -> RecordingReceiver.Trouble.REFUSED);
        parking.meet(() -> RecordingReceiver.Trouble.REFUSED);
        awaitFiring("DarktraceSinkParked", "DarktraceSinkBehind");
        assertThat(prometheus
                        .annotations("DarktraceSinkParked")
                        .path("description")
                        .asString())
                .contains("darktrace-resume-delivery sink=parking");

        around.receiver.meet(() -> RecordingReceiver.Trouble.NONE);
        parking.meet(() -> RecordingReceiver.Trouble.NONE);
        assertThat(command("darktrace-resume-delivery", "{\"sink\": \"parking\"}")
                        .status())
                .isEqualTo(200);
        awaitNothingFiring();
    }

    @Test
    @Order(8)
    void theDatabaseIsGone() {
        database.stop();
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(command("darktrace-add-comment", "{\"pbid\": 95, \"message\": \"A change.\"}")
                            .json()
                            .path("code")
                            .asString())
                    .isEqualTo("audit_unavailable");
            assertThat(prometheus.firing()).containsKey("DarktraceAuditFailing");
        });
        awaitFiring("DarktraceStoreDown", "DarktraceAuditFailing");

        database.start();
        awaitNothingFiring();
    }

    @Test
    @Order(9)
    void theFileOfKeysIsSpoiled() throws IOException {
        String good = Files.readString(keys);
        Files.writeString(keys, "soar: nonsense\n");
        awaitFiring("DarktraceKeysFileInvalid");

        Files.writeString(keys, good);
        awaitNothingFiring();
    }

    /** On a disk of its own, in a mount namespace: nothing of this machine is filled. */
    @Test
    @Order(10)
    void theDiskOfTheStoreFills() throws Exception {
        Path directory = around.directory("own-disk");
        assumeThat(mayMount()).as("may mount a file system, see unshare(1)").isTrue();
        try (ConnectorProcess withDisk = ConnectorProcess.start(
                                directory,
                                List.of(
                                        "unshare",
                                        "--mount",
                                        "--map-root-user",
                                        "bash",
                                        "-c",
                                        """
                                mkdir -p data && mount -t tmpfs -o size=%dm tmpfs data && exec "$@\"""".formatted(ROOM_MIB),
                                        "bash"),
                                around.arguments())
                        .awaitReady();
                Prometheus other = Prometheus.start(directory, key.value(), List.of(withDisk.url()))) {
            await().atMost(PATIENCE)
                    .until(() -> !other.query("darktrace_store_disk_free_bytes").isEmpty());
            assertThat(other.firing()).isEmpty();

            Path hog = Path.of("/proc", Long.toString(withDisk.pid()), "root")
                    .resolve(Path.of("/").relativize(directory))
                    .resolve("data/hog");
            Files.write(hog, new byte[HOG_MIB * MIB]);
            awaitFiring(other, "DarktraceDiskNearlyFull");

            Files.delete(hog);
            await().atMost(PATIENCE).until(() -> other.firing().isEmpty());
        }
    }

    private static boolean mayMount() throws Exception {
        return new ProcessBuilder("unshare", "--mount", "--map-root-user", "mount", "-t", "tmpfs", "tmpfs", "/mnt")
                        .start()
                        .waitFor()
                == 0;
    }

    @Test
    @Order(11)
    void noneIsLeftOut() throws IOException {
        JsonNode rules = YAMLMapper.shared()
                .readTree(Path.of("deploy/prometheus/alerts.yml"))
                .at("/groups/0/rules");

        assertThat(tried)
                .containsAll(rules.valueStream()
                        .map(rule -> rule.path("alert").asString())
                        .filter(name ->
                                tried.contains("DarktraceDiskNearlyFull") || !name.equals("DarktraceDiskNearlyFull"))
                        .toList());
    }
}
