package soar.darktrace.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import soar.darktrace.incident.EventKind;

/** How a sink is configured, and what a wrong configuration says. */
@ExtendWith(OutputCaptureExtension.class)
class SinkSettingsTest {

    @EnableConfigurationProperties(DeliverySettings.class)
    static class SettingsOnly {}

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sinks.soar.url        | ftp://a.example     | connector.sinks.soar.url must be an http or https address
            sinks.soar.url        | //a.example         | connector.sinks.soar.url must be an http or https address
            sinks.soar.url        | https://u:p@a.example | connector.sinks.soar.url must be an http or https address
            sinks.soar.url        | https://a.example/#x | connector.sinks.soar.url must be an http or https address
            sinks.soar.url        | http://soar_webhook_1:8080/hook | connector.sinks.soar.url must be an http or https address without user and fragment, such as https://soar.example.com/hook; its host must be an IP address, or a name of letters, digits, hyphens and dots: no underscore
            sinks.soar.url        | http://m\u00fcnchen.example/hook | connector.sinks.soar.url must be an http or https address
            sinks.soar.url        | http://[fe80::1%25eth0]/hook | connector.sinks.soar.url must be an http or https address
            sinks.soar.url        | http://[fe80::1%eth0]/hook | connector.sinks.soar.url must be an http or https address
            sinks.soar.url        | https://a b          | connector.sinks.soar.url must be an http or https address
            sinks.soar.batch-size | 0                   | connector.sinks.soar.batch-size must be a whole number from 1 to 1000
            sinks.soar.batch-size | 1001                | connector.sinks.soar.batch-size must be a whole number from 1 to 1000
            sinks.soar.batch-size | many                | connector.sinks.soar.batch-size cannot be read as a whole number
            sinks.soar.format     | jira                | connector.sinks.soar.format cannot be read as one of incidents, xsoar
            sinks.soar.kinds      | opened              | connector.sinks.soar.kinds cannot be read as one of created, changed, closed
            sinks.soar.kinds      | ''                  | connector.sinks.soar.kinds must name one or more of created, changed, closed
            sinks.soar.start      | soon                | connector.sinks.soar.start cannot be read as one of oldest, now
            sinks.soar.timeout    | 0s                  | connector.sinks.soar.timeout must be a positive duration of 10m at most
            sinks.soar.timeout    | 11m                 | connector.sinks.soar.timeout must be a positive duration of 10m at most
            sinks.soar.park-after | -1h                 | connector.sinks.soar.park-after must be a positive duration
            sinks.soar.secret     | whsec_not/base64!   | connector.sinks.soar.secret must not be empty, and be Base64 after whsec_
            sinks.soar.headers.webhook-id | mine        | connector.sinks.soar.headers must be names and values of HTTP headers
            sinks.soar.headers.Content-Type | text/plain | connector.sinks.soar.headers must be names and values of HTTP headers
            sinks.soar.headers.Authorization | kéy      | connector.sinks.soar.headers must be names and values of HTTP headers
            sinks.other.batch-size | 1                  | connector.sinks.other.url is missing: set it to the address
            sinks[a b].url        | https://a.example   | connector.sinks must be named by up to 50 letters, digits
            sinks.SOAR_2.url      | x:y                 | connector.sinks.SOAR_2.url must be an http or https address
            retention             | 1s                  | connector.retention must be 1m or more
            retention             | long                | connector.retention cannot be read as a Duration
            """)
    void aWrongValueStopsTheStartWithASentenceThatNamesIt(
            String property, String value, String sentence, CapturedOutput output) {
        assertThat(catchThrowable(() -> start(Map.of("sinks.soar.url", "https://a.example"), property, value)))
                .isNotNull();
        assertThat(output).contains(sentence).doesNotContain("not/base64", "kéy", "u:p@");
    }

    @Test
    void anXsoarSinkTakesCreatedAloneSinceItsCallCreatesAnIncident(CapturedOutput output) {
        Map<String, String> xsoar = Map.of("sinks.soar.url", "https://a.example", "sinks.soar.format", "xsoar");

        assertThat(catchThrowable(() -> start(xsoar, "sinks.soar.kinds", "created,closed")))
                .isNotNull();
        assertThat(output).contains("connector.sinks.soar takes no kinds but created in the format xsoar");
    }

    @Test
    void aSinkNeedsNoMoreThanItsAddress() {
        SinkSettings sink = TestSink.settings("https://soar.example.com/hook?sig=key");

        assertThat(sink.format()).isEqualTo(SinkFormat.INCIDENTS);
        assertThat(sink.batch()).isEqualTo(50);
        assertThat(sink.kinds()).containsExactly(EventKind.CREATED);
        assertThat(sink.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(sink.parkAfter()).isEqualTo(Duration.ofHours(24));
        assertThat(sink.start()).isEqualTo(SinkSettings.Start.OLDEST);
        assertThat(TestSink.all("https://a.example").retention()).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void settingsNeverPrintTheirKeys() {
        DeliverySettings all = TestSink.all(
                "https://soar.example.com/url-key?sig=query-key",
                "headers.Authorization",
                "header-key",
                "secret",
                "signing-key");

        assertThat(all.toString()).contains("soar.example.com").doesNotContain("-key");
        assertThat(all.sinks().values())
                .allSatisfy(sink -> assertThat(sink.headers()).asString().isEqualTo("{Authorization=[REDACTED]}"));
    }

    /** Runs with the binding, the checks and the failure analysis of the connector, and nothing else of it. */
    private static void start(Map<String, String> properties, String property, String value) {
        List<String> arguments = new ArrayList<>();
        properties.forEach((name, given) -> arguments.add("--connector." + name + "=" + given));
        arguments.add("--connector." + property + "=" + value);
        SpringApplication application = new SpringApplication(SettingsOnly.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        try (ConfigurableApplicationContext context = application.run(arguments.toArray(String[]::new))) {
            assertThat(context.isRunning()).isTrue();
        }
    }
}
