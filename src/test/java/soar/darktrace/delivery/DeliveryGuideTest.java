package soar.darktrace.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import soar.darktrace.incident.EventKind;
import soar.darktrace.incident.IncidentEvent;

/** The receiver in the guide works as it stands there. Left out where there is no Python. */
class DeliveryGuideTest {

    private static final Path GUIDE = Path.of("docs/delivery.md");
    private static final Pattern PROGRAM = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    @TempDir
    Path directory;

    private Process python;
    private int port;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(hasPython(), "python3 is not installed");
        Matcher program = PROGRAM.matcher(Files.readString(GUIDE));
        assertThat(program.find()).isTrue();
        Path file = Files.writeString(directory.resolve("receiver.py"), program.group(1));
        port = freePort();
        ProcessBuilder builder = new ProcessBuilder("python3", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile());
        builder.environment().put("WEBHOOK_SECRET", SECRET);
        builder.environment().put("PORT", Integer.toString(port));
        python = builder.start();
        await().atMost(PATIENCE).until(() -> "401".equals(answer("another secret")));
    }

    @AfterEach
    void stop() {
        if (python != null) {
            python.destroyForcibly();
        }
    }

    @Test
    void itTakesWhatIsSignedOnceAndRefusesWhatIsNot() throws IOException {
        assertThat(answer("another secret")).isEqualTo("401");
        assertThat(answer(SECRET)).isEqualTo("taken");
        assertThat(answer(SECRET)).isEqualTo("taken");

        assertThat(Files.readString(directory.resolve("output"))).containsOnlyOnce("Breach 95");
    }

    /** What came of a delivery: taken, the status of a refusal, or nothing as long as nobody listens. */
    private String answer(String secret) {
        IncidentEvent incident = new IncidentEvent(
                1,
                "e1",
                "main",
                "breach",
                "95",
                EventKind.CREATED,
                "{}",
                "{\"name\":\"Breach 95\",\"dbotMirrorId\":\"main:95\"}");
        SinkSettings settings = TestSink.settings("http://127.0.0.1:" + port + "/", "secret", secret);
        return TestSink.receiver(settings, Clock.systemUTC())
                .take(List.of(incident))
                .thenReturn("taken")
                .onErrorResume(
                        DeliveryException.class,
                        failure ->
                                Mono.just(String.valueOf(failure.getMessage()).contains("HTTP 401") ? "401" : ""))
                .blockOptional()
                .orElseThrow();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static boolean hasPython() {
        try {
            Process version = new ProcessBuilder("python3", "--version").start();
            return version.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) && version.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
