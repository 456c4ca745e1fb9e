package soar.darktrace.endurance;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A connector in a process of its own. */
final class ConnectorProcess implements AutoCloseable {

    /** A start takes 2 to 3 seconds on an idle machine. */
    private static final Duration LONGEST_START = Duration.ofMinutes(2);

    private static final Duration LONGEST_STOP = Duration.ofMinutes(1);

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static final Pattern PORT = Pattern.compile("Netty started on port (\\d+)");

    private final Process process;
    private final Path log;

    private ConnectorProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts it in that directory, where its store is unless the arguments say otherwise. */
    static ConnectorProcess start(Path directory, List<String> arguments) {
        return start(directory, List.of(), arguments);
    }

    /** The prefix is a command that becomes the connector in the end. */
    static ConnectorProcess start(Path directory, List<String> prefix, List<String> arguments) {
        return launch(directory, prefix, "160m", arguments);
    }

    /** With so much heap instead of the usual one. */
    static ConnectorProcess startWithHeap(Path directory, String heap, List<String> arguments) {
        return launch(directory, List.of(), heap, arguments);
    }

    private static ConnectorProcess launch(Path directory, List<String> prefix, String heap, List<String> arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(PackagedConnector.script("darktrace-connector"));
        command.addAll(arguments);
        command.add("--server.port=0");
        try {
            Path log = Files.createTempFile(directory, "connector-", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(PackagedConnector.environment(directory, heap));
            return new ConnectorProcess(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ConnectorProcess awaitReady() {
        await().atMost(LONGEST_START).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("The connector ended: " + log());
            }
            return isHealthy();
        });
        return this;
    }

    /** Where its health is not for everybody. */
    ConnectorProcess awaitListening() {
        await().atMost(LONGEST_START).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("The connector ended: " + log());
            }
            return PORT.matcher(log()).find();
        });
        return this;
    }

    /** {@code kill -9}. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** {@code SIGTERM}, and until it has ended. */
    void stop() {
        process.destroy();
        await().atMost(LONGEST_STOP).until(() -> !process.isAlive());
    }

    long pid() {
        return process.pid();
    }

    /** Such as {@code STOP}, after which it hangs, and {@code CONT}. */
    void signal(String name) throws IOException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                .start()
                .onExit()
                .join();
    }

    boolean isHealthy() {
        return health().path("status").asString("").equals("UP");
    }

    /** What it says of its health; missing where it does not answer. */
    JsonNode health() {
        try {
            return JsonMapper.shared().readTree(get("/actuator/health").body());
        } catch (UncheckedIOException e) {
            return JsonMapper.shared().missingNode();
        }
    }

    JsonNode json(String path) {
        HttpResponse<String> answer = get(path);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return JsonMapper.shared().readTree(answer.body());
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }

    private HttpResponse<String> get(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path))
                    .timeout(Duration.ofSeconds(30))
                    .build();
            return CLIENT.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it answers to a command, as status and body. */
    HttpResponse<String> command(String name, String arguments) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/api/v1/commands/" + name))
                    .header("Content-Type", "application/json")
                    .timeout(Duration.ofMinutes(3))
                    .POST(HttpRequest.BodyPublishers.ofString("{\"args\":" + arguments + "}"))
                    .build();
            return CLIENT.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(log(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String url() throws IOException {
        Matcher port = PORT.matcher(log());
        if (!port.find()) {
            throw new IOException("It does not listen yet");
        }
        return "http://127.0.0.1:" + port.group(1);
    }
}
