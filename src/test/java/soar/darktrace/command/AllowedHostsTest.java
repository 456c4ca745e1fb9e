package soar.darktrace.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** How the hosts that requests may name are written, and what a wrong one says at the start. */
@ExtendWith(OutputCaptureExtension.class)
class AllowedHostsTest {

    @EnableConfigurationProperties(RequestInstances.Rules.class)
    static class RulesOnly {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://darktrace.example.com",
                "darktrace.example.com/",
                "darktrace.example.com:",
                "darktrace.example.com:https",
                "darktrace.example.com:99999",
                "darktrace.example.com:123456",
                "user@darktrace.example.com",
                "dark trace.example.com",
                "::1",
                "[::1",
                "dárktrace.example.com",
                "",
            })
    void aPatternThatCanMatchNoHostStopsTheStartWithASentenceThatNamesIt(String pattern, CapturedOutput output) {
        assertThat(catchThrowable(() -> start("a.example", pattern))).isNotNull();
        assertThat(output)
                .contains("connector.request-instances.allowed-hosts[1] must be a host or host:port without scheme,"
                        + " path and blanks, such as darktrace.example.com, *.example.com or 10.1.2.3:8443.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "darktrace.example.com",
                "Darktrace.example.com:8443",
                "*.dt.example.com",
                "10.1.2.?:8443",
                "127.0.0.1:*",
                "[::1]",
                "[fd00:*]:65535",
                "dt-1.example:84??",
                "*",
                "*:443",
            })
    void aPatternThatMayMatchIsTaken(String pattern) {
        assertThat(start("a.example", pattern)).containsExactly("a.example", pattern);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.*, 10.1.2.3, true",
        "10.1.*, 10.1.evil.invalid, false",
        "10.1.*, 10.1.evil.invalid:443, false",
        "10.1.2.?, 10.1.2.x, false",
        "10.1.2.?:443, 10.1.2.3, true",
        "1*, 1.evil.invalid, false",
        "*.1, evil.1, false",
        "*, evil.invalid, true",
        "*.example.com, dt.example.com, true",
        "dt-1.*, dt-1.example.com, true",
        "[fd00:*], [fd00::1], true",
        "[fd00:*], fd00.evil.invalid, false"
    })
    void aPatternOfAddressesMatchesNoName(String pattern, String host, boolean matches) {
        assertThat(new RequestInstances.Rules(List.of(pattern)).entry(host, 443).isPresent())
                .isEqualTo(matches);
    }

    @Test
    void noPatternIsTaken() {
        assertThat(started().allowedHosts()).isEmpty();
    }

    private static List<String> start(String first, String second) {
        String property = "--connector.request-instances.allowed-hosts";
        return started(property + "[0]=" + first, property + "[1]=" + second).allowedHosts();
    }

    /** Runs with the binding, the checks and the failure analysis of the connector, and nothing else of it. */
    private static RequestInstances.Rules started(String... arguments) {
        SpringApplication application = new SpringApplication(RulesOnly.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        try (ConfigurableApplicationContext context = application.run(arguments)) {
            return context.getBean(RequestInstances.Rules.class);
        }
    }
}
