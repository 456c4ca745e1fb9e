package soar.darktrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** A misspelt property is refused; whatever Spring Boot binds is not. */
@ExtendWith(OutputCaptureExtension.class)
class PropertyCheckTest {

    private static final String ENVIRONMENT = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            darktrace.instances.main.urll                    | did you mean url?
            darktrace.instances.main.respond.enabeld         | did you mean enabled?
            darktrace.instances.main.limits.reed-attempts    | did you mean read-attempts?
            darktrace.instances.main.fetch-intervall         | did you mean fetch-interval?
            darktrace.instances.main.respond.protected-devices.did | did you mean dids
            darktrace.instances.main.url.host                | has nothing below it
            darktrace.instance.main.url                      | did you mean instances?
            connector.sinks.soar.batchsise                   | did you mean batch-size?
            connector.retension                              | did you mean retention?
            connector.jwt.role-claim                         | did you mean roles-claim
            connector.client-certificates.soar.subjct        | did you mean subject?
            connector.request-instances.allowed-host         | did you mean allowed-hosts?
            """)
    void aMisspeltPropertyIsRefusedWithTheNearestName(String name, String sentence) {
        assertThatThrownBy(() -> check(properties(name)))
                .hasMessageContaining(name)
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "darktrace.instances.main.url",
                "darktrace.instances.main.publicApiToken",
                "darktrace.instances.main.PRIVATE_API_TOKEN",
                "darktrace.instances.[a.b].limits.max-answer-size",
                "darktrace.instances.main.models[0]",
                "darktrace.instances.main.respond.protected-devices.ips",
                "connector.sinks.soar.headers.X-Api-Key",
                "connector.request-instances.allowed-hosts[1]",
                "connector.disk-reserve",
                "connector.jwt.roles.[SOC/Night.Lead]",
                "darktraces.anything",
                "spring.application.name",
            })
    void whatIsBoundIsNotRefusedNorIsWhatBelongsToOthers(String name) {
        assertThatCode(() -> check(properties(name))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DARKTRACE_INSTANCES_MAIN_PRIVATE_API_TOKEN",
                "DARKTRACE_INSTANCES_MAIN_PRIVATEAPITOKEN",
                "DARKTRACE_INSTANCES_SITE_TWO_LIMITS_READ_ATTEMPTS",
                "DARKTRACE_INSTANCES_MAIN_RESPOND_PROTECTED_DEVICES_DIDS_0",
                "CONNECTOR_SINKS_SOAR_HEADERS_AUTHORIZATION",
                "CONNECTOR_REQUEST_INSTANCES_ALLOWED_HOSTS",
                "CONNECTOR_REQUESTINSTANCES_ALLOWEDHOSTS_0",
                "CONNECTOR_PORT_8080_TCP",
                "DARKTRACE_CONNECTOR_SERVICE_HOST",
                "DARKTRACE",
            })
    void anEnvironmentVariableThatIsBoundOrBelongsToOthersIsNotRefused(String name) {
        assertThatCode(() -> check(new SystemEnvironmentPropertySource(ENVIRONMENT, Map.of(name, "x"))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "DARKTRACE_INSTANCES_MAIN_URLL, did you mean url?",
        "DARKTRACE_INSTANCES_MAIN_PRIVATE_API_TOKEM, did you mean private-api-token?",
        "DARKTRACE_INSTANCES_MAIN_RESPOND_ENABELD, did you mean enabled?",
        "CONNECTOR_SINKS_SOAR_SECRETT, did you mean secret?",
    })
    void aMisspeltEnvironmentVariableIsRefused(String name, String sentence) {
        assertThatThrownBy(() -> check(new SystemEnvironmentPropertySource(ENVIRONMENT, Map.of(name, "x"))))
                .hasMessageContaining(sentence);
    }

    @Test
    void theStartSaysItInOneSentenceWithoutTheValue(CapturedOutput output) {
        assertThat(catchThrowable(() -> new SpringApplicationBuilder(DarktraceConnectorApplication.class)
                        .web(WebApplicationType.NONE)
                        .run("--darktrace.instances.main.private-api-tokn=confidential")))
                .isNotNull();

        assertThat(output)
                .contains("The property darktrace.instances.main.private-api-tokn is not known; did you mean"
                        + " private-api-token?")
                .doesNotContain("confidential");
    }

    private static PropertySource<?> properties(String name) {
        return new MapPropertySource("test", Map.of(name, "x"));
    }

    private static void check(PropertySource<?> source) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(source);
        if (source.getName().equals(ENVIRONMENT)) {
            environment.getPropertySources().replace(ENVIRONMENT, source);
        }
        new PropertyCheck().postProcessEnvironment(environment, new SpringApplication());
    }
}
