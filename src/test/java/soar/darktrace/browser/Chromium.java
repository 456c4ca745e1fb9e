package soar.darktrace.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/** A headless Chromium that shows one address, with a profile of its own, until it is closed. */
public final class Chromium implements AutoCloseable {

    public static final List<String> OPTIONS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-sync",
            "--disable-component-update",
            "--disable-background-networking",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--no-proxy-server",
            // The connector has to refuse by itself: older browsers, and those of whoever agreed once, do not ask.
            "--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests,PrivateNetworkAccessChecks");

    private final Process process;
    private final Path profile;

    private Chromium(Process process, Path profile) {
        this.process = process;
        this.profile = profile;
    }

    /** Skips the test, in words, where there is no Chromium. */
    public static void assumeInstalled() {
        assumeTrue(
                Files.isExecutable(path()),
                "Skipped: there is no Chromium at " + path()
                        + ". Install it (Debian: apt-get install chromium), or set the environment variable CHROMIUM.");
    }

    public static Path path() {
        return Path.of(System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium"));
    }

    /**
     * Opens an address.
     *
     * @param names that mean this machine, whatever they mean elsewhere
     */
    static Chromium open(String address, String names) throws IOException {
        Path profile = Files.createTempDirectory("chromium");
        List<String> command = new ArrayList<>(List.of(path().toString()));
        command.addAll(OPTIONS);
        command.add("--host-resolver-rules=MAP " + names + " 127.0.0.1");
        command.add("--user-data-dir=" + profile);
        command.add(address);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("output").toFile())
                .start();
        return new Chromium(process, profile);
    }

    boolean isRunning() {
        return process.isAlive();
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
        FileSystemUtils.deleteRecursively(profile);
    }
}
