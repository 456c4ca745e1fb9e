package soar.darktrace.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import soar.darktrace.AfterTheGate;
import soar.darktrace.DarktraceConnectorApplication;
import soar.darktrace.network.Secret;

/** How an instance is configured, and what a wrong configuration says. */
@ExtendWith(OutputCaptureExtension.class)
class InstanceSettingsTest {

    private static final String PRIVATE = "private token 1234";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            url               | ftp://a.example | darktrace.instances.main.url must be an http or https address
            url               | https://u:p@a.example | darktrace.instances.main.url must be an http or https address
            url               | ''              | darktrace.instances.main.url must be an http or https address
            private-api-token | ''              | darktrace.instances.main.private-api-token is missing or holds a blank
            public-api-token  | töken           | darktrace.instances.main.public-api-token is missing or holds a blank
            min-score         | 101             | darktrace.instances.main.min-score must be a whole number from 0 to 100
            min-score         | high            | darktrace.instances.main.min-score cannot be read as a whole number
            max-alerts        | 0               | darktrace.instances.main.max-alerts must be a whole number from 1 to 1000
            insecure          | maybe           | darktrace.instances.main.insecure cannot be read as true or false
            first-fetch       | soon            | darktrace.instances.main.first-fetch must be a time such as '1 day'
            signing           | twice           | darktrace.instances.main.signing cannot be read as one of decoded, as-sent
            limits.max-answer-size | 1025MB      | darktrace.instances.main.limits.max-answer-size must be from 1KB to 1GB
            public-api-token-file | /etc/token  | darktrace.instances.main.public-api-token is set, and so is its -file
            ssl-bundle        | applience       | There is no SSL bundle of that name
            severity-high     | 30              | darktrace.instances.main severity-medium, severity-high and severity-critical must not fall
            respond.protected-devices.ips | 10.0.0.0/99 | darktrace.instances.main.respond.protected-devices.ips must be IP addresses
            limits.answer-timeout | 200s         | darktrace.instances.main.limits command-deadline must be longer than answer-timeout
            limits.connect-timeout | 0s         | darktrace.instances.main.limits.connect-timeout must be a positive duration
            """)
    @AfterTheGate
    void aWrongValueStopsTheStartWithASentenceThatNamesIt(
            String property, String value, String sentence, CapturedOutput output) {
        assertThat(catchThrowable(() -> start(Map.of(property, value)))).isNotNull();
        assertThat(output).contains(sentence);
    }

    @Test
    void certificatesAreEitherCheckedOrNot(CapturedOutput output) {
        assertThat(catchThrowable(() -> start(Map.of("insecure", "true", "ssl-bundle", "any"))))
                .isNotNull();
        assertThat(output).contains("darktrace.instances.main insecure and ssl-bundle exclude each other");
    }

    @Test
    void aTokenFileThatIsNotThereStopsTheStart(CapturedOutput output) {
        assertThat(catchThrowable(() -> run(
                        "--darktrace.instances.main.url=https://a.example",
                        "--darktrace.instances.main.public-api-token=abc",
                        "--darktrace.instances.main.private-api-token-file=/nowhere/token")))
                .isNotNull();
        assertThat(output)
                .contains("darktrace.instances.main.private-api-token-file")
                .contains("The file /nowhere/token cannot be read (NoSuchFileException)");
    }

    @Test
    void aNameThatIsTooLongForTheStoreStopsTheStart(CapturedOutput output) {
        String longName = "--darktrace.instances." + "x".repeat(201);
        assertThat(catchThrowable(() -> start(
                        Map.of(),
                        longName + ".url=https://a.example",
                        longName + ".public-api-token=abc",
                        longName + ".private-api-token=def")))
                .isNotNull();
        assertThat(output).contains("darktrace.instances must be named by 200 characters at most.");
    }

    @Test
    void aReserveOfTheDiskThatIsTooSmallIsNamedAsItIsWritten(CapturedOutput output) {
        assertThat(catchThrowable(() -> start(Map.of(), "--connector.disk-reserve=1KB")))
                .isNotNull();
        assertThat(output).contains("connector.disk-reserve must be 1MB or more.");
    }

    @Test
    void aWrongTokenIsNeverPrintedNotEvenInDebugMode(CapturedOutput output) {
        assertThat(catchThrowable(() -> start(Map.of("private-api-token", PRIVATE), "--debug")))
                .isNotNull();
        assertThat(output)
                .contains("darktrace.instances.main.private-api-token is missing")
                .doesNotContain("1234");
    }

    @Test
    void aMissingTokenIsNamed(CapturedOutput output) {
        assertThat(catchThrowable(() -> run("--darktrace.instances.main.url=https://a.example")))
                .isNotNull();
        assertThat(output).contains("api-token is missing");
    }

    @Test
    void insecureAndPlainHttpAreWarnedOf(CapturedOutput output) {
        start(Map.of("url", "http://127.0.0.1:1", "insecure", "true")).close();
        assertThat(output).contains("Instance main is called over http").contains("Instance main trusts any TLS");
    }

    @Test
    void tokensComeFromFiles(@TempDir Path secrets) throws IOException {
        Path main = Files.createDirectories(secrets.resolve("darktrace/instances/main"));
        Files.writeString(main.resolve("public-api-token"), "public-from-file\n");
        Files.writeString(main.resolve("private-api-token"), "private-from-file\n");
        try (ConfigurableApplicationContext context = run(
                "--darktrace.instances.main.url=https://a.example",
                "--spring.config.import=configtree:" + secrets + "/")) {
            assertThat(settings(context).privateApiToken()).isEqualTo(new Secret("private-from-file"));
        }
    }

    @Test
    void tokensComeFromEnvironmentVariables() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                Map.of(
                                        "DARKTRACE_INSTANCES_MAIN_URL", "https://a.example/",
                                        "DARKTRACE_INSTANCES_MAIN_PUBLIC_API_TOKEN", "public-from-env",
                                        "DARKTRACE_INSTANCES_MAIN_PRIVATEAPITOKEN", "private-from-env")));
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(DarktraceConnectorApplication.class)
                .web(WebApplicationType.NONE)
                .environment(environment)
                .run()) {
            assertThat(settings(context).publicApiToken()).isEqualTo(new Secret("public-from-env"));
            assertThat(settings(context).privateApiToken()).isEqualTo(new Secret("private-from-env"));
            assertThat(settings(context).baseUrl()).hasToString("https://a.example");
        }
    }

    @Test
    void settingsNeverPrintTheirTokens() {
        assertThat(TestInstances.settings("https://a.example").toString())
                .contains("https://a.example")
                .doesNotContain("test_public_token")
                .doesNotContain("test_private_token");
    }

    private static InstanceSettings settings(ConfigurableApplicationContext context) {
        return context.getBean(DarktraceInstances.class)
                .find("main")
                .orElseThrow()
                .settings();
    }

    private static ConfigurableApplicationContext start(Map<String, String> properties, String... more) {
        Map<String, String> all = new LinkedHashMap<>(
                Map.of("url", "https://a.example", "public-api-token", "abc", "private-api-token", "def"));
        all.putAll(properties);
        List<String> arguments = new ArrayList<>(List.of(more));
        all.forEach((name, value) -> arguments.add("--darktrace.instances.main." + name + "=" + value));
        return run(arguments.toArray(String[]::new));
    }

    private static ConfigurableApplicationContext run(String... arguments) {
        return new SpringApplicationBuilder(DarktraceConnectorApplication.class)
                .web(WebApplicationType.NONE)
                .run(arguments);
    }
}
