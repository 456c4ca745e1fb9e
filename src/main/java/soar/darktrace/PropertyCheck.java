package soar.darktrace;

import java.util.List;
import java.util.stream.IntStream;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import soar.darktrace.command.AnnotatedClasses;

/**
 * Refuses to start with a misspelt property, and names the nearest one. Spring Boot's own {@code
 * ignoreUnknownFields = false} cannot: several records are bound to one prefix, and each would refuse the properties of
 * the others. So the names are those of all records together. It stands before the binding, so that a misspelt {@code
 * url} is not reported as a missing one.
 */
class PropertyCheck implements EnvironmentPostProcessor {

    private final PropertyNames known = new PropertyNames();

    PropertyCheck() {
        AnnotatedClasses.with(ConfigurationProperties.class).forEach(type -> {
            ConfigurationProperties binding =
                    AnnotatedElementUtils.getMergedAnnotation(type, ConfigurationProperties.class);
            if (binding != null) {
                known.add(binding.prefix(), type);
            }
        });
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource names) {
                boolean isEnvironment = source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
                names.stream().forEach(name -> check(name, isEnvironment));
            }
        }
    }

    private void check(ConfigurationPropertyName name, boolean isEnvironment) {
        List<String> elements = IntStream.range(0, name.getNumberOfElements())
                .mapToObj(i -> name.getElement(i, Form.UNIFORM))
                .toList();
        if (elements.isEmpty() || !known.has(elements.get(0)) || (isEnvironment && isOfOthers(elements))) {
            return;
        }
        String problem = known.problem(elements, isEnvironment);
        if (problem != null) {
            throw new UnknownProperty("The property " + name + " " + problem);
        }
    }

    /** Kubernetes sets variables such as {@code CONNECTOR_PORT_8080_TCP} for a service of that name. */
    private boolean isOfOthers(List<String> elements) {
        PropertyNames below = known.after(elements.get(0));
        return elements.size() < 2 || below == null || !below.has(elements.get(1));
    }

    /** A property that nothing reads. */
    static final class UnknownProperty extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnknownProperty(String sentence) {
            super(sentence);
        }
    }

    /** Prints the sentence alone. */
    static final class Analyzer extends AbstractFailureAnalyzer<UnknownProperty> {

        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, UnknownProperty failure) {
            return new FailureAnalysis(
                    String.valueOf(failure.getMessage()),
                    "Correct its name, or remove it; docs/configuration.md lists all properties.",
                    failure);
        }
    }
}
