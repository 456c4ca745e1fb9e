package soar.darktrace.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import soar.darktrace.AfterTheGate;
import soar.darktrace.DarktraceConnectorApplication;

/** The real thing: a JVM of its own, in a directory with a configuration file that a server could use too. */
class OneShotProcessTest {

    @TempDir
    private Path directory;

    @Test
    void printsOnlyTheTableAndEndsWithZero() throws Exception {
        WireMockServer darktrace =
                new WireMockServer(WireMockConfiguration.options().dynamicPort());
        darktrace.start();
        try {
            darktrace.stubFor(get(urlPathEqualTo("/modelbreaches"))
                    .willReturn(okJson("{\"pbid\":95,\"device\":{\"hostname\":\"Prüfstand\"}}")));
            configure(darktrace.baseUrl());

            Ended ended = run("!darktrace-get-breach", "pbid=95");

            assertThat(ended.err()).isEmpty();
            assertThat(ended.out()).isEqualTo("""
                            ### Darktrace Model Breach 95
                            |device|pbid|
                            |---|---|
                            | hostname: Prüfstand | 95 |
                            """);
            assertThat(ended.exitCode()).isZero();
        } finally {
            darktrace.stop();
        }
    }

    @Test
    @AfterTheGate
    void endsWithTwoForAWrongLine() throws Exception {
        assertThat(run("darktrace-get-breach", "95"))
                .returns(2, Ended::exitCode)
                .returns("", Ended::out)
                .extracting(Ended::err)
                .asString()
                .startsWith("invalid_request: ")
                .hasLineCount(1);
    }

    @Test
    @AfterTheGate
    void endsWithOneForAWrongSettingAndNoStackTrace() throws Exception {
        configure("ftp://darktrace");

        assertThat(run("test-module"))
                .returns(1, Ended::exitCode)
                .returns("", Ended::out)
                .extracting(Ended::err)
                .asString()
                .startsWith("darktrace.instances.main.url must be an http or https address")
                .hasLineCount(1);
    }

    @Test
    @AfterTheGate
    void endsWithOneForAMalformedProxyVariable() throws Exception {
        configure("http://darktrace");

        assertThat(run("test-module", "--darktrace.instances.main.proxy=true"))
                .returns(1, Ended::exitCode)
                .extracting(Ended::err)
                .asString()
                .startsWith("The start failed: ")
                .contains("The environment variable HTTP_PROXY is not the address of an HTTP proxy");
    }

    private void configure(String url) throws IOException {
        Files.createDirectory(directory.resolve("config"));
        Files.writeString(directory.resolve("config/application.yml"), """
                spring.main:
                  banner-mode: console
                  web-application-type: reactive
                logging.level.root: debug
                darktrace.instances.main:
                  url: %s
                  public-api-token: p
                  private-api-token: q
                """.formatted(url));
    }

    private record Ended(int exitCode, String out, String err) {}

    /** Without a locale, as in a container, and with a proxy variable that no test here may heed but one. */
    private Ended run(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                DarktraceConnectorApplication.class.getName()));
        command.addAll(List.of(args));
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(Map.of("LC_ALL", "C", "HTTP_PROXY", "not a proxy"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }
}
