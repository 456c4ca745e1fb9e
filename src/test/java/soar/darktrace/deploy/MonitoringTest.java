package soar.darktrace.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import soar.darktrace.FetchingConnectorTest;
import soar.darktrace.Reply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The alerts and the dashboard ask for metrics that a running connector has. */
@FetchingConnectorTest
@DirtiesContext
@TestPropertySource(properties = "connector.sinks.soar.url=http://127.0.0.1:9/incidents")
class MonitoringTest {

    private static final Path DEPLOY = Path.of("deploy");
    /** Not the codes of outcomes, which stand in quotes. */
    private static final Pattern METRIC =
            Pattern.compile("(?<![|\"\\w])(?:darktrace|resilience4j|jvm|disk)_[a-z0-9_]+");

    @TempDir
    static Path directory;

    @Autowired
    WebTestClient web;

    /** A store that has a disk. */
    @DynamicPropertySource
    static void store(DynamicPropertyRegistry registry) {
        registry.add(
                "spring.datasource.url", () -> "jdbc:h2:file:" + directory.resolve("monitoring") + ";WRITE_DELAY=0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prometheus/alerts.yml", "grafana/darktrace-connector.json"})
    void everyMetricThatIsAskedForExists(String file) throws IOException {
        Reply.toCommand(web, "darktrace-fetch-status", JsonMapper.shared().createObjectNode());
        Set<String> asked = METRIC.matcher(Files.readString(DEPLOY.resolve(file)))
                .results()
                .map(MatchResult::group)
                .filter(name -> !name.equals("jvm_memory"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(asked).hasSizeGreaterThan(8);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(metrics()).containsAll(asked));
    }

    /** So that whoever is woken knows what to do. */
    @Test
    void everyAlertIsInTheOperationsGuide() throws IOException {
        String guide = Files.readString(Path.of("docs", "operations.md"));
        JsonNode rules = YAMLMapper.shared()
                .readTree(DEPLOY.resolve("prometheus/alerts.yml"))
                .at("/groups/0/rules");

        assertThat(rules).hasSizeGreaterThan(10).allSatisfy(rule -> {
            assertThat(guide).contains("`" + rule.path("alert").asString() + "`");
            assertThat(rule.at("/annotations/summary").asString()).endsWith(".");
            assertThat(rule.at("/annotations/description").asString()).endsWith(".");
        });
    }

    @Test
    void panelsOfTheDashboardDoNotOverlap() {
        JsonNode panels = JsonMapper.shared()
                .readTree(DEPLOY.resolve("grafana/darktrace-connector.json"))
                .path("panels");
        Set<String> taken = new TreeSet<>();

        assertThat(panels).hasSizeGreaterThan(10).allSatisfy(panel -> {
            JsonNode at = panel.path("gridPos");
            for (int x = at.path("x").asInt();
                    x < at.path("x").asInt() + at.path("w").asInt();
                    x++) {
                assertThat(taken.add(x + "/" + at.path("y").asInt())).isTrue();
                assertThat(x).isLessThan(24);
            }
        });
    }

    private Set<String> metrics() {
        String scraped = web.get()
                .uri("/actuator/prometheus")
                .exchange()
                .returnResult(byte[].class)
                .getResponseBody()
                .reduce(new StringBuilder(), (text, part) -> text.append(new String(part, UTF_8)))
                .map(StringBuilder::toString)
                .block();
        return METRIC.matcher(scraped == null ? "" : scraped)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }
}
