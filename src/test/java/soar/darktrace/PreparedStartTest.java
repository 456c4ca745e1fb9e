package soar.darktrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplication.AbandonedRunException;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class PreparedStartTest {

    /**
     * Looked at without a consequence: the address of the store is never missing, the port is compared with that of the
     * management, whose setting makes a start as usual, and the log names process and version.
     */
    private static final Set<String> WITHOUT_CONSEQUENCE =
            Set.of("spring.datasource.url", "server.port", "spring.application.pid", "spring.application.version");

    @Test
    void noConditionLooksAtASettingThatLeavesThePreparedContext() {
        Set<String> asked = new ConcurrentSkipListSet<>();

        defineBeans(new Recorder(asked));

        assertThat(asked)
                .contains("connector.mcp.enabled", "spring.flyway.enabled", "server.forward-headers-strategy")
                .filteredOn(name -> !WITHOUT_CONSEQUENCE.contains(name) && ConfigurationPropertyName.isValid(name))
                .filteredOn(name -> PreparedStart.isSetting(ConfigurationPropertyName.of(name)))
                .allMatch(name -> PreparedStart.mayMeetCondition(ConfigurationPropertyName.of(name)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "darktrace.instances.main.url",
                "connector.api-keys-file",
                "server.port",
                "server.ssl.bundle",
                "spring.ssl.bundle.pem.web.keystore.certificate",
                "spring.datasource.url",
                "spring.config.additional-location",
                "logging.level.root",
                "java.home"
            })
    void aServerWithTheseSettingsStartsFromThePreparedContext(String name) {
        assertThat(PreparedStart.isAsPrepared(with(new MapPropertySource("test", Map.of(name, "any")))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connector.mcp.enabled",
                "management.server.port",
                "management.endpoints.web.exposure.include",
                "server.forward-headers-strategy",
                "spring.profiles.active",
                "spring.security.oauth2.client.registration.sso.client-id",
                "spring.datasource.type",
                "spring.main.web-application-type"
            })
    void aServerWithOneOfTheseSettingsStartsAsUsual(String name) {
        assertThat(PreparedStart.isAsPrepared(with(new MapPropertySource("test", Map.of(name, "any")))))
                .isFalse();
    }

    @Test
    void variablesOfTheEnvironmentAreSettingsToo() {
        assertThat(PreparedStart.isAsPrepared(variable("CONNECTOR_MCP_ENABLED")))
                .isFalse();
        assertThat(PreparedStart.isAsPrepared(variable("SERVER_PORT"))).isTrue();
        assertThat(PreparedStart.isAsPrepared(variable("KUBERNETES_SERVICE_HOST")))
                .isTrue();
    }

    private static StandardEnvironment variable(String name) {
        return with(new SystemEnvironmentPropertySource("test-systemEnvironment", Map.of(name, "any")));
    }

    private static StandardEnvironment with(PropertySource<?> source) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .forEach(each -> environment.getPropertySources().remove(each.getName()));
        environment.getPropertySources().addFirst(source);
        return environment;
    }

    /** Runs the application as far as all its beans are defined, and none is made. */
    private static void defineBeans(PropertySource<?> first) {
        SpringApplication application = new SpringApplication(DarktraceConnectorApplication.class);
        application.addInitializers(
                context -> context.getEnvironment().getPropertySources().addFirst(first));
        Throwable end = catchThrowable(() -> SpringApplication.withHook(
                any -> new SpringApplicationRunListener() {
                    @Override
                    public void contextLoaded(ConfigurableApplicationContext context) {
                        ((GenericApplicationContext) context).refreshForAotProcessing(new RuntimeHints());
                        throw new AbandonedRunException(context);
                    }
                },
                () -> application.run("--spring.main.banner-mode=off")));
        assertThat(end).isInstanceOf(AbandonedRunException.class);
    }

    /** Has nothing, and knows what it was asked for. */
    private static final class Recorder extends PropertySource<Set<String>> {

        Recorder(Set<String> asked) {
            super("recorder", asked);
        }

        @Override
        public @Nullable Object getProperty(String name) {
            source.add(name);
            return null;
        }
    }
}
