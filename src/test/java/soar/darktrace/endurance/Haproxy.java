package soar.darktrace.endurance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;

/** HAProxy before two connectors, with the configuration that is shipped. */
final class Haproxy implements ReplicaProxy {

    private static final Path SHIPPED = Path.of("deploy", "haproxy.cfg");
    private static final Duration LONGEST_START = Duration.ofSeconds(30);

    private final Process process;
    private final Caller caller;

    private Haproxy(Process process, Caller caller) {
        this.process = process;
        this.caller = caller;
    }

    /** Skips the test where there is none. */
    static Haproxy before(Path directory, String first, String second) {
        try {
            String address = "127.0.0.1:" + freePort();
            ProcessBuilder builder = new ProcessBuilder("haproxy", "-f", SHIPPED.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("haproxy.log").toFile());
            builder.environment().put("LISTEN", address);
            builder.environment().put("REPLICA_A", first.replace("http://", ""));
            builder.environment().put("REPLICA_B", second.replace("http://", ""));
            Haproxy proxy = new Haproxy(builder.start(), new Caller("http://" + address));
            await().atMost(LONGEST_START).ignoreExceptions().until(proxy::isReady);
            return proxy;
        } catch (IOException e) {
            abort("There is no haproxy, so that deploy/haproxy.cfg is not tried: apt-get install haproxy");
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private boolean isReady() {
        return caller.get("/actuator/health/readiness", null).status() == 200;
    }

    @Override
    public String url() {
        return caller.url();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
