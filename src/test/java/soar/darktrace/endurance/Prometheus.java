package soar.darktrace.endurance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A real Prometheus with the configuration and the rules that {@code deploy/prometheus} ships. Its time runs
 * {@link #FASTER} times as fast: each duration of the rules, in {@code for:} and in brackets, is divided by that.
 */
final class Prometheus implements AutoCloseable {

    static final int FASTER = 60;

    private static final Path SHIPPED = Path.of("deploy", "prometheus");
    private static final Pattern DURATION = Pattern.compile("(\\[|for: )(\\d+)([smh])\\b");
    private static final Map<String, Integer> SECONDS = Map.of("s", 1, "m", 60, "h", 3600);
    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private final Process process;
    private final Caller caller;

    private Prometheus(Process process, Caller caller) {
        this.process = process;
        this.caller = caller;
    }

    /** Skips the test where there is none. */
    static Prometheus start(Path directory, String key, List<String> targets) throws IOException {
        ObjectNode configuration = configuration(directory, targets);
        ((ObjectNode) configuration.path("global")).put("scrape_interval", "1s").put("evaluation_interval", "1s");
        return launch(directory, key, configuration, faster(Files.readString(SHIPPED.resolve("alerts.yml"))));
    }

    /** The same in true time. */
    static Prometheus startAsShipped(Path directory, String key, List<String> targets) throws IOException {
        return launch(
                directory, key, configuration(directory, targets), Files.readString(SHIPPED.resolve("alerts.yml")));
    }

    private static Prometheus launch(Path directory, String key, ObjectNode configuration, String alerts)
            throws IOException {
        int port = freePort();
        Files.writeString(directory.resolve("key"), key);
        Files.writeString(
                directory.resolve("prometheus.yml"), YAMLMapper.shared().writeValueAsString(configuration));
        Files.writeString(directory.resolve("alerts.yml"), alerts);
        ProcessBuilder builder = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + directory.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + directory.resolve("series"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile());
        try {
            Prometheus prometheus = new Prometheus(builder.start(), new Caller("http://127.0.0.1:" + port));
            await().atMost(LONGEST_START).ignoreExceptions().until(prometheus::isReady);
            return prometheus;
        } catch (IOException e) {
            abort("There is no prometheus, so that the alerts are not tried: apt-get install prometheus");
            throw new UncheckedIOException(e);
        }
    }

    /** The shipped one with other targets and places. */
    private static ObjectNode configuration(Path directory, List<String> targets) throws IOException {
        ObjectNode configuration =
                (ObjectNode) YAMLMapper.shared().readTree(Files.readString(SHIPPED.resolve("prometheus.yml")));
        ObjectNode job = (ObjectNode) configuration.at("/scrape_configs/0");
        ((ObjectNode) job.path("authorization"))
                .put("credentials_file", directory.resolve("key").toString());
        ArrayNode to = ((ObjectNode) job.at("/static_configs/0")).putArray("targets");
        targets.forEach(target -> to.add(target.replace("http://", "")));
        return configuration;
    }

    static String faster(String rules) {
        return DURATION.matcher(rules).replaceAll(Prometheus::shorter);
    }

    private static String shorter(MatchResult duration) {
        int seconds = Integer.parseInt(duration.group(2)) * SECONDS.getOrDefault(duration.group(3), 1);
        assertThat(seconds % FASTER).as(duration.group()).isZero();
        return Matcher.quoteReplacement(duration.group(1) + seconds / FASTER + "s");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private boolean isReady() {
        if (!process.isAlive()) {
            throw new AssertionError("Prometheus ended; prometheus.log says why");
        }
        return caller.get("/-/ready", null).status() == 200;
    }

    String url() {
        return caller.url();
    }

    /** The alerts that fire, by name. */
    Map<String, JsonNode> firing() {
        Map<String, JsonNode> firing = new TreeMap<>();
        for (JsonNode alert : caller.get("/api/v1/alerts", null).json().at("/data/alerts")) {
            if (alert.path("state").asString().equals("firing")) {
                firing.put(alert.at("/labels/alertname").asString(), alert);
            }
        }
        return firing;
    }

    /** The sentences of an alert that fires; nothing where it does not. */
    JsonNode annotations(String alert) {
        return firing().getOrDefault(alert, JsonMapper.shared().missingNode()).path("annotations");
    }

    /** What an expression is worth now. */
    JsonNode query(String expression) {
        return caller.get("/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8), null)
                .json()
                .at("/data/result");
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
