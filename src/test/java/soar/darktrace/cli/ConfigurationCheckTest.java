package soar.darktrace.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.optionsRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** {@code check-config}, with an appliance and receivers behind the addresses of the configuration. */
class ConfigurationCheckTest {

    private static final WireMockServer OUTSIDE =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());

    static {
        OUTSIDE.start();
    }

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @AfterAll
    static void stop() {
        OUTSIDE.stop();
    }

    @BeforeEach
    void answer() {
        OUTSIDE.resetAll();
        OUTSIDE.stubFor(any(urlPathMatching("/hook/.*")).willReturn(aResponse().withStatus(405)));
        OUTSIDE.stubFor(any(urlPathEqualTo("/login"))
                .willReturn(aResponse().withStatus(302).withHeader("Location", "/sign-in")));
        OUTSIDE.stubFor(get(urlPathEqualTo("/status")).willReturn(okJson("{\"version\": \"6.1.2\\u001b[2J\"}")));
        OUTSIDE.stubFor(get(urlPathEqualTo("/devicesearch")).willReturn(okJson("{\"devices\": []}")));
    }

    private int check(String configuration, String... more) throws IOException {
        Path file = Files.writeString(directory.resolve("application.yml"), configuration);
        return WarRoomTerminal.run(
                Stream.concat(
                                Stream.of("check-config", "--spring.config.additional-location=file:" + file),
                                Stream.of(more))
                        .toArray(String[]::new),
                Map.of(),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8));
    }

    private String configuration() {
        return """
                spring.datasource.url: jdbc:h2:file:%s/data/store
                darktrace.instances:
                  main:
                    url: %2$s
                    public-api-token: p
                    private-api-token: geheim-1
                  away:
                    url: http://127.0.0.1:1
                    public-api-token: p
                    private-api-token: geheim-2
                    limits.read-attempts: 1
                connector.sinks:
                  soar:
                    url: %2$s/hook/geheim-3
                    secret: geheim-4
                    headers:
                      Authorization: geheim-5
                  xsoar:
                    url: %2$s/login?key=geheim-6
                    format: xsoar
                    instance: mian
                """.formatted(directory, OUTSIDE.baseUrl());
    }

    @Test
    void printsALineForEachAndDeliversAndMakesNothing() throws IOException {
        assertThat(check(configuration())).isEqualTo(1);

        assertThat(err.toString(UTF_8)).isEmpty();
        assertThat(out.toString(UTF_8))
                .doesNotContain("geheim", "\u001b")
                .hasLineCount(6)
                .containsSubsequence(
                        "configuration  ok                     Read from " + directory
                                + "/application.yml; 2 instances.\n",
                        "instance main  ok                     Darktrace 6.1.2\\u001b[2J answers in ",
                        "instance away  darktrace_unavailable  ",
                        "store          ok                     There is none yet; the first start makes the file",
                        "sink soar      ok                     It is there: HTTP 405 to OPTIONS.",
                        "sink xsoar     sink_unavailable       It answered HTTP 302. Redirects are not followed",
                        "an instance that is not configured: mian.\n");
        OUTSIDE.verify(2, optionsRequestedFor(anyUrl()));
        OUTSIDE.verify(0, anyRequestedFor(anyUrl()).withHeader("webhook-id", matching(".*")));
        assertThat(directory.toFile().list()).containsExactly("application.yml");
    }

    @Test
    void aStoreOfALaterVersionIsWhatNoServerStartsWith() throws IOException {
        String url = "jdbc:h2:file:" + directory.resolve("later/store");
        Flyway.configure().dataSource(url, null, null).load().migrate();
        JdbcClient.create(new DriverManagerDataSource(url)).sql("""
                        update "flyway_schema_history" set "version" = '99'
                        where "installed_rank" = (select max("installed_rank") from "flyway_schema_history")
                        """).update();

        assertThat(check("spring.datasource.url: " + url + "\n")).isEqualTo(2);

        assertThat(out.toString(UTF_8)).contains("store_newer");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            darktrace.instances.main.ulr: x           | darktrace.instances.main.ulr is not known; did you mean url?
            connector.retention: geheim               | connector.retention cannot be read as a Duration
            server.port: geheim                       | server.port has a value that it cannot have: Failed to convert to type java.lang.Integer
            "connector: {retention: geheim"           | A configuration file is not valid YAML at line 2
            server.address: 0.0.0.0                   | server.address is 0.0.0.0, and nobody needs a key
            """)
    void whatAStartWouldRefuseIsNamedWithoutItsValue(String line, String sentence) throws IOException {
        assertThat(check(line.replace("\"", "") + "\n")).isEqualTo(2);

        assertThat(out.toString(UTF_8))
                .hasLineCount(1)
                .startsWith("configuration  invalid_configuration  ")
                .contains(sentence)
                .doesNotContain("geheim", "\tat ");
    }

    @Test
    void aLineWithMoreThanSettingsIsRefused() throws IOException {
        assertThat(check("", "now")).isEqualTo(2);
        assertThat(check("", "--server=http://127.0.0.1")).isEqualTo(2);
        assertThat(check("", "--jsno")).isEqualTo(2);
        assertThat(out.toString(UTF_8)).isEmpty();
        assertThat(err.toString(UTF_8)).contains("Write check-config alone", "did you mean --json?");
    }
}
