package soar.darktrace.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import soar.darktrace.access.ApiKey;
import soar.darktrace.access.Role;
import soar.darktrace.appliance.Fault;
import soar.darktrace.endurance.RecordingReceiver.Trouble;

/** What the panels of the dashboard show of two replicas in some minutes in which something goes wrong. */
@EnabledIfSystemProperty(
        named = "generate",
        matches = "true",
        disabledReason = "The picture is made on demand: mvn verify -Dit.test=DashboardPictureIT -Dgenerate=true")
class DashboardPictureIT {

    private static final int MINUTES = 12;

    /** Rates are of 5 minutes, and at first of what little there was. */
    private static final int SHOWN_MINUTES = 9;

    private static final Path PICTURE = Path.of("docs", "dashboard.png");
    private static final List<String> COMMANDS = List.of(
            "darktrace-get-breach {\"pbid\": 95}",
            "darktrace-get-breach {\"pbid\": 95}",
            "darktrace-get-breach {\"pbid\": 0}",
            "darktrace-get-comments {\"pbid\": 95}",
            "darktrace-list-similar-devices {\"did\": 1}",
            "darktrace-get-device-connection-info {\"did\": 1, \"data_type\": \"co\"}",
            "darktrace-add-comment {\"pbid\": 95, \"message\": \"Looked at.\"}");

    private final Random random = new Random(1);

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void showsSomeMinutes() throws Exception {
        ApiKey key = ApiKey.generate();
        ScheduledExecutorService clock = Executors.newScheduledThreadPool(4);
        RecordingReceiver parking = new RecordingReceiver();
        try (Surroundings around = new Surroundings("dashboard");
                Postgres database = new Postgres(around.directory);
                ConnectorProcess first = replica("first", around, database, key, parking);
                ConnectorProcess second = replica("second", around, database, key, parking);
                Prometheus prometheus =
                        Prometheus.startAsShipped(around.directory, key.value(), List.of(first.url(), second.url()));
                BreachRain rain = BreachRain.on(around.appliance, random, 2)) {
            List<Caller> callers = List.of(new Caller(first.url()), new Caller(second.url()));
            List<Future<?>> planned = new ArrayList<>();
            for (Caller caller : callers) {
                planned.add(clock.scheduleWithFixedDelay(() -> call(caller, key), 1_000, 400, TimeUnit.MILLISECONDS));
            }
            planned.add(at(clock, 240, () -> around.appliance.fail(Fault.UNAVAILABLE)));
            planned.add(at(clock, 330, around.appliance::recover));
            planned.add(at(clock, 420, () -> around.receiver.meet(() -> Trouble.REFUSED)));
            planned.add(at(clock, 510, () -> around.receiver.meet(() -> Trouble.NONE)));
            planned.add(at(clock, 540, () -> parking.meet(() -> Trouble.REFUSED)));
            Thread.sleep(Duration.ofMinutes(MINUTES).toMillis());
            // Whoever calls goes on until then, and the events are over.
            assertThat(planned.stream().filter(Future::isDone)).hasSize(planned.size() - callers.size());
            clock.shutdownNow();
            assertThat(rain.ids()).isNotEmpty();

            Process drawing = new ProcessBuilder(
                            "deploy/grafana/draw.py",
                            prometheus.url(),
                            String.valueOf(SHOWN_MINUTES),
                            PICTURE.toString())
                    .inheritIO()
                    .start();
            assertThat(drawing.waitFor()).isZero();
            assertThat(Files.size(PICTURE)).isGreaterThan(10_000);
        } finally {
            clock.shutdownNow();
            parking.close();
        }
    }

    private static Future<?> at(ScheduledExecutorService clock, int second, Runnable event) {
        return clock.schedule(event, second, TimeUnit.SECONDS);
    }

    private void call(Caller caller, ApiKey key) {
        String[] command = COMMANDS.get(random.nextInt(COMMANDS.size())).split(" ", 2);
        caller.post("/api/v1/commands/" + command[0], "{\"args\":" + command[1] + "}", key.value());
    }

    private static ConnectorProcess replica(
            String name, Surroundings around, Postgres database, ApiKey key, RecordingReceiver parking)
            throws IOException {
        Path keys = Files.writeString(
                around.directory.resolve("keys.yml"), key.entry("soar", Arrays.asList(Role.values())));
        return ConnectorProcess.start(
                        around.directory(name),
                        around.arguments(
                                "--spring.datasource.url=" + database.url(),
                                "--connector.audit.key=for-all-connectors-on-this-database",
                                "--connector.api-keys-file=" + keys,
                                "--connector.sinks.ticket.url=" + parking.url(),
                                "--connector.sinks.ticket.park-after=1m"))
                .awaitListening();
    }
}
