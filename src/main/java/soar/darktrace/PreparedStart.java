package soar.darktrace;

import java.util.List;
import java.util.Set;
import org.springframework.aot.AotDetector;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.Ordered;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.ClassUtils;

/**
 * Starts the server from the context that the build of the distribution has prepared (Spring AOT), which saves about a fifth
 * of the time. Such a context has the beans that the build's settings ask for, whatever those of the start say. So it is used
 * only where every setting is one that no condition looks at; with any other, the context is made as usual.
 */
final class PreparedStart implements EnvironmentPostProcessor, Ordered {

    /** What settings of the libraries and of this service begin with. Other names are not those of a condition. */
    private static final List<ConfigurationPropertyName> SETTINGS =
            names("spring", "management", "server", "connector", "darktrace", "debug", "trace");

    /** No condition of the context looks at these; PreparedStartTest compares them with what the conditions do look at. */
    private static final List<ConfigurationPropertyName> WITHOUT_CONDITION = names(
            "connector",
            "darktrace",
            "server",
            "spring.application",
            "spring.config",
            "spring.datasource.hikari",
            "spring.datasource.password",
            "spring.datasource.url",
            "spring.datasource.username",
            "spring.main.banner-mode",
            "spring.ssl");

    private static final List<ConfigurationPropertyName> OF_CONDITIONS =
            names("connector.mcp", "server.forward-headers-strategy", "spring.application.admin");

    private static final String OWN_FILE = "class path resource [application.yml]";

    /** After the configuration files are read. */
    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 10;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (application.getAllSources().equals(Set.of(DarktraceConnectorApplication.class))
                && SpringProperties.getProperty(AotDetector.AOT_ENABLED) == null
                && isPrepared()
                && isAsPrepared(environment)) {
            SpringProperties.setFlag(AotDetector.AOT_ENABLED);
        }
    }

    private static boolean isPrepared() {
        return ClassUtils.isPresent(
                DarktraceConnectorApplication.class.getName() + "__ApplicationContextInitializer",
                PreparedStart.class.getClassLoader());
    }

    /** Whether a context of these settings has the beans of one without any. */
    static boolean isAsPrepared(ConfigurableEnvironment environment) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource names
                    && !isOwnFile(source)
                    && names.stream().anyMatch(PreparedStart::mayMeetCondition)) {
                return false;
            }
        }
        return true;
    }

    /** That of the jar, with which the context was prepared. */
    private static boolean isOwnFile(ConfigurationPropertySource source) {
        return String.valueOf(source).contains(OWN_FILE);
    }

    static boolean mayMeetCondition(ConfigurationPropertyName name) {
        return isSetting(name) && (isBelow(name, OF_CONDITIONS) || !isBelow(name, WITHOUT_CONDITION));
    }

    static boolean isSetting(ConfigurationPropertyName name) {
        return isBelow(name, SETTINGS);
    }

    private static boolean isBelow(ConfigurationPropertyName name, List<ConfigurationPropertyName> prefixes) {
        return prefixes.stream().anyMatch(prefix -> prefix.equals(name) || prefix.isAncestorOf(name));
    }

    private static List<ConfigurationPropertyName> names(String... names) {
        return List.of(names).stream().map(ConfigurationPropertyName::of).toList();
    }
}
